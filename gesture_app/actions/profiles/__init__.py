"""Profiles on disk and on their way to others."""
