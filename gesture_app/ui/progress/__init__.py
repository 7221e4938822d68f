"""What practice has brought, to look at."""
