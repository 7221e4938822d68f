"""What is asked next, in which way, and what an attempt is worth."""
