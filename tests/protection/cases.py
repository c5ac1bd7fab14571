"""What a reader may have at once: tables, profiles, editions, totals from elsewhere."""

from __future__ import annotations

from diasporamap.protection.linked import Cell
from diasporamap.protection.linked.suppress import suppress
from tests.protection.attacker import attack
from tests.protection.registers import with_categories

SEXES = ("F", "M", "U")


def truth_of(system):
    return {tuple(cell): system.people(cell) for cell in system.cells}


def shown(truth, hidden):
    """Return what is published: people by cell, None where they are hidden."""
    return {cell: None if Cell(*cell) in hidden else people for cell, people in truth.items()}


def attacked(register, threshold, tables=("residence", "origin"), *, known=(), told=(), **options):
    """Protect a register and attack it; return the attack and the pattern."""
    system = register.system(tables)
    pattern = suppress(system, threshold, known=known, **options)
    truth = truth_of(system)
    result = attack(
        register,
        shown(truth, pattern.hidden),
        truth,
        threshold=threshold,
        level=pattern.level,
        known={tuple(cell): system.people(cell) for cell in known},
        occupied={cell for cell in told if truth[cell]},
    )
    return result, pattern


def alone(register, threshold):
    """All tables, one profile."""
    return attacked(register, threshold)


def residence(register, threshold):
    """Country and district, as on a page without the origin."""
    return attacked(register, threshold, ("residence",))


def origin(register, threshold):
    """Regions and divisions only."""
    return attacked(register, threshold, ("origin",))


def characteristics(register, threshold):
    """All tables, and those by two characteristics of people."""
    return attacked(with_categories(register), threshold)


def two_profiles(register, threshold):
    """Standard and strict side by side: what either shows is known."""
    system = register.system()
    standard = suppress(system, threshold)
    strict = suppress(system, 2 * threshold, after=standard)
    truth = truth_of(system)
    both = shown(truth, standard.hidden & strict.hidden)
    return attack(register, both, truth, threshold=threshold, level=standard.level), standard


def two_editions(register, threshold):
    """The residence alone first, the same counts with the origin beside afterwards."""
    before = register.system(("residence",))
    first = suppress(before, threshold)
    known = sorted(set(before.cells) - first.hidden)
    told = {
        tuple(cell)
        for cell in first.hidden
        if first.level == 1 and (cell.sex == "T" or cell._replace(sex="T") not in first.hidden)
    }
    return attacked(register, threshold, known=known, told=told, after=first)


def grand_total(register, threshold):
    """How many people there are in all is known."""
    sums = register.system().sums  # none in a register of nobody
    return attacked(register, threshold, known=[cell for cell in sums if cell.sex == "T"])


def sex_totals(register, threshold):
    """How many people of each sex there are is known."""
    sums = register.system().sums
    return attacked(register, threshold, known=sorted(sums))


def country_totals(register, threshold):
    """Another body has published the total of each country."""
    cells = register.system().cells
    totals = [cell for cell in cells if cell.table == "country" and cell.sex == "T"]
    return attacked(register, threshold, known=totals)


#: What is promised in full: nothing may be found.
PROMISED = (alone, residence, origin, characteristics, two_profiles)

#: Where readers know more: nothing may be found but what the pattern lists as weak.
LISTED = (two_editions, grand_total, sex_totals, country_totals)
