"""The Actions page: profiles, bindings, the measured promise, and why something fired."""
