"""Invented counts: place, year, women, men."""

ROWS = [("FRA", 2024, 900, 800), ("GAB", 2024, 300, 350), ("TCD", 2024, 40, 35)]
