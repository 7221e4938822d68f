"""What was practised, kept so that no crash loses it, and when it is due again."""
