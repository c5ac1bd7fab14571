"""Persons become counts: registers and surveys with a row a person, and exports of KoboToolbox."""
