"""What `gesture-app` does without a window: one module a command, each with a click `command`."""
