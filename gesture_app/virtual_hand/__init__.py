"""A hand from joint angles: its bones, handshapes, movements, picture, and what a tracker makes of it.

Lengths are millimetres, angles degrees. Two systems of axes, both right-handed:

- *hand*: origin at the wrist of a right hand that shows its palm, fingers up; x towards the thumb's side, y along
  the middle finger, z out of the palm. A left hand is the mirror image (x negated) of the same pose.
- *scene*: origin at the camera; x to the right of its un-mirrored picture, y up, z towards the camera, so that
  everything visible has negative z. A hand with the identity as rotation shows its palm to the camera.
"""
