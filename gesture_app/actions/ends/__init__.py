"""Where actions go: programs, keys, sockets, screens; each is opened at its first use."""
