"""Atlas files: what they say, and every mistake with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diasporamap.atlas import Plan, read_atlas
from diasporamap.atlas.lines import Lines
from diasporamap.atlas.products import PRODUCTS
from diasporamap.errors import DataError

HEAD = """\
[atlas]
origin = "CMR"

[sources.stock]
counts = "undesa:CMR"
"""


@pytest.fixture
def read(tmp_path):
    def make(text, head=HEAD):
        file = tmp_path / "atlas.toml"
        file.write_text(head + text, encoding="utf-8")
        return read_atlas(file)

    return make


def problems(read, text, head=HEAD):
    with pytest.raises(DataError) as caught:
        read(text, head)
    return [
        (int(problem.file.rpartition("line ")[2]), problem.message)
        for problem in caught.value.problems
    ]


def test_an_atlas_says_what_is_made(read, tmp_path):
    (tmp_path / "points.csv").write_text("x", encoding="utf-8")
    atlas = read(
        """
[[maps]]
name = "stock"
by = "district"
formats = ["PNG", ".svg"]
languages = ["en"]
inset = ["none"]
points = "points.csv"

[[figures]]
name = "years_{place}"
figure = "years"
each = "country"
over = 500
title = {fr = "Années", en = "Years"}

[[pages]]
name = "page"
by = ["country", "district"]

[missing]
"M10" = "no column"
"""
    )
    stock, years, page = atlas.items
    assert (stock.by, stock.formats, stock.languages) == (("district",), ("png", "svg"), ("en",))
    assert stock.options == {"inset": ["none"], "points": str(tmp_path / "points.csv")}
    assert (years.each, years.over, years.source, years.line) == ("country", 500, "stock", 15)
    assert page.by == ("country", "district")
    assert page.formats == ("html",)
    assert atlas.missing == {"M10": "no column"}
    assert atlas.output == tmp_path / "outputs"


def test_every_mistake_is_told_with_its_line(read):
    found = problems(
        read,
        """
[[maps]]
name = "stock"
mesure = "women"
size = 4

[[maps]]
name = "stock"
kind = "circle"
language = "fr"
source = "register"

[[map]]
name = "x"

[[pages]]
by = ["country"]
formats = ["pdf"]
""",
    )
    lines = dict(found)
    assert lines[9] == "there is no key 'mesure'"
    assert lines[10] == "size is of the wrong kind"
    assert lines[15] == "there is no key 'language'"
    assert lines[16] == "there are no counts 'register'"
    assert lines[18] == "there is no table 'map'"
    assert "[[pages]] has no name" in [message for _, message in found]
    assert lines[23] == "'pdf' is no format of it"
    said = [message for _, message in found]
    assert any("'circle' is not a kind" in message for message in said)
    assert any("is the name of the entry on line 7 too" in message for message in said)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[maps]]\nname = "a/b"\n', "'a/b' is no name of a file"),
        ('[[maps]]\nname = "a_{place}"\n', "names a place and is not made for each"),
        ('[[maps]]\nname = "a"\neach = "country"\n', "all its files would have the same name"),
        ('[[maps]]\nname = "a"\nlanguages = ["de"]\n', "'de' is no language"),
        ('[[maps]]\nname = "a_{place}"\neach = "education"\n', "'education' has categories"),
        ('[[tables]]\nname = "a"\nby = "Statut légal"\n', "by legal_status is restricted"),
        ('[[maps]]\nname = "a"\nstyle = "own.toml"\n', "own.toml is no file"),
        ('[[maps]]\nname = "a"\nmeasure = "women"\nkind = "choropleth"\nbreaks = [3, 2]\n', "3, 2"),
        ('[[figures]]\nname = "a"\nfigure = "pie"\n', "'pie' is not a"),
        ('[[pages]]\nname = "a_{place}"\neach = "country"\n', "Pages are of all places"),
        ('[maps]\nname = "a"\n', "maps is no list of tables"),
        ("", "the atlas names nothing to make"),
    ],
)
def test_what_makes_no_sense_is_refused(read, text, told):
    assert any(told in message for _, message in problems(read, text))


@pytest.mark.usefixtures("french")
def test_mistakes_are_told_in_french_with_their_line(read):
    with pytest.raises(DataError) as caught:
        read('[[pages]]\nname = "a_{place}"\neach = "country"\n')
    assert str(caught.value).endswith(
        "atlas.toml, ligne 6\u00a0: Les pages portent sur tous les lieux. Ne donnez pas each."
    )


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("", "no [sources.NAME] table is found"),
        ("[sources.a]\nyear = 2020\n", "[sources.a] has no counts"),
        ('[sources.a]\ncounts = "lost.csv"\n', "lost.csv is no file"),
        ('[sources.a]\ncounts = "undesa:CMR"\nyear = "2020"\n', "year is of the wrong kind"),
        ("[sources]\na = 3\n", "no [sources.NAME] table is found"),
    ],
)
def test_sources_are_checked(read, head, told):
    said = [message for _, message in problems(read, '[[maps]]\nname = "a"\n', head)]
    assert any(told in message for message in said)


@pytest.mark.parametrize(
    ("content", "told"), [(b"[atlas", "the atlas is not TOML"), (None, "cannot be read")]
)
def test_a_file_that_is_none_is_refused(tmp_path, content, told):
    if content is not None:
        (tmp_path / "atlas.toml").write_bytes(content)
    with pytest.raises(DataError, match=told):
        read_atlas(tmp_path / "atlas.toml")


def test_every_key_of_every_product_is_described():
    from tests.docs import page

    guide = page("atlas.md")
    for product in PRODUCTS.values():
        for key in product.keys:
            assert f"`{key}`" in guide, f"docs/atlas.md does not describe {key} of {product.name}"


@given(st.lists(st.sampled_from(["[[maps]]", "a = 1", "b = 2", "", "# c"]), max_size=30))
def test_lines_are_those_of_the_text(rows):
    found, number = Lines("\n".join(rows)), -1
    for at, row in enumerate(rows, start=1):
        number += row == "[[maps]]"
        table = f"maps[{number}]" if number >= 0 else ""
        if row == "[[maps]]":
            assert found.of(table) == at
        elif "=" in row:
            assert found.of(table, row[0]) <= at


def test_profiles_are_of_a_place_or_of_each(read):
    atlas = read(
        """
[[profiles]]
name = "profile_{place}"
each = "country"
over = 50000
beside = ["stock"]

[[profiles]]
name = "chad"
place = "TCD"
formats = ["html"]
languages = ["en"]
"""
    )
    each, one = atlas.items
    assert (each.formats, each.over) == (("pdf", "docx"), 50000)
    assert (one.formats, one.options["place"]) == (("html",), "TCD")
    plan = Plan(atlas)
    jobs = plan.jobs()
    assert [job.name for job in jobs[::2]] == [
        *("profile_FRA_fr", "profile_GAB_fr", "profile_NGA_fr", "profile_USA_fr", "chad_en"),
    ]
    assert jobs[0].paths[0].parts[-2:] == ("profiles", "profile_FRA_fr.pdf")
    assert jobs[0].beside[0].every
    assert plan.tables["stock"] == ("country",)


def test_profiles_of_nothing_are_refused(read):
    found = problems(
        read,
        """
[[profiles]]
name = "one"

[[profiles]]
name = "{place}"
each = "region"

[[profiles]]
name = "two"
place = "FRA"
by = "district"
""",
    )
    assert [line for line, _ in found] == [7, 10, 17]
    assert found[0][1].startswith("A profile is of a place")
    assert found[1][1].startswith("There are profiles of each country or district")


def test_a_text_refers_to_what_the_report_holds(read):
    text = """
[[maps]]
name = "world"

[[maps]]
name = "in_{place}"
each = "country"

[[reports]]
name = "report"
title = "T"

[[reports.chapters]]
title = "A"
text = {fr = "Voir {world} et {in_FRA}.", en = "See {TEXT}."}
items = ["world", "in_{place}"]
"""
    assert read(text.replace("{TEXT}", "{world}")).items[2].name == "report"
    ((line, message),) = problems(read, text.replace("{TEXT}", "{wrold}"))
    assert (line, message) == (
        20,
        "the text refers to {wrold}, which is in no chapter of the report",
    )
