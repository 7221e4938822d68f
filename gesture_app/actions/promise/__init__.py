"""What is measured before a gesture may act, and what use adds to it."""
