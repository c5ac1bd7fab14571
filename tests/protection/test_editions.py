"""What readers have already: kept releases, other profiles, totals from elsewhere."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from diasporamap.api import release
from diasporamap.commands import main
from diasporamap.errors import CountsError, DataError, UsageError
from diasporamap.protection.editions import read_editions
from diasporamap.protection.linked import Cell

#: By place and sex; Togo and Mali are small, and so are the women of Chad.
REGISTER = (
    "place,women,men\nFrance,400,300\nGabon,40,20\nChad,3,30\nTogo,2,1\nMali,7,8\nNigeria,60,61\n"
)
SOURCE = """[source.register]
title = "Register"
citation_fr = "Registre."
citation_en = "Register."
{more}
"""


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def source(path, more):
    file = path.parent / f"{path.stem}.sources.toml"
    file.write_text(SOURCE.format(more=more), encoding="utf-8")


def hidden(made):
    return frozenset().union(*(pattern.hidden for pattern in made.patterns.values()))


def run(*words):
    done = CliRunner().invoke(main, [*map(str, words)])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_map_keeps_what_it_hides_beside_the_register_and_tells_no_figure(register, tmp_path):
    output = run("map", register, tmp_path / "map.svg")
    file = tmp_path / "register.release.json"
    assert f"Kept what is hidden in {file}" in output
    text = file.read_text(encoding="utf-8")
    content = json.loads(text)
    assert "Confidential" in content["notice"]
    assert content["made_with"].keys() == {"diasporamap", "highspy"}
    (kept,) = content["releases"]
    assert kept["tables"]["country"]["TGO"] == {"hidden": "FMT", "occupied": "T"}
    assert kept["tables"]["country"]["FRA"] == {"shown": "FMT"}
    assert not {"400", "300", "700"} & set(text.replace('"', " ").replace(",", " ").split())
    assert read_editions(file)[0].hidden == hidden(release(register))


def test_the_file_tells_nobody_which_register_fits(register):
    made = [release(register) for _ in range(2)]
    salts = {edition.salt for each in made for edition in each.suppression.editions()}
    digests = {edition.register for each in made for edition in each.suppression.editions()}
    assert len(salts) == len(digests) == 2


def test_later_runs_keep_to_it_and_write_it_once(register, tmp_path):
    run("map", register, tmp_path / "map.svg")
    before = (tmp_path / "register.release.json").read_bytes()
    first = hidden(release(register))
    output = run("districts", "attach", register, tmp_path / "out.csv")
    assert "Kept" not in output
    assert (tmp_path / "register.release.json").read_bytes() == before
    assert hidden(release(register)) == first


def test_another_profile_starts_from_what_the_first_hides(register, tmp_path):
    run("map", register, tmp_path / "map.svg")
    standard = hidden(release(register))
    strict = hidden(release(register, profile="strict"))
    assert standard < strict
    told = release(register, profile="strict").suppression.told_elsewhere
    assert ("country", "MLI", "F") in {tuple(cell) for cell in told}  # the 7 of the first map
    run("map", register, tmp_path / "strict.svg", "--profile", "strict")
    assert hidden(release(register)) == standard
    again = release(register, profile="strict")
    assert hidden(again) == strict
    assert again.suppression.told_elsewhere == told


def test_a_new_edition_hides_what_the_old_one_hid(register, tmp_path):
    run("map", register, tmp_path / "map.svg")
    old = hidden(release(register))
    register.write_text(REGISTER.replace("Togo,2,1", "Togo,20,10"), encoding="utf-8")
    output = run("map", register, tmp_path / "map.svg", "--force")
    assert "Note: an earlier edition of these counts was released" in output
    made = release(register)
    assert old <= hidden(made)
    (pattern,) = made.patterns.values()
    assert Cell("country", "FRA", "T") in pattern.known
    assert not old & set(pattern.known)
    alone = hidden(release(register, pattern_file=tmp_path / "none.json"))
    assert not {cell for cell in alone if cell.place == "TGO"}


def test_an_edition_of_another_name_is_given(register, tmp_path):
    run("map", register, tmp_path / "map.svg", "--release", tmp_path / "old.json")
    assert not (tmp_path / "register.release.json").exists()
    later = tmp_path / "later.csv"
    later.write_text(REGISTER.replace("Togo,2,1", "Togo,20,10"), encoding="utf-8")
    assert hidden(release(register)) <= hidden(release(later, against=[tmp_path / "old.json"]))
    check = run("check", later, "--against", tmp_path / "old.json")
    assert check != run("check", later)


def test_nothing_is_kept_of_published_figures_and_of_shipped_examples(register, tmp_path):
    source(register, "published = true")
    run("map", register, tmp_path / "map.svg")
    assert not (tmp_path / "register.release.json").exists()
    made = release("examples/invented_register.csv")
    assert made.pattern_file is None
    assert made.keep() is None


@pytest.mark.parametrize("text", ["", "{}", '{"format": "else", "releases": []}', "[1]", "\ud800"])
def test_another_file_is_refused_by_name(register, text):
    file = register.parent / "register.release.json"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(DataError, match=r"register.release.json: this is no pattern file"):
        release(register)
    assert file.read_text(encoding="utf-8", errors="surrogatepass") == text


def test_a_known_grand_total_costs_more_cells(register):
    alone = hidden(release(register))
    source(register, 'known_totals = ["all by sex"]')
    made = release(register)
    known = {cell.table for pattern in made.patterns.values() for cell in pattern.known}
    assert known == {"*"}
    assert alone < hidden(made)


def test_what_known_totals_tell_alone_is_listed(register, tmp_path):
    source(register, 'known_totals = ["country"]')
    made = release(register)
    # Two women and a man of three: each may be 0 to 3 for who knows the three.
    assert {(cell.place, cell.sex) for cell in made.suppression.told_elsewhere} == {("TGO", "T")}
    output = run("map", register, tmp_path / "map.svg")
    assert "known from elsewhere or an earlier release, whatever is hidden here: TGO T." in output


def test_published_counts_of_the_same_people_are_known(register, tmp_path):
    (tmp_path / "published.csv").write_text("place,total\nChad,33\nTogo,3\n", encoding="utf-8")
    source(register, 'same_people_as = "published.csv"')
    known = {cell for pattern in release(register).patterns.values() for cell in pattern.known}
    assert {(cell.table, cell.place, cell.sex) for cell in known} == {
        *(("country", "TCD", "T"), ("country", "TGO", "T"))
    }


#: Two years of a register; the women in France are few in the first.
YEARS = (
    "place,sex,count,year\nFRA,F,3,2010\nFRA,M,30,2010\nGAB,F,40,2010\nGAB,M,20,2010\n"
    "NGA,F,140,2010\nNGA,M,220,2010\nFRA,F,30,2020\nFRA,M,60,2020\nGAB,F,70,2020\n"
    "GAB,M,50,2020\nNGA,F,150,2020\nNGA,M,230,2020\n"
)


def published(register, text, counts=YEARS):
    register.write_text(counts, encoding="utf-8")
    (register.parent / "published.csv").write_text(text, encoding="utf-8")
    source(register, 'same_people_as = "published.csv"')


def known_in(made):
    return {tuple(cell) for pattern in made.patterns.values() for cell in pattern.known}


def test_what_is_published_of_a_year_is_known_of_that_year_alone(register):
    published(register, "place,sex,count,year\nFRA,F,30,2020\nFRA,M,60,2020\n")
    of_france = {("country", "FRA", sex) for sex in "FMT"}
    now = release(register, since=2010, pattern_file=register.parent / "none.json")
    assert known_in(now) == of_france
    for earlier in (release(register, year=2010), now.before):
        assert known_in(earlier) == set()
        assert {("country", "FRA", sex) for sex in "FM"} <= {tuple(c) for c in hidden(earlier)}
        assert not earlier.suppression.told_elsewhere


def test_what_is_known_from_elsewhere_is_told_with_its_year(register, tmp_path):
    published(register, "place,sex,count,year\nFRA,F,3,2010\nFRA,M,30,2010\n")
    page = tmp_path / "page.html"
    output = run("web", register, page, "--measures", "change", "--since", 2010)
    assert "whatever is hidden here: FRA F (2010)." in output


def test_published_figures_without_a_year_are_of_the_only_year_or_refused(register):
    published(register, "place,sex,count\nFRA,F,30\nFRA,M,60\n")
    with pytest.raises(UsageError, match=r"published\.csv has figures without a year.*several"):
        release(register, year=2020)
    only = "\n".join(line for line in YEARS.splitlines() if "2010" not in line)
    register.write_text(only, encoding="utf-8")
    assert known_in(release(register)) == {("country", "FRA", sex) for sex in "FMT"}


def test_what_is_published_is_known_of_the_people_of_its_source_alone(register):
    published(register, "place,sex,count\nFRA,F,3\nFRA,M,30\n")
    rows = "FRA,F,3\nFRA,M,30\nGAB,F,40\nGAB,M,20\nNGA,F,140\nNGA,M,220".splitlines()
    register.write_text(
        "place,sex,count,source\n"
        + "".join(f"{row},{name}\n" for name in ("register", "other") for row in rows),
        encoding="utf-8",
    )
    file = register.parent / "register.sources.toml"
    other = SOURCE.format(more="").replace("source.register", "source.other")
    file.write_text(file.read_text(encoding="utf-8") + other, encoding="utf-8")
    assert known_in(release(register, source="register"))
    alone = release(register, source="other")
    assert known_in(alone) == set()
    assert Cell("country", "FRA", "M") in hidden(alone)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("place,sex,count\nFRA,F,3\n", "F"),
        ("place,sex,count\nFRA,F,3\nFRA,M,300\n", "FM"),
        ("place,sex,count\nFRA,F,3\nFRA,M,300\nFRA,U,2\n", "FMUT"),
        ("place,sex,count\nFRA,F,3\nFRA,M,\nFRA,U,2\n", "FU"),
        ("place,total\nFRA,305\n", "T"),
    ],
)
def test_a_published_part_is_no_total_and_a_total_no_part(text, known, register):
    counts = "place,sex,count\nFRA,F,3\nFRA,M,300\nFRA,U,2\nNGA,F,60\nNGA,M,80\n"
    published(register, text, counts)
    assert known_in(release(register)) == {("country", "FRA", sex) for sex in known}


def test_totals_of_no_table_are_refused(register):
    source(register, 'known_totals = ["planet"]')
    with pytest.raises(UsageError, match=r"'planet' are of no table\. Choose among all, country"):
        release(register).by()
    source(register, "known_totals = true")
    with pytest.raises(CountsError, match=r"Write a list of texts"):
        release(register)


def test_a_release_that_is_kept_twice_is_in_the_file_once(tmp_path):
    counts = tmp_path / "register.csv"
    counts.write_text("place,sex,count\nFRA,F,700\nFRA,M,600\nGAB,F,3\nGAB,M,1\n")
    made = release(counts)
    assert made.keep() is not None
    assert made.keep() is None
    assert release(counts, every=True).keep() is None
    assert len(read_editions(tmp_path / "register.release.json")) == 1
