"""What can be practised: cards, decks, and the files they are kept and shared in."""
