"""Deterministic grading of a spoken or typed answer against one card."""
