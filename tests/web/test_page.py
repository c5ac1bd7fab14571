from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser

import folium
import pytest

from diasporamap.errors import NotProtectedError, UsageError
from diasporamap.language import in_print
from diasporamap.maps import read_style, style_names
from diasporamap.resources import shipped
from diasporamap.web import save_web_map, web_map
from diasporamap.web.page import made_page
from diasporamap.web.template import filled
from tests.web.typedefs import embedded
from tests.web.unpacking import model_of

NASTY = 'Nées & « vivant » </title></script><script>alert(1)</script> <!-- "l\'été"'


class Elements(HTMLParser):
    """Every start tag with its attributes, and the page's text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.texts, self.within = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.within.append(tag)

    def handle_endtag(self, tag):
        if tag in self.within:
            while self.within.pop() != tag:
                pass

    def handle_data(self, data):
        if not {"script", "style"} & set(self.within):
            self.texts.append(data)


@pytest.fixture(scope="module")
def texts(pages):
    return {name: path.read_text(encoding="utf-8") for name, path in pages.items()}


def test_the_page_loads_nothing(texts):
    for page in texts.values():
        tags = Elements(page).tags
        sources = [value for _, found in tags for name, value in found.items() if name == "src"]
        links = [found["href"] for tag, found in tags if tag in ("link", "base", "a", "image")]
        assert sources == []
        assert links == ["data:,"]
        named = re.findall(r"url\((?!#|data:|\$1)", page)
        assert named == []
        assert "@import" not in page
        assert "sourceMappingURL" not in page


def test_the_policy_forbids_every_connection(texts):
    tags = Elements(texts["desa-fr"]).tags
    policies = [
        found["content"]
        for tag, found in tags
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none';")
    assert "http" not in policies[0]


@pytest.mark.parametrize(
    ("name", "language", "title"),
    [
        ("desa-fr", "fr", "Personnes nées au Cameroun et vivant à l’étranger, 2020"),
        ("desa-en", "en", "People born in Cameroon and living abroad, 2020"),
    ],
)
def test_language_and_title(texts, name, language, title):
    page = Elements(texts[name])
    assert ("html", {"lang": language}) in page.tags
    assert page.texts.count(title) >= 1


def test_the_sizes_stay_fit_for_a_mail(pages):
    for path in pages.values():
        assert path.stat().st_size <= 650_000


def test_a_page_with_districts_is_the_same_again(served, pages, render):
    again = render(served, language="fr", by=["country", "district"])
    assert again.encode() == pages["served-fr"].read_bytes()


def test_a_page_of_countries_has_no_shapes_of_districts(texts):
    for name in ("desa-fr", "register-en"):
        (shown,) = embedded(texts[name])["geographies"]
        assert shown["key"] == "country"
        assert "own" not in shown


def test_same_counts_same_bytes(desa, pages, render):
    assert render(desa, language="fr").encode() == pages["desa-fr"].read_bytes()


def test_a_title_cannot_break_out(desa, render):
    page = Elements(render(desa, title=NASTY))
    scripts = sum(tag == "script" for tag, _ in page.tags)
    assert scripts == sum(tag == "script" for tag, _ in Elements(render(desa)).tags)
    assert page.texts.count(in_print(NASTY, "fr")) >= 1


def test_a_source_cannot_break_out(texts):
    page = Elements(texts["register-fr"])
    assert "b" not in {tag for tag, _ in page.tags}
    written = (
        '\\u003c/script\\u003e\\u003cb\\u003e\\"gras\\"\\u003c/b\\u003e \\u0026 \\u003c!-- fils'
    )
    assert written in texts["register-fr"]


def test_hidden_figures_are_nowhere_in_the_page(texts, hidden_men):
    for name in ("register-fr", "register-en"):
        for men in hidden_men:
            thousands, rest = divmod(men, 1000)
            pattern = rf"(?<![\d.]){thousands}[\s,\u202f\u00a0]?{rest}(?!\d)"
            assert not re.search(pattern, texts[name])
    assert re.search(r"\b48616\b", texts["register-fr"])  # the total is shown


def test_words_say_why_a_figure_is_missing(texts):
    assert "Non affiché (petits effectifs protégés)" in texts["register-fr"]
    assert "Not shown (small numbers protected)" in texts["register-en"]


def test_a_page_in_un_style_names_territories_beside_countries(desa):
    page = web_map(desa, measures=["total"], style="un").get_root().render()
    (shown,) = model_of(page)["geographies"]
    assert shown["words"] == "countries_and_territories"
    assert shown["label"] == {"fr": "Pays et territoires", "en": "Countries and territories"}


def test_a_notebook_gets_a_folium_map(desa):
    world = web_map(desa, measures=["total"])
    assert isinstance(world, folium.Map)
    shown = world._repr_html_()
    assert "srcdoc" in shown
    assert "cdn." not in shown.lower()
    assert 'title="Personnes nées' in shown


def test_a_marker_can_be_added(desa):
    world = web_map(desa, measures=["total"])
    folium.CircleMarker((3.87, 11.52)).add_to(world)
    assert "L.circleMarker" in world.get_root().render()


def test_the_next_folium_map_keeps_its_libraries(desa):
    web_map(desa, measures=["total"]).get_root().render()
    assert "leaflet.js" in folium.Map().get_root().render()


@pytest.mark.parametrize("name", ["map.txt", "map", "map.htm"])
def test_another_ending_is_refused(desa, tmp_path, name):
    with pytest.raises(UsageError, match=r"ends in \.html"):
        save_web_map(desa, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(desa, tmp_path):
    (tmp_path / "map.html").mkdir()
    with pytest.raises(UsageError, match="folder"):
        save_web_map(desa, tmp_path / "map.html")


@pytest.mark.parametrize("options", [{"language": "de"}, {"style": "nowhere"}, {"measures": []}])
def test_a_wrong_option_leaves_no_file(desa, tmp_path, options):
    with pytest.raises(UsageError):
        save_web_map(desa, tmp_path / "map.html", **options)
    assert list(tmp_path.iterdir()) == []


def test_raw_counts_are_refused(tmp_path):
    with pytest.raises(NotProtectedError):
        save_web_map({"FRA": 3}, tmp_path / "map.html")


@pytest.mark.parametrize("style", style_names())
def test_texts_have_the_contrast_that_wcag_asks_for(style):
    def luminance(colour):
        parts = [value / 255 for value in bytes.fromhex(colour[1:])]
        lights = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * lights[0] + 0.7152 * lights[1] + 0.0722 * lights[2]

    chosen = read_style(style)
    pairs = [(chosen.text[ink], chosen.map["page"]) for ink in ("colour", "muted")]
    pairs.append((chosen.text["inside"], chosen.circle["colour"]["total"]))
    pairs += [(chosen.text[ink], chosen.text["halo"]) for ink in ("colour", "origin")]
    for one, other in pairs:
        low, high = sorted((luminance(one), luminance(other)))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_the_page_costs_nothing_until_it_is_made():
    code = "import sys, diasporamap.web; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not {"folium", "pandas", "geopandas", "matplotlib"} & set(done.stdout.split())


@pytest.mark.parametrize(
    "options",
    [{}, {"basemap": "https://x.org/{z}/{x}/{y}.png", "basemap_credit": "X"}, {"title": NASTY}],
)
def test_a_page_is_the_same_with_and_without_folium(desa, options):
    page = made_page(desa, measures=["total"], **options)
    assert page.text == page.map().get_root().render()
    assert "{{" not in page.text.partition("<body>")[2].partition('<script type="app')[0]


def test_fields_are_escaped_unless_they_are_markup():
    template = "a\n{%- if b %}\n<i>{{ b }}</i>{{ c|safe }}\n{%- endif %}\nd"
    fields = {"b": "<&\"'{{ c }}>", "c": "<b>"}
    assert filled(template, fields) == "a\n<i>&lt;&amp;&#34;&#39;{{ c }}&gt;</i><b>\nd"
    assert filled(template, {**fields, "b": ""}) == "a\nd"


#: What a page is written without: what Folium brings, and what only sheets are drawn with.
LEFT_OUT = {"folium", "branca", "requests", "jinja2", "matplotlib", "diasporamap.points.reading"}


def test_the_command_imports_nothing_that_it_does_not_need(tmp_path):
    script = (
        "import sys; from diasporamap.commands import main\n"
        "main(sys.argv[1:], standalone_mode=False); print(*sys.modules)"
    )
    words = ["web", shipped("examples") / "cameroon_undesa_2020.csv", tmp_path / "page.html"]
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True
    )
    assert not LEFT_OUT & {*done.stdout.splitlines()[-1].split()}
