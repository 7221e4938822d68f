"""The picture: a skinned hand, its look, its room, and the webcam that sees it."""
