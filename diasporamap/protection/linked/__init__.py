"""Linked tables protected together: which cells of a register are hidden, and the proof of it."""

from __future__ import annotations

from diasporamap.protection.linked.build import Side, linked_system, parts_side, residence_side
from diasporamap.protection.linked.pattern import Pattern, Weak, Witness, certify
from diasporamap.protection.linked.suppress import suppress
from diasporamap.protection.linked.system import EVERYONE, Cell, System

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
    "suppress",
]
