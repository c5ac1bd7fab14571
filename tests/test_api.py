"""One register gives one set of figures, by the library, the command line and the page."""

from __future__ import annotations

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.errors import UnmatchedPlacesError, UsageError
from diasporamap.measures import measure_table
from diasporamap.sheet import draw
from tests.web.unpacking import model_of

PLACES = [
    *(("France", ""), ("Bénin", ""), ("Gabon", ""), ("Allemagne", ""), ("Pologne", "")),
    *(("Nigeria", "Lagos"), ("Nigeria", "Ogun"), ("Nigeria", "Cross River"), ("Inde", "")),
]
ORIGINS = ["", "Menoua", "Wouri", "Faro", "Ouest"]
COLUMNS = ["place", "subdivision", "sex", "origin", "count"]
MEASURES = {"T": "total", "F": "women", "M": "men"}

REGISTERS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from("FM"),
        st.sampled_from(ORIGINS),
        st.one_of(st.integers(0, 6), st.integers(0, 90)),
    ).map(lambda row: (*row[0], *row[1:])),
    min_size=6,
    max_size=24,
    unique_by=lambda row: row[:-1],
)


class Drawn(Exception):  # noqa: N818 - no error: it brings a map out of a command
    """Raised where a sheet would be drawn."""


def bring_out(composition, **_):
    raise Drawn(composition)


def mapped(path, by, measure):
    """Return what a command would draw: state and value of each place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draw, "draw_composition", bring_out)
        arguments = ["map", str(path), "none.svg", "--by", by, "--measure", measure]
        done = CliRunner().invoke(main, arguments)
    assert isinstance(done.exception, Drawn), done.output
    return done.exception.args[0].table[["value", "state"]]


@pytest.mark.slow
@given(rows=REGISTERS)
@settings(max_examples=4, deadline=None, derandomize=True)
def test_library_command_line_and_page_give_equal_figures(tmp_path_factory, rows):
    counts = pd.DataFrame(rows, columns=COLUMNS)
    folder = tmp_path_factory.mktemp("register")
    path = folder / "register.csv"
    counts.to_csv(path, index=False)
    release, of_file = dm.release(counts), dm.release(path)
    for by in ("country", "district", "region", "division"):
        pd.testing.assert_frame_equal(release.by(by).cells, of_file.by(by).cells)
        measure = "women" if by == "division" else "total"
        found = measure_table(release.by(by), measure)
        table = mapped(path, by, measure)
        found = found[found.index.isin(table.index)]
        shown = found["state"].isin(["value", "suppressed"])
        drawn = table.loc[found.index[shown]]
        assert drawn["state"].tolist() == found.loc[shown, "state"].tolist()
        assert drawn["value"].tolist() == pytest.approx(
            found.loc[shown, "value"].tolist(), nan_ok=True
        )
        assert not set(table.loc[found.index[~shown], "state"]) & {"value", "suppressed"}

    out = folder / "attached.csv"
    assert CliRunner().invoke(main, ["districts", "attach", str(path), str(out)]).exit_code == 0
    written = pd.read_csv(out, keep_default_na=False, dtype=str)
    expected = release.cells("district").astype("string").fillna("").astype(object)
    pd.testing.assert_frame_equal(written.astype(object), expected, check_dtype=False)

    page = folder / "map.html"
    arguments = ["web", str(path), str(page), "--by", "country,district", "--language", "en"]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    pages = model_of(page.read_text(encoding="utf-8"))["geographies"]
    for by, content in zip(("country", "district"), pages, strict=True):
        for place, sex, count, state in (
            release.by(by).cells[["place", "sex", "count", "state"]].itertuples(index=False)
        ):
            (figures,) = content["figures"].values()
            if sex not in MEASURES:
                continue
            told = figures[place][MEASURES[sex]]
            if state == "value":
                assert (told["value"], told["text"]["en"]) == (count, f"{count:,}")
            else:
                assert (told["state"], told["value"]) == (state, None)


def test_a_table_of_a_level_has_the_p_codes_of_its_places():
    rows = [("FRA", "F", "Menoua", 70), ("FRA", "F", "Ouest", 50), ("FRA", "F", None, 40)]
    release = dm.release(pd.DataFrame(rows, columns=["place", "sex", "origin", "count"]))
    for by, code in (("region", {"CM-OU": "CM008"}), ("division", {"cm-ou-menoua": "CM008005"})):
        table = release.cells(by)
        assert list(table.columns[:4]) == ["place", "name_fr", "name_en", "pcode"]
        codes = dict(table[["place", "pcode"]].to_numpy())
        beyond = {place: "" for place in codes if place not in code}
        assert "origin-not-stated" in beyond
        assert codes == code | beyond
    assert "pcode" not in release.cells()
    assert "pcode" not in release.cells("district")


def test_what_a_table_needs_is_checked_when_it_is_asked_for():
    rows = [("Nigeria", "Lagoss", "F", "Menouaa", 30), ("Nigeria", "Lagos", "M", "Menoua", 40)]
    counts = pd.DataFrame(rows, columns=COLUMNS)
    release = dm.release(counts)
    assert release.cells().set_index("sex").loc["T", ["name_en", "count"]].tolist() == [
        "Nigeria",
        70,
    ]
    for by, name in (("district", "Lagoss"), ("region", "Menouaa"), ("division", "Menouaa")):
        with pytest.raises(UnmatchedPlacesError, match=name):
            release.by(by)
        with pytest.raises(UnmatchedPlacesError, match=name):
            dm.release(counts, by=[by])
    allowed = dm.release(counts, allow_unmatched=True)
    assert allowed.by("district").cells["count"].sum() == 2 * 70
    with pytest.raises(UsageError, match="no level 'village'"):
        dm.release(counts, by=["village"])


def test_a_country_beside_a_code_of_its_part_is_counted_once_by_no_map():
    counts = pd.DataFrame({"place": ["NGA", "NG-LA"], "sex": ["F", "F"], "count": [100, 10]})
    with pytest.raises(dm.DiasporaMapError, match="NG-LA is a part of NGA"):
        dm.release(counts)
    assert dm.release(counts[1:]).cells()["name_en"].tolist() == ["Nigeria"] * 3


def test_one_noun_makes_maps_pages_and_tables(tmp_path):
    release = dm.release(dm.read_example()[0], sources=dm.read_example()[1])
    figure = release.map(tmp_path / "map.svg", by="district", language="en")
    assert "371,232 in 19 districts" in figure.alt
    release.page(tmp_path / "map.html", by=["district"], language="en")
    assert {path.name for path in tmp_path.iterdir()} == {"map.svg", "map.html"}
    table = release.cells("district").set_index(["place", "sex"])
    assert table.loc["fra-paris", "attachment"].tolist() == ["attached"] * 3
    with pytest.raises(UsageError, match=r"ends in \.html"):
        release.page(tmp_path / "map.pdf")


def test_names_that_make_figures_without_a_release_are_not_public():
    gone = {"protect", "by_district", "counts_by_origin", "with_complement", "regroup"}
    assert not gone & set(dm.__all__)
    assert not {"read_protected"} & set(dm.__all__)


@pytest.mark.usefixtures("french")
def test_what_makes_no_sense_is_refused_in_french():
    counts = pd.DataFrame({"place": ["FRA"], "women": [120], "men": [130]})
    with pytest.raises(UsageError, match="since est une année, comme 2010 sans guillemets"):
        dm.release(counts, since="2010")
    with pytest.raises(UsageError, match="Donnez le code d’un pays, comme FRA"):
        dm.release(counts).profile_of("XXX")
