"""`python -m gesture_app`."""

from gesture_app.cli import main

main()
