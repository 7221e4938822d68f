"""Where hands come from: sources, tracker, tracker model."""
