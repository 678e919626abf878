"""Rehearsal: asking cards in an opponent's words, grading answers, bringing back what did not stick."""
