"""One module a revision, written by hand: none of them changes once it has been released."""
