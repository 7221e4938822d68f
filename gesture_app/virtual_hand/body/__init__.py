"""Bones, joints and landmarks: forward and inverse kinematics, limits, and the camera that looks at them."""
