"""Pictures of answers: what they show, how it is laid out, and the process that draws it."""
