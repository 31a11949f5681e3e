"""One module per revision, written by hand. A released revision is never changed."""
