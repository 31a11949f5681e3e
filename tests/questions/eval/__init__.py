"""Score the answers to the question set: `python -m tests.questions.eval --help`."""
