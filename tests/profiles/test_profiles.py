"""Profiles: figures against the tables, one page whatever they hold, and every format."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from html.parser import HTMLParser

import docx
import pandas as pd
import pypdf
import pytest
from docx.oxml.ns import qn

import diasporamap as dm
from diasporamap.errors import UsageError
from diasporamap.files import is_ours
from diasporamap.profiles import Grid, KeyFigure, write_profile
from diasporamap.profiles.formats import require_profile_ending
from diasporamap.profiles.model import Drawn
from diasporamap.profiles.room import HALF


class Blank(Drawn):
    """A picture of the usual breadth and 94 millimetres in height, without a drawing."""

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 84 94"><rect width="9"/></svg>'


def plain(words):
    return re.sub("[\u00a0\u202f]", " ", words)


def pages_of(path):
    return len(pypdf.PdfReader(path).pages)


@pytest.fixture(scope="module")
def shipped():
    return dm.release("undesa:CMR", year=2020, since=2010)


@pytest.fixture(scope="module")
def later():
    return dm.release("undesa-2024:CMR", every=True)


@pytest.fixture(scope="module")
def france(shipped, later):
    return shipped.profile_of("fra", beside=[later])


@pytest.fixture(scope="module")
def paris(shipped, later):
    return shipped.profile_of("fra-paris", beside=[later], language="en")


@pytest.fixture(scope="module")
def written(france, paris, tmp_path_factory):
    folder = tmp_path_factory.mktemp("profiles")
    for ending in ("pdf", "docx", "html"):
        france.write(folder / f"france.{ending}")
        paris.write(folder / f"paris.{ending}")
    return folder


def test_a_country_has_its_figures_beside_the_whole(france):
    told = [(plain(one.value), plain(one.label), plain(one.beside)) for one in france.figures]
    assert told == [
        ("92 983", "personnes, 1er pays sur 57", "21,1 % des 441 015 personnes comptées"),
        ("63,2 %", "de femmes : 58 769", "ensemble de la diaspora : 50,3 %"),
        ("+21,8 %", "depuis 2010", "+16 659 ; ensemble de la diaspora : +58,1 %"),
        ("1,4", "pour 1 000 habitants", "65,9 millions d’habitants en 2020"),
    ]
    assert (france.name, france.kicker, france.kind) == ("France", "Profil de pays", "country")
    assert plain(france.subtitle).startswith(
        "Personnes nées au Cameroun et vivant à l’étranger, 2020"
    )


def test_a_country_says_what_to_remember_and_what_is_not_known(france):
    first, women, other, unknown = map(plain, france.points)
    assert first == (
        "1er pays de résidence avec 92 983 personnes, devant les États-Unis (70 087) et le Nigéria "
        "(52 489)."
    )
    assert women == "Les femmes y sont plus nombreuses que les hommes : 172 pour 100."
    assert other.startswith(
        "Pour la même année 2020, International Migrant Stock 2024 donne 114 528 personnes, 23,2 % "
        "de plus. Les deux séries ne s’additionnent pas"
    )
    assert unknown.startswith("Non connus à cette source : l’âge")
    # It was a majority in 1990 already, and no sentence may say that it became one.
    assert plain(france.charts[0].text) == (
        "La part des femmes passe de 52,9 % en 1990 à 63,2 % en 2020 ; elles sont majoritaires à "
        "chacune des 7 dates affichées."
    )
    assert france.missions.rows[0] == (
        "Ambassade à Paris",
        "France, Grèce et Portugal",
        "documenté\u202f; Grèce\u00a0: déduit",
    )
    assert france.missions.rows[2][1:] == ("non publié", "n.d.")
    assert "Marseille" in france.map.alt
    assert plain(france.charts[1].alt).startswith(
        "Diagramme en barres des plus grands effectifs : France 92 983 ; États-Unis 70 087"
    )
    assert "International Migrant Stock 2024 : 26 305 en 1990" in plain(france.lines.alt)


def test_a_district_has_its_countries_and_its_rank(paris):
    assert [one.value for one in paris.figures] == ["94,610", "63.0%", "+23.1%", "3"]
    assert paris.figures[0].label == "people, 1st of 19 districts"
    assert paris.figures[0].beside == "25.5% of the 371,232 people placed in a district"
    assert paris.figures[3].label == "countries, 1 embassy"
    assert paris.countries.rows == (
        ("France", "58,769", "34,214", "92,983", "98.3", "63.2", "documented"),
        ("Greece", "762", "783", "1,545", "1.6", "49.3", "inferred"),
        ("Portugal", "27", "55", "82", "0.1", "(n)", "documented"),
        ("District", "59,558", "35,052", "94,610", "100.0", "63.0", ""),
    )
    assert paris.points[-1] == "Fewer than 100 people, and so no share of women: Portugal (82)."
    signs = dict(paris.below)["Signs."]
    assert "(n) base of fewer than 100 people" in signs


def test_a_series_that_lacks_a_country_is_no_series_of_the_district(shipped, later):
    made = shipped.profile_of("usa-washington", beside=[later], language="en")
    assert "2024" not in made.lines.alt  # it counts Costa Rica and not the United States
    assert (
        "International Migrant Stock 2024 has no figure of: United States."
        in dict(made.below)["Note."]
    )


def test_every_format_is_of_one_page_that_says_the_same(written):
    reader = pypdf.PdfReader(written / "france.pdf")
    assert len(reader.pages) == pages_of(written / "paris.pdf") == 1
    assert b"pdfuaid:part" in (written / "france.pdf").read_bytes()
    assert reader.trailer["/Root"]["/Lang"].startswith("fr")
    page = plain(reader.pages[0].extract_text()).replace("\n", " ")
    document = docx.Document(str(written / "france.docx"))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    word = plain(" ".join(line.text for one in (document, *cells) for line in one.paragraphs))
    html = plain((written / "france.html").read_text(encoding="utf-8"))
    for said in ("92 983", "+21,8 %", "Ambassade à Paris", "n.d. pas de données", "172 pour 100"):
        assert said in page
        assert said in word
        assert said in html


def test_the_same_profile_has_the_same_bytes_and_is_known_as_ours(
    shipped, later, written, tmp_path
):
    again = shipped.profile_of("FRA", beside=[later])
    for ending in ("pdf", "docx", "html"):
        path = tmp_path / f"again.{ending}"
        again.write(path)
        assert path.read_bytes() == (written / f"france.{ending}").read_bytes()
        assert is_ours(path)


def test_word_has_alternative_texts_and_styles_alone(written):
    document = docx.Document(str(written / "france.docx"))
    pictures = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert len(pictures) == 4
    assert all(pictures)
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    lines = [line for one in (document, *cells) for line in one.paragraphs]
    for line in lines:
        for run in line.runs:
            own = [] if run._r.rPr is None else [one.tag for one in run._r.rPr]
            assert set(own) <= {qn("w:rStyle")}
    styles = {line.style.name for line in lines}
    assert {"Title", "Key Figure", "Key Point", "Profile Text", "Table Header"} <= styles
    assert document.styles["Title"].element.find(f".//{qn('w:pBdr')}") is None
    shape = document.element.find(f".//{qn('wp:inline')}")
    assert shape.get("distL") == "0"  # LibreOffice takes 3 mm where nothing is said


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.alts = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "img":
            self.alts.append(dict(attrs)["alt"])


def test_the_page_opens_offline_and_reads_aloud(written, paris):
    content = (written / "paris.html").read_text(encoding="utf-8")
    seen = Seen()
    seen.feed(content)
    assert '<html lang="en">' in content
    assert seen.alts == [paris.map.alt, *(one.alt for one in paris.charts), paris.lines.alt]
    assert seen.tags.count("h1") == 1
    assert seen.tags.count("table") == 2
    assert not re.search(r'(src|href)="(?!data:)', content)
    assert paris._repr_html_().count("<h1>") == 1


def test_it_is_one_page_whatever_it_holds(france, paris, tmp_path):
    """Names and tables far longer than any, pictures at their least and at their highest."""
    long = "République démocratique et populaire des îles les plus lointaines " * 4
    row = ("Consulat général à Saint-Pétersbourg", long, "documenté")
    drawing = Blank(*(getattr(france.map, field.name) for field in fields(Drawn)))
    bare = replace(drawing, height=94.0, text=long)
    stuffed = replace(
        france,
        name=long,
        subtitle=long * 3,
        stamp="CONFIDENTIEL",
        figures=tuple(KeyFigure("1 234 567", long, long) for _ in range(4)),
        map=drawing,
        charts=(bare, bare),
        lines=bare,
        points=(long, long, long, long),
        countries=Grid("Pays", ("Pays", "Ressort", "Basis"), (row,) * 12, (1.0, 2.0, 1.0)),
        missions=Grid("Missions", ("Pays", "Ressort", "Basis"), (row,) * 12, (1.0, 2.0, 1.0)),
        below=(("Sources.", long * 12),),
    )
    stuffed.write(tmp_path / "stuffed.pdf")
    assert pages_of(tmp_path / "stuffed.pdf") == 1
    empty = replace(paris, charts=(), lines=None, countries=None, missions=None, map=drawing)
    empty.write(tmp_path / "empty.pdf")
    assert pages_of(tmp_path / "empty.pdf") == 1
    quoted = replace(empty, name='"#let x = 1" \\ <b>&', points=("*a* $b$ @c", "#d[]"))
    quoted.write(tmp_path / "quoted.pdf")
    quoted.write(tmp_path / "quoted.html")
    assert "#let x = 1" in pypdf.PdfReader(tmp_path / "quoted.pdf").pages[0].extract_text()
    assert "<b>&" not in (tmp_path / "quoted.html").read_text(encoding="utf-8")
    assert drawing.width == HALF


HIDDEN = [
    *(("FRA", "F", 1200), ("FRA", "M", 900), ("GRC", "F", 2), ("GRC", "M", 41), ("PRT", "F", 3)),
    *(("PRT", "M", 5), ("GAB", "F", 500), ("GAB", "M", 700), ("DEU", "F", 3), ("DEU", "M", 2)),
]


@pytest.fixture(scope="module")
def register():
    counts = pd.DataFrame(HIDDEN, columns=["place", "sex", "count"]).assign(year=2023)
    return dm.release(counts, origin="CMR")


def test_what_is_hidden_is_said_and_in_no_text(register, tmp_path):
    made = register.profile_of("GRC")
    people, women, change, per_1000 = made.figures
    assert (people.value, women.value, change.value, per_1000.value) == ("43", "s", "n.d.", "n.s.")
    assert women.beside == "protégé, non affiché"
    assert change.beside == "une seule année connue"
    assert made.lines is None
    assert plain(made.points[1]).startswith("Des chiffres de cette page ne sont pas affichés")
    assert plain(made.charts[0].alt).endswith(
        "2023 : femmes protégé, non affiché, hommes protégé, non affiché."
    )
    signs = plain(dict(made.below)["Signes."])
    assert signs.startswith("s protégé, non affiché ; n.d. pas de données ; n.s. base de moins de")
    made.write(tmp_path / "hidden.html")
    html = (tmp_path / "hidden.html").read_text(encoding="utf-8")
    texts = re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
    numbers = {int(found) for found in re.findall(r"(?<![\d,.])\d+(?![\d,.])", texts)}
    assert 43 in numbers
    assert 41 not in numbers
    assert "ensemble" not in texts  # no sum is told where a figure is hidden


def test_sums_beside_hidden_figures_are_not_told_of_districts(register):
    made = register.profile_of("fra-paris", language="en")
    assert made.figures[0].beside == ""
    assert made.countries.rows[1] == ("Greece", "c", "c", "43", "2.0", "c", "inferred")
    assert made.countries.rows[3][1:4] == ("1,205", "946", "2,151")  # as the release shows them
    assert made.points[2].startswith("What these missions cover is not published")
    assert made.points[3] == "Figures of this page are not shown: small ones are protected."


def test_a_country_that_a_district_has_a_part_of_is_the_first_where_most_people_live():
    rows = [("BEN", "", "F", 60), ("BEN", "", "M", 50), ("NGA", "Lagos", "F", 300)]
    rows += [("NGA", "Lagos", "M", 200), ("NGA", "Kano", "F", 900)]
    counts = pd.DataFrame(rows, columns=["place", "subdivision", "sex", "count"])
    (told,) = (
        point
        for point in dm.release(counts).profile_of("nga-lagos-cg", language="en").points
        if "Nigeria" in point
    )
    assert told == "Partly in the district, Nigeria: 82.0% of its people."
    few = counts.assign(count=[600, 500, 300, 200, 900])
    points = dm.release(few).profile_of("nga-lagos-cg", language="en").points
    assert any(point.startswith("Benin: 68.8%") for point in points)


def test_without_sexes_years_districts_and_with_few_people():
    counts = pd.DataFrame({"place": ["FRA", "GAB", "MCO"], "sex": "U", "count": [1200, 800, 40]})
    made = dm.release(counts, origin="SEN").profile_of("MCO", language="en")
    assert [one.value for one in made.figures] == ["40", "n.a.", "n.a.", "(n)"]
    assert made.points == (
        "3rd country of residence with 40 people, after Gabon (800).",
        (
            "Not known from this source: ages, the part of the country that people come from, and "
            "where in their country people live."
        ),
        "Missions and districts are not known.",
        "One year alone is known: no change can be told.",
    )
    assert made.missions is made.countries is made.lines is None
    (largest,) = made.charts
    assert largest.text == "The figures do not tell women and men apart."
    assert made.map.title == "The country and its surroundings"


def test_people_of_unknown_sex_are_said():
    rows = [
        ("FRA", "F", 120),
        ("FRA", "M", 90),
        ("FRA", "U", 70),
        ("GAB", "F", 50),
        ("GAB", "M", 9),
    ]
    counts = pd.DataFrame(rows, columns=["place", "sex", "count"])
    made = dm.release(counts, origin="CMR").profile_of("FRA", language="en")
    assert made.figures[1].value == "n.s.d."
    assert made.charts[0].text == (
        "The share of women is not computed: the sex of too many is not stated. "
        "Sex not stated: 70 people."
    )


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("XXX", "'XXX' is no place. Give the code of a country, as FRA, or a district: are-dubai"),
        (
            "MCO",
            "No people are counted in MCO, so that it has no profile. Give one with people, as",
        ),
    ],
)
def test_a_place_that_is_none_is_refused(shipped, place, told):
    with pytest.raises(UsageError) as refused:
        shipped.profile_of(place)
    assert str(refused.value).startswith(told)


def test_money_has_no_profile(france, tmp_path):
    with pytest.raises(UsageError, match="A profile is of people"):
        dm.release("remittances:CMR").profile_of("FRA")
    with pytest.raises(UsageError, match=r"profiles are written as \.pdf, \.docx, \.html"):
        write_profile(france, tmp_path / "france.odt")


@pytest.mark.slow
def test_profiles_of_many_places_are_of_one_page_each(shipped, later, register, tmp_path):
    """The longest names and tables, islands, a place over longitude 180, hidden figures."""
    ranked = shipped.by("country")
    names = ranked.geography.table.loc[ranked.cells["place"].unique(), "short_fr"]
    places = [
        names.str.len().idxmax(),
        "NGA",
        "USA",
        "LUX",
        "deu-berlin",
        "jpn-tokyo",
        "rus-moscow",
    ]
    for place in places:
        for language in ("fr", "en"):
            path = tmp_path / f"{place}_{language}.pdf"
            shipped.profile_of(place, path, beside=[later], language=language)
            assert pages_of(path) == 1
    for place in ("FRA", "PRT", "deu-berlin"):
        register.profile_of(place, tmp_path / f"{place}.pdf")
        assert pages_of(tmp_path / f"{place}.pdf") == 1


def test_figures_of_a_source_without_a_name_are_said_to_be(later):
    rows = [(place, sex, 600) for place in ("FRA", "GAB", "TCD") for sex in "FM"]
    own = dm.release(pd.DataFrame(rows, columns=["place", "sex", "count"]))
    profile = own.profile_of("FRA", beside=[later], language="en")
    assert plain(profile.subtitle).endswith("Cameroon. Source not stated.")
    told = [plain(words) for _, words in profile.below]
    assert any(words.startswith("Source not stated; United Nations") for words in told)


@pytest.mark.usefixtures("french")
def test_a_file_that_is_no_profile_is_refused_in_french(tmp_path):
    with pytest.raises(UsageError, match=r"les profils s’écrivent en \.pdf, \.docx, \.html"):
        require_profile_ending(tmp_path / "profil.odt")


def test_the_headings_of_the_sexes_stay_on_their_chart_where_one_is_hidden(monkeypatch):
    from diasporamap.sheet.page import Page

    starts = {}
    write = Page.write

    def noted(page, x, y, words, *, size, face="regular", align="left", **other):
        breadth = page.fonts.width(words, face, size)
        starts[words] = x - breadth if align == "right" else x
        return write(page, x, y, words, size=size, face=face, align=align, **other)

    monkeypatch.setattr(Page, "write", noted)
    counts = [
        ("FRA", "F", 33),
        ("FRA", "M", 41),
        ("FRA", "U", 2),
        ("GAB", "F", 30),
        ("GAB", "M", 40),
    ]
    table = pd.DataFrame(counts, columns=["place", "sex", "count"])
    made = dm.release(table, origin="CMR").profile_of("FRA")
    assert made.figures[1].value == "s"
    assert starts["Femmes"] >= 0
