"""Threads between source and screen: latest value, live loop, recording, jobs (no Qt, no torch)."""
