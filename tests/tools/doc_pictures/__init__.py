"""The pictures in docs/pictures: what they show, how a conversation is laid out, and that none of them is stale."""
