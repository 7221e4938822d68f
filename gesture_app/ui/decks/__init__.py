"""The deck editor: decks and their cards, made, ordered, shared."""
