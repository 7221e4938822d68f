"""What practice has brought, in figures a person likes to look at."""
