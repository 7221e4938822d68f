"""Gesture App: record, train and recognise hand gestures on your own machine."""

from gesture_app.version import VERSION as __version__

__all__ = ["__version__"]
