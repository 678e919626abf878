"""Weerwoord: sourced answers on migration and development cooperation."""
