"""Gesture App: record, train and recognise hand gestures on your own machine."""

import os

from gesture_app import surroundings as surroundings  # before anything is set: it keeps what the user had

# Read when numpy, OpenCV and torch are first imported. Our matrices are small: more threads only wait for each other,
# busily, on the core that the tracker needs (measured: painting a hand took twice the processor time; while a model was
# trained, a step of the live network took 50 to 100 ms instead of one, whatever `torch.set_num_threads` said).
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
