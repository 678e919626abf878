"""The command line: ``weerwoord``. Thin; each command imports what it needs."""
