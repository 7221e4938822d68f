"""Decks and reviews for other programs."""
