"""Recorded gestures on disk: store, quality, import and export."""
