"""Watch a learner and say what to change."""
