"""What gestures do on the desktop: what is bound to them, when it is done, and how. No Qt, no torch."""
