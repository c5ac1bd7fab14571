"""Sheets of every size: texts that are read and stay apart, bare maps, captions, logos."""

from __future__ import annotations

from itertools import combinations
from shutil import copy

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.errors import StyleError, UsageError
from diasporamap.maps import MapSpec, compose
from diasporamap.maps.paper import PAPERS
from diasporamap.resources import shipped
from diasporamap.sheet import draw_map, save_captions
from diasporamap.sheet.dividing import filling
from diasporamap.sheet.fonts import fonts_of
from diasporamap.sheet.layout import text_blocks
from diasporamap.sheet.page import Box
from diasporamap.sheet.panels import _telling
from diasporamap.sheet.shapes import Inset
from diasporamap.sheet.world import settled_world
from tests.sheets import picture

DISCLAIMER = "This map is for illustration purposes only."


def laid(counts, **spec):
    composition = compose(counts, MapSpec(**spec))
    return settled_world(composition, fonts_of(composition.style))[1]


@pytest.mark.parametrize(
    ("size", "least", "spec"),
    [
        ("half", 7, {}),
        ("half", 7, {"measure": "share_women", "language": "en", "bare": True}),
        ("column", 7, {"language": "en"}),
        ("a4-portrait", 7, {"measure": "share_women"}),
        ("slide", 12, {}),
        ("100x140mm", 7, {"bare": True}),
    ],
)
def test_every_text_is_on_the_sheet_and_read_and_none_covers_another(
    size, least, spec, states, boxes_of
):
    figure = draw_map(states, MapSpec(size=size, **spec))
    wide, high = figure.get_size_inches() * 25.4
    texts = boxes_of(figure)
    for text, (left, bottom, right, top) in texts:
        assert left >= 0, text
        assert bottom >= 0, text
        assert right <= wide, text
        assert top <= high, text
    for (one, first), (other, second) in combinations(texts, 2):
        common = shapely.box(*first).intersection(shapely.box(*second))
        assert common.area < 0.05, (one, other)
    assert min(text.get_fontsize() for text in figure.axes[0].texts) >= least


@pytest.mark.parametrize("size", [*PAPERS, "160x138mm", "600x400mm"])
@pytest.mark.parametrize("bare", [False, True])
def test_the_parts_of_a_sheet_stay_apart_and_on_it(size, bare, published):
    layout, paper = laid(published, size=size, bare=bare), MapSpec(size=size).paper
    parts = [layout.world, layout.legend, *layout.insets.values()]
    parts += [layout.companion] * (layout.companion is not None)
    for box in parts:
        assert paper.sides - 1e-4 <= box.left < box.right <= paper.right + 1e-4
        assert layout.captions.top <= box.bottom + 1e-4
        assert box.bottom < box.top <= layout.subtitle.bottom + 1e-4
    for one, other in combinations(parts, 2):
        assert one.shape.intersection(other.shape).area < 1e-2
    for inset, box in layout.insets.items():
        assert box.width / box.height == pytest.approx(inset.width / inset.height, rel=1e-4)


def test_a_bare_sheet_gives_the_room_of_its_texts_to_the_maps(published):
    for size in ("a4", "half", "160x138mm"):
        whole, bare = (laid(published, size=size, bare=given) for given in (False, True))
        assert [bare.title.lines, bare.subtitle.lines, bare.captions.lines] == [()] * 3
        areas = [
            sum(box.width * box.height for box in (layout.world, *layout.insets.values()))
            for layout in (whole, bare)
        ]
        assert areas[1] > 1.1 * areas[0], size


def test_an_inset_shows_more_so_that_it_fills_its_box_but_not_endlessly():
    inset = Inset("europe", 10, 50, 3000, 3000)
    grown, box = filling(inset, Box(0, 0, 60, 40))
    assert (grown.width, grown.height) == (4500, 3000)
    assert box.bounds == pytest.approx((0, 0, 60, 40))
    grown, box = filling(inset, Box(0, 0, 400, 40), grown=2.0)
    assert (grown.width, box.width, box.height) == (6000, 80, 40)


def test_small_sheets_have_few_lines_of_captions_and_tell_that_more_is_beside(published):
    for size, lines in (("half", 4), ("column", 2), ("slide", 1)):
        composition = compose(published, MapSpec(size=size, language="en"))
        *_, captions = text_blocks(composition, fonts_of(composition.style))
        assert 0 < len(captions.lines) <= lines
        told = " ".join(captions.lines)
        unnamed = _telling(composition, frozenset({"GAB"}))
        *_, more = text_blocks(unnamed, fonts_of(composition.style))
        assert "Not named for want of room: Gabon" in " ".join(more.lines)
        assert lines < len(more.lines) <= lines + 2
        named = "United Nations" if size == "half" else "International Migrant Stock 2020. "
        assert told.startswith(f"Source. {named}")
        assert "…" not in told
        assert told.endswith("Further notes and the disclaimer: accompanying text.")
        assert DISCLAIMER in " ".join(composition.words.captions)


@pytest.fixture
def released(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("place,sex,count\nFRA,F,120\nFRA,M,80\nGAB,F,60\nGAB,M,40\n", encoding="utf-8")
    return dm.release(file)


def test_captions_are_written_whole_also_of_a_bare_map(released, tmp_path, boxes_of):
    spec = {"size": "half", "bare": True, "language": "en"}
    figure = released.map(caption_file=tmp_path / "map.md", **spec)
    written = (tmp_path / "map.md").read_text(encoding="utf-8")
    title, subtitle, *captions, alternative, mark = written.split("\n\n")
    assert title == "# " + figure.title
    assert subtitle == figure.words.subtitle
    assert captions == list(figure.words.captions)
    assert any(caption.startswith(f"Disclaimer. {DISCLAIMER}") for caption in captions)
    assert alternative == f"**Alternative text:** {figure.alt}"
    assert mark == "<!-- diasporamap -->\n"
    assert figure.title not in dict(boxes_of(figure))
    save_captions(figure, tmp_path / "map.txt")
    plain = (tmp_path / "map.txt").read_text(encoding="utf-8")
    assert plain.startswith(f"{figure.title}\n\n{subtitle}\n\n")
    with pytest.raises(UsageError, match=r"does not end in \.txt or \.md"):
        save_captions(figure, tmp_path / "map.doc")


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_an_audit_reads_the_figures_of_captions(ending, released, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    released.map(caption_file=folder / f"map.{ending}", language="en")
    assert dm.audit(folder).tables == {"country": (0, 2)}


def test_the_stamp_stays_on_a_bare_map(tmp_path, boxes_of):
    frame = pd.DataFrame({"place": ["FRA"], "women": [60], "men": [40]})
    release = dm.release(dm.read_counts(frame, origin="CMR"), confidential=True)
    figure = release.map(size="half", bare=True, caption_file=tmp_path / "map.txt")
    assert "CONFIDENTIEL – ne pas diffuser" in dict(boxes_of(figure))
    assert (tmp_path / "map.txt").read_text(encoding="utf-8").startswith("CONFIDENTIEL")


def test_the_command_writes_captions_and_refuses_other_files(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("place,sex,count\nFRA,F,120\nFRA,M,80\n", encoding="utf-8")
    words = ["map", str(people), str(tmp_path / "map.png"), "--size", "column", "--bare"]
    done = CliRunner().invoke(main, [*words, "--caption-file", str(tmp_path / "map.doc")])
    assert done.exit_code == 2
    assert "does not end in .txt or .md" in done.output
    for _ in range(2):  # the file is known as our own
        done = CliRunner().invoke(main, [*words, "--caption-file", str(tmp_path / "map.md")])
        assert done.exit_code == 0, done.output
    assert "map.md" in done.output
    done = CliRunner().invoke(main, [*words[:-3], "--size", "40x30mm"])
    assert done.exit_code == 2
    assert "too small for texts of 7 points" in done.output


def test_a_logo_stands_at_the_upper_right_and_is_told(tmp_path, states, boxes_of):
    mpl.image.imsave(tmp_path / "logo.png", np.full((20, 50, 3), 0.5))
    style = tmp_path / "own.toml"
    style.write_text("[logo]\nfile = 'logo.png'\nheight = 10\nalt = 'Ministry'\n", encoding="utf-8")
    figure = draw_map(states, MapSpec(style=str(style)))
    (image,) = figure.axes[0].images
    assert image.get_extent() == pytest.approx([262, 287, 191, 201])
    assert figure.axes[0].get_xlim() == (0, 297)
    title = dict(boxes_of(figure))[figure.title]
    assert title[2] < 262
    save_captions(figure, tmp_path / "map.txt")
    assert "\n\nMinistry\n\n" in (tmp_path / "map.txt").read_text(encoding="utf-8")
    assert not draw_map(states, MapSpec(style=str(style), bare=True)).axes[0].images
    for file, told in (("none.png", "is not there"), ("logo.svg", r"is no \.png")):
        other = tmp_path / f"{file}.toml"
        other.write_text(f"[logo]\nfile = '{file}'\n", encoding="utf-8")
        with pytest.raises(StyleError, match=rf"logo\.file names {file}, which {told}"):
            compose(states, MapSpec(style=str(other)))


def test_letters_beside_the_style_are_used(tmp_path, states):
    for number, file in enumerate(compose(states, MapSpec()).style.font["files"]):
        copy(shipped("styles") / "fonts" / file, tmp_path / f"own{number}.ttf")
    style = tmp_path / "own.toml"
    files = ", ".join(f"'own{number}.ttf'" for number in range(4))
    style.write_text(f"[font]\nfiles = [{files}]\n", encoding="utf-8")
    fonts = fonts_of(compose(states, MapSpec(style=str(style))).style)
    assert [file.parent for file in fonts.files] == [tmp_path] * 4


@picture
def test_half_a_page_french(published):
    return draw_map(published, MapSpec(size="half"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_legend_says_less_on_a_column_than_refuse_the_map(language, published, boxes_of):
    figure = draw_map(published, MapSpec(size="column", measure="share_women", language=language))
    texts = {text for text, _ in boxes_of(figure)}
    classes = {"60 et plus", "moins de 40"} if language == "fr" else {"60 and over", "under 40"}
    assert classes <= texts
    assert not {"parité", "parity", "(14)"} & texts
