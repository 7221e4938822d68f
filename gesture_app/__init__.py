"""Gesture App: record, train and recognise hand gestures on your own machine."""

import os

from gesture_app import surroundings as surroundings  # before anything is set: it keeps what the user had

# Read when numpy and OpenCV are first imported. Our matrices are small: more threads only wait for each other,
# busily, on the core that the tracker needs (measured: painting a hand took twice the processor time).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
