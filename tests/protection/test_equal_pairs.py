"""Registers with equal shown figures give equal outputs, logs and reports: nothing else is told.

The other register of a pair is a table that a reader cannot rule out: a witness of the release, or
one with people exchanged where no table shows it, if its own release shows and hides the same.
"""

from __future__ import annotations

import random

import pandas as pd
import pytest
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.commands.reading import say_release

pytestmark = pytest.mark.slow

PLACES = ("FRA", "GAB", "TCD", "DEU", "ITA", "NGA", "USA", "CHE", "GHA")
COUNTS = (0, 0, 1, 1, 2, 3, 4, 4, 6, 9, 12, 23, 47, 130)
ORIGINS = ("CM-OU", "CM-LT", "CM-CE")
LEVELS = ("Primary", "Master", "")
COLUMNS = ["place", "sex", "count"]
BY = ("country", "district")
#: The commands, by the file that each makes.
KINDS = {
    "map.svg": "map COUNTS FILE",
    "women.svg": "map COUNTS FILE --measure women --by district",
    "share.svg": "map COUNTS FILE --measure share_diaspora",
    "page.html": "web COUNTS FILE --by country,district --measures total,share_women,per_1000",
    "table.csv": "districts attach COUNTS FILE",
    "table.xlsx": "table COUNTS FILE --percent row --top 2",
    "table.md": "table COUNTS FILE --by district --percent column --group-under 9",
    "wide.csv": "compare COUNTS --output FILE",
    "report.html": "check COUNTS --by district --html FILE",
}
#: Those of registers by education.
BY_EDUCATION = {
    "education.csv": "table COUNTS FILE --by education",
    "education.svg": "figure COUNTS FILE --by education",
    "log.md": "table COUNTS FILE --by log --of country,education",
}


def register(chance):
    """Make a small register, with few people in many cells."""
    places = chance.sample(PLACES, chance.randint(2, 4))
    sexes = "FMU" if chance.random() < 0.25 else "FM"
    return {(place, sex): chance.choice(COUNTS) for place in places for sex in sexes}


def crossed(chance):
    """Make a small register by residence, and origin or education."""
    places, origins = chance.sample(PLACES, 3), chance.sample(chance.choice((ORIGINS, LEVELS)), 2)
    cells = [(place, sex, origin) for place in places for sex in "FM" for origin in origins]
    return {cell: chance.choice((0, 0, 1, 2, 4, 8, 20)) for cell in cells}


def frame(people):
    """Write a register down; one by origin without rows where nobody is."""
    rows = [(*cell, count) for cell, count in people.items() if count or len(cell) == 2]
    third = "education" if is_schooled(people) else "origin"
    columns = COLUMNS if len(rows[0]) == 3 else ["place", "sex", third, "count"]
    return pd.DataFrame(rows, columns=columns)


def is_schooled(people):
    """Tell whether a register is by education."""
    return not {third for _, _, *more in people for third in more}.isdisjoint(LEVELS)


def moved(people, witness):
    """Return the register that a witness is."""
    other = dict(people)
    for name, change in witness.moves:
        _, place, _, sex = name.split("|")
        other[place, sex] = other.get((place, sex), 0) + change
    return other


def exchanged(people, chance):
    """Return the register with people of two origins exchanged between two countries."""
    other, sex = dict(people), chance.choice("FM")
    one, two = chance.sample(sorted({place for place, _, _ in people}), 2)
    first, second = sorted({origin for _, _, origin in people})
    for place, origin, change in ((one, first, 1), (one, second, -1), (two, first, -1)):
        other[place, sex, origin] += change
    other[two, sex, second] += 1
    return other if min(other.values()) >= 0 else None


def others(people, release, chance):
    """Give registers that may look the same as one."""
    if len(next(iter(people))) == 3:
        yield from filter(None, (exchanged(people, chance) for _ in range(6)))
        return
    witnesses = [w for pattern in release.patterns.values() for w in pattern.witnesses]
    for witness in chance.sample(witnesses, min(3, len(witnesses))):
        yield moved(people, witness)


def tables(people):
    if len(next(iter(people))) == 2:
        return BY
    return (*BY, "education" if is_schooled(people) else "region")


def pairs(seed):
    """Give pairs of registers, with their releases, that show the same and hide the same."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    while True:
        people = crossed(chance) if chance.random() < 0.6 else register(chance)
        if not any(people.values()):
            continue
        release, by = dm.release(frame(people)), tables(people)
        if not any(pattern.hidden for pattern in release.patterns.values()):
            continue
        for other in others(people, release, chance):
            again = dm.release(frame(other))
            if all(release.by(name).cells.equals(again.by(name).cells) for name in by):
                assert other != people
                yield (people, release), (other, again)


def told(people, release, capsys):
    """Return the tables and the log of a release."""
    capsys.readouterr()
    say_release(release, "country", measures=("women",))
    say_release(release, *tables(people))
    return [release.cells(by).to_csv() for by in tables(people)], capsys.readouterr().out


def test_registers_that_show_the_same_are_told_the_same(capsys, request):
    inner, number_of_pairs = 0, request.config.getoption("pairs")
    for number, (one, other) in zip(range(number_of_pairs), pairs(seed=11), strict=False):
        assert told(*one, capsys) == told(*other, capsys), (one, other)
        inner += len(frame(one[0])) != len(frame(other[0]))
        if number % 10 == 0:
            reports = [
                dm.check(frame(people), by="district").as_json() for people, _ in (one, other)
            ]
            assert reports[0] == reports[1], (one, other)
    assert inner > number_of_pairs / 20  # pairs of which one has more rows


def outputs(people, folder, names):
    """Run some of the commands on a register; return what they print and what they write."""
    made = {}
    for name in names:
        for left in folder.iterdir():
            left.unlink()
        frame(people).to_csv(folder / "counts.csv", index=False)
        paths = {"COUNTS": str(folder / "counts.csv"), "FILE": str(folder / name)}
        line = {**KINDS, **BY_EDUCATION}[name]
        words = [paths.get(word, word) for word in line.split()]
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, result.output
        made[name] = result.output, (folder / name).read_bytes()
    return made


def test_registers_that_show_the_same_give_the_same_bytes(tmp_path, request):
    files = request.config.getoption("pairs") // 10
    for number, (one, other) in zip(range(files), pairs(seed=12), strict=False):
        names = list(KINDS)[number % 2 :: 2]  # drawing takes long
        names += BY_EDUCATION if is_schooled(one[0]) else ()
        made = [outputs(people, tmp_path, names) for people, _ in (one, other)]
        assert [name for name in names if made[0][name] != made[1][name]] == [], (one, other)
