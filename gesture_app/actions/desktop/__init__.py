"""What the desktop lets a program know and do: its kind, the window in front, keys heard from anywhere."""
