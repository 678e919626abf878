"""Measures of an answer: deterministic, each a small pure function in a file of its own."""
