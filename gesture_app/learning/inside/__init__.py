"""A look inside a network: what its gates do, what each frame contributes, how long it remembers."""
