"""A run, a comparison or a gate for people and for programs."""
