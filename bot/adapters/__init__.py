"""One vendor a file; vendor errors become Weerwoord's own here."""
