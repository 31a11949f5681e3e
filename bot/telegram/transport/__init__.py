"""Updates in and HTTP calls out."""
