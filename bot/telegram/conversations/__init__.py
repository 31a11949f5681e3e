"""Questions and button presses within their conversations."""
