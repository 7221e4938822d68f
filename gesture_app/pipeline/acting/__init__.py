"""Actions behind the window: armed or not, measured first, explained afterwards."""
