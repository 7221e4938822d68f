"""Movement: a script becomes hands that come, do it, and go, at any moment one asks for."""
