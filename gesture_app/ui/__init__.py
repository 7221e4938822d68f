"""The window: bridge, pages, widgets (the only Qt)."""
