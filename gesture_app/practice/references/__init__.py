"""How a sign is shown: the movement of the virtual hand, from its own notes or from a recording."""
