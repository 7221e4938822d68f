"""What hands show: handshapes and gestures as data, by name."""
