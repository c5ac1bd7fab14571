"""First-level units of countries of residence are a table of the linked system, where asked for."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.errors import CountsError, UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.protection import Release

#: Three departments of France, and a country without units.
UNITS = ("FR-01", "FR-02", "FR-03")


def paired(units, women, men):
    """Return women and men by unit."""
    return {unit: pair for unit, *pair in zip(units, women, men, strict=True)}


def register(people, whole=()):
    """Return counts of women and men by unit, and of countries."""
    rows = [
        (unit, sex, n) for unit, pair in people.items() for sex, n in zip("FM", pair, strict=True)
    ]
    rows += [
        (place, sex, n)
        for place, pair in dict(whole).items()
        for sex, n in zip("FM", pair, strict=True)
    ]
    return pd.DataFrame(rows, columns=["place", "sex", "count"]).astype({"count": "Int64"})


def shown(release, by):
    cells = release.by(by).cells
    value = cells["state"] == "value"
    return {
        (place, sex): int(n)
        for place, sex, n in cells.loc[value, ["place", "sex", "count"]].itertuples(index=False)
    }


def hidden(release, by):
    cells = release.by(by).cells
    return set(
        cells.loc[cells["state"] == "suppressed", ["place", "sex"]].itertuples(
            index=False, name=None
        )
    )


PEOPLE = {"FR-01": (60, 50), "FR-02": (40, 3), "FR-03": (30, 20)}


def test_a_small_figure_of_a_unit_is_hidden_with_others_from_which_it_could_be_worked_out():
    release = Release(register(PEOPLE, {"GAB": (90, 80)}), admin1=True)
    gone = hidden(release, "admin1")
    assert ("FR-02", "M") in gone
    # The total of France by sex is shown: another man's figure must go, or France's.
    men = {place for place, sex in gone if sex == "M"}
    assert len(men) >= 2 or ("FRA", "M") in hidden(release, "country")
    # And in the unit itself, women or the total.
    assert {("FR-02", "F"), ("FR-02", "T")} & gone
    assert release.by("admin1").cells["place"].unique().tolist() == list(UNITS)


def test_without_being_asked_for_units_hide_nothing_and_have_no_table():
    release = Release(register(PEOPLE, {"GAB": (90, 80)}))
    assert not hidden(release, "country")
    for ask in (release.by, release.each):
        with pytest.raises(UsageError, match=r"no table by admin1.*by=\('admin1',\)"):
            ask("admin1")


@pytest.mark.parametrize("draw", ["map", "figure"])
def test_no_year_shows_units_that_the_release_does_not_protect(draw):
    """FR-02 has 3 men, whom a release without units has no reason to hide."""
    counts = pd.concat([register(PEOPLE).assign(year=year) for year in (2010, 2020)])
    release = dm.release(counts)
    shown = {"facet": "year"} if draw == "map" else {"kind": "years", "places": ("FR-02",)}
    with pytest.raises(UsageError, match="no table by admin1"):
        getattr(release, draw)(by="admin1", **shown)


def test_tables_of_releases_with_and_without_units_are_not_shown_together():
    counts = register(PEOPLE)
    names = {Release(counts, admin1=admin1).name for admin1 in (False, True)}
    assert len(names) == 2


@settings(max_examples=12)
@given(st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_nothing_hidden_of_units_can_be_worked_out(numbers):
    """Try all registers that show the same: a hidden small figure has several values."""
    people = {unit: (numbers[2 * n], numbers[2 * n + 1]) for n, unit in enumerate(UNITS)}
    if not any(numbers):
        return
    release = Release(register(people), admin1=True)
    tables = [
        (shown(release, "admin1"), lambda f, m: _figures(paired(UNITS, f, m))),
        (shown(release, "country"), lambda f, m: _figures({"FRA": (sum(f), sum(m))})),
    ]
    gone = hidden(release, "admin1")
    small = {(unit, sex) for unit, sex in gone if 0 < _figures(people)[unit, sex] < 5}
    possible = {cell: set() for cell in small}
    space = range(12)  # people may be taken to be more than any figure of the register
    women = [f for f in product(space, repeat=3) if _fits(tables, f, None)]
    for f in women:
        for m in product(space, repeat=3):
            if all(
                made(f, m).get(cell, 0) == n for known, made in tables for cell, n in known.items()
            ):
                figures = _figures(paired(UNITS, f, m))
                for cell, values in possible.items():
                    values.add(figures[cell])
    for cell, values in possible.items():
        assert len(values) >= 2, (people, cell, values)


def _figures(people):
    return {
        (place, sex): n
        for place, (f, m) in people.items()
        for sex, n in (("F", f), ("M", m), ("T", f + m))
    }


def _fits(tables, f, _):
    """Tell whether women fit what is shown of them alone."""
    return all(
        n == made(f, (0, 0, 0)).get(cell, 0)
        for known, made in tables
        for cell, n in known.items()
        if cell[1] == "F"
    )


def test_a_later_release_knows_what_an_earlier_one_with_units_showed(tmp_path):
    path = tmp_path / "register.csv"
    rows = [(unit, f, m) for unit, (f, m) in PEOPLE.items()]
    table = pd.DataFrame(rows, columns=["subdivision", "women", "men"]).assign(place="FRA")
    table.to_csv(path, index=False)
    first = dm.release(path, by=("admin1",))
    before = hidden(first, "admin1"), hidden(first, "country")
    assert before[0]
    first.keep()
    second = dm.release(path)
    # It has the table too: its figures are out.
    assert (hidden(second, "admin1"), hidden(second, "country")) == before
    assert second.keep() is None


def test_an_earlier_release_without_units_binds_a_later_one_with_them(tmp_path):
    path = tmp_path / "register.csv"
    rows = [(unit, f, m) for unit, (f, m) in PEOPLE.items()]
    table = pd.DataFrame(rows, columns=["subdivision", "women", "men"]).assign(place="FRA")
    table.to_csv(path, index=False)
    first = dm.release(path)
    by_country = shown(first, "country")
    first.keep()
    later = dm.release(path, by=("admin1",))
    assert shown(later, "country") == by_country
    assert len({place for place, sex in hidden(later, "admin1") if sex == "M"}) >= 2
    assert later.keep() is not None


def test_a_map_of_the_departments_frames_their_country():
    release = dm.release(register(PEOPLE, {"GAB": (90, 80)}), by=("admin1",))
    composition = compose(release, MapSpec(), by="admin1")
    assert composition.words.title.endswith("\u00a0: France")
    assert "3 subdivisions" in composition.words.subtitle
    assert set(composition.table.index) >= set(UNITS)
    assert len(composition.table) == 96
    assert composition.geography.extent.holds(5, 46)


def test_units_of_several_countries_need_an_extent():
    people = PEOPLE | {"NG-LA": (90, 80)}
    release = dm.release(register(people), by=("admin1",))
    with pytest.raises(UsageError, match=r"FRA, NGA.*--extent FRA"):
        compose(release, MapSpec(), by="admin1")
    composition = compose(release, MapSpec(extent="FRA"), by="admin1")
    assert any("170 dans 1 subdivision" in one for one in composition.words.captions)


def test_people_of_units_are_not_all_who_left_their_country():
    counts = register(PEOPLE | {"FR-02": (40, 30)}, {"GAB": (90, 80)})
    release = dm.release(counts, by=("admin1",))
    assert dm.rate_of_origin(release.by()) is not None
    assert dm.rate_of_origin(release.by("admin1")) is None


def test_counts_without_units_are_refused():
    with pytest.raises(CountsError, match="no figure is of a first-level unit"):
        dm.release(register({}, {"GAB": (90, 80)}), by=("admin1",)).by("admin1")


def test_the_table_has_the_names_of_the_units():
    table = dm.release(register(PEOPLE), by=("admin1",)).cells("admin1")
    assert table.loc[0, ["place", "name_fr"]].tolist() == ["FR-01", "Ain"]
