"""Scores the answers to the questions of tests/questions: `python -m tests.questions.eval --help`."""
