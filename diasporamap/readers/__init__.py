"""Readers of tables of counts: a file a format, and their registry."""
