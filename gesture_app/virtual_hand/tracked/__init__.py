"""Landmarks as a tracker would tell them: its noise, and labelled sequences without end."""
