"""SQLite in the user's data folder."""
