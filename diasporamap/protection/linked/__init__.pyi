from .build import Side, linked_system, parts_side, residence_side
from .pattern import Pattern, Weak, Witness, certify
from .system import EVERYONE, Cell, System

__all__ = [
    "EVERYONE",
    "Cell",
    "Pattern",
    "Side",
    "System",
    "Weak",
    "Witness",
    "certify",
    "linked_system",
    "parts_side",
    "residence_side",
]
