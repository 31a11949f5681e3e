"""Families of questions that mean the same: whatever the wording, the answer is one."""
