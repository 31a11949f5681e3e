"""Names of agencies and places."""
