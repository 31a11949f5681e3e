"""The dataset as sets and inverted indexes."""
