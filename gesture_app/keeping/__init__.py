"""Files that are kept for people: written whole, read with care, set aside where they are damaged."""
