"""From a stream of hands to gesture events."""
