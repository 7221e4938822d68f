"""Gesture App: record, train and recognise hand gestures on your own machine."""
