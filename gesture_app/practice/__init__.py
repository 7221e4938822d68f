"""Sign-language practice: decks, references, the teacher, lessons, and what is remembered of them."""
