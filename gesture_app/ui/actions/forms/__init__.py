"""Forms for actions: one for each kind."""
