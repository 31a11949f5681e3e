"""The pictures in docs/pictures: their content, the layout of a conversation, and a test that none is stale."""
