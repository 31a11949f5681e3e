"""Chinese text: normalization, numerals, the general dictionary and cue words."""
