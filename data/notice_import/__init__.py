"""Import of a published notice: from a file or pasted text to a draft in the schema of the data folder."""
