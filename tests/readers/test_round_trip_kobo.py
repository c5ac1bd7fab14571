"""Whatever persons an export of KoboToolbox holds are counted exactly."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diasporamap.readers.registry import read_table
from tests.readers.writers import kobo

OFTEN = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NUMBERS = st.integers(0, 6)
GROUPS = st.dictionaries(
    st.tuples(st.sampled_from(list(kobo.PLACES)), st.sampled_from(list(kobo.ORIGINS))),
    st.fixed_dictionaries({"F": NUMBERS, "M": NUMBERS, "U": NUMBERS}).filter(
        lambda people: any(people.values())
    ),
    min_size=1,
    max_size=8,
)
MANNERS = st.builds(
    kobo.Manner,
    labels=st.booleans(),
    group=st.sampled_from(["", "Identification", "A. Votre situation", "sexe_et_age"]),
    separator=st.sampled_from(["/", "::", "|", ".", " - ", ":"]),
    tags=st.booleans(),
    origin=st.booleans(),
    title=st.sampled_from(["Profil (TEST)", "Profil de la diaspora: pays/régions [2026]"]),
)


def read_people(path, **options):
    table = read_table(path, **options)
    assert table.recognised.format == "kobo"
    keys = [name for name in ("place", "origin", "sex") if name in table.counts]
    cells = table.counts[keys].fillna("").itertuples(index=False, name=None)
    return dict(zip(cells, table.counts["count"].astype(int).tolist(), strict=True))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@OFTEN
@given(groups=GROUPS, manner=MANNERS, random=st.randoms(use_true_random=False))
def test_submissions(tmp_path, kind, groups, manner, random):
    path = tmp_path / f"export.{kind}"
    rows = kobo.submissions(kobo.persons(groups, random.shuffle), manner)
    if kind == "csv":
        path.write_text(kobo.as_csv(rows), encoding="utf-8")
    else:
        kobo.as_xlsx(path, [(kobo.sheet_name(manner.title), rows)])
    assert read_people(path) == kobo.expected(groups, manner)


@OFTEN
@given(groups=GROUPS, manner=MANNERS, random=st.randoms(use_true_random=False))
def test_members_of_a_repeated_group(tmp_path, groups, manner, random):
    path = tmp_path / "export.xlsx"
    people = kobo.persons(groups, random.shuffle)
    kobo.as_xlsx(path, kobo.members(people, manner))
    assert read_people(path, sheet="membres") == kobo.expected(groups, manner)
