"""The Practice page: what is practised, in which way, and how it went."""
