"""The coach: what to do about takes so that gestures are told apart better, each piece of advice with its figure."""
