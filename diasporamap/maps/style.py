"""Reads a style: colours, fonts, lines and sizes as data; a variant states its differences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.errors import StyleError, reason
from diasporamap.language import LANGUAGES, message, series_text
from diasporamap.maps.paper import LEAST_TEXT
from diasporamap.measures import MEASURES
from diasporamap.resources import shipped
from diasporamap.tables.encodings import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diasporamap.language import Message
    from diasporamap.maps.paper import Paper

HEX = re.compile(r"#[0-9a-f]{6}")
NAMES = ("short", "un")
HATCHES = (
    *("diagonal", "falling", "dots", "rings"),
    *("cross", "horizontal", "vertical", "grid"),
)


@dataclass(frozen=True)
class Swatch:
    """How an area is filled: a colour, and a hatch where a colour alone would mislead.

    An `outline` is drawn around it, over circles, in a colour and a width in points.
    """

    fill: str
    hatch: str | None = None
    hatch_colour: str = "#7b8794"
    outline: str | None = None
    outline_width: float = 1.0


@dataclass(frozen=True)
class Line:
    """How a boundary line is drawn: colour, width in points, dashes in widths of the line."""

    colour: str
    width: float
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Style:
    """A style, read whole and checked.

    `names` says how places are named: "short", or "un" as the United Nations write them.

    `font` has a `family` and the `files` of its faces, shipped or beside the style's own file;
    `logo` a `file`, which is a path or empty, a `height` in millimetres and its `alt`; `text` sizes
    in points, and the colours of letters: `colour` and `muted` with their `halo`, `inside` a
    circle, the name of the `origin`, `stamp`. `map` has the colours of the `page`, of `ocean`,
    `outline`, `graticule` and the land `around` a country, and `lon_0`, the central meridian in
    degrees. `swatches` are `land`, the states that are not a value, and `origin`; `lines` go by
    kind of boundary. `circle` has radii, edge, opacity and colours, see `colour_of`, and `points`
    the colour of their signs.

    Of the colours of classes `low` and `high` are read from the middle outwards, `neutral` is that
    of a class at the middle, and `low_hatch` a hatch (with its colour) of the classes under it.
    Those of `qualitative` only tell neighbours apart: the first list that has enough. `breaks` are
    the class limits of the measures with a natural middle. `bivariate` are classes of two measures,
    a row each of the one up, the lowest first; see `bivariate_hatch`.

    Colours are held against each other when a map is composed, in a `grey` style also as a grey
    print shows them, unless they are `unchecked`.
    """

    name: str
    font: Mapping[str, Any]
    logo: Mapping[str, Any]
    text: Mapping[str, Any]
    map: Mapping[str, Any]
    swatches: Mapping[str, Swatch]
    lines: Mapping[str, Line]
    circle: Mapping[str, Any]
    points: Mapping[str, Any]
    sequential: tuple[str, ...]
    low: tuple[str, ...]
    high: tuple[str, ...]
    neutral: str
    low_hatch: tuple[str | None, str]
    qualitative: tuple[tuple[str, ...], ...]
    bivariate: tuple[tuple[str, ...], ...] = ()
    bivariate_hatches: tuple[str, ...] = ()
    breaks: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    names: str = "short"
    grey: bool = False
    unchecked: bool = False

    def colour_of(self, measure: str) -> str:
        """Return the colour of the circles of a measure: the total's where it has none."""
        colours = self.circle["colour"]
        return str(colours.get(measure, colours["total"]))

    def bar_of(self, sex: str) -> str:
        """Return the fill of bars of a sex: that of half circles, which a grey print tells apart.

        Where these are told apart by their edge, it is the colour of circles.
        """
        halves = self.circle["halves"]
        return self.colour_of(sex) if halves["inside"] else str(halves[sex])

    def bivariate_hatch(self, across: int) -> tuple[str | None, str]:
        """Return the hatch of a class across, with its colour: none where the style has none."""
        hatch = self.bivariate_hatches[across] if self.bivariate_hatches else ""
        return (hatch if hatch in HATCHES else None, self.text["colour"])

    def on(self, paper: Paper) -> Style:
        """Return the style with the sizes that a paper has of its own.

        Where a style states another size of text than the house style, the larger one counts.
        """
        largest = self.circle["largest_mm"] * paper.circles
        circle = {**self.circle, "largest_mm": largest}
        house = read_style().text
        sizes = {
            name: max(size, self.text[name]) if self.text[name] != house[name] else size
            for name, size in paper.text.items()
        }
        return replace(self, text={**self.text, **sizes}, circle=circle)


@cache
def read_style(name: str = "iom") -> Style:
    """Read a style by its shipped name or the path of a TOML file, over that of its `base`.

    A StyleError lists every unknown key and every value that is not of its kind; it also tells of a
    file that is missing or not TOML, and of bases that go round in a circle.
    """
    tables = _with_bases(name, ())
    house = _with_bases("iom", ())
    problems = _problems(tables, house, "")
    if problems:
        listed = {
            known: series_text([p.text(known) for p in problems], known) for known in LANGUAGES
        }
        raise StyleError(message("drawing.style_wrong", name=name, problems=listed))
    classes = tables["classes"]
    diverging, qualitative = classes["diverging"], classes["qualitative"]
    return Style(
        name=Path(name).stem,
        font=tables["font"],
        logo=tables["logo"],
        text=tables["text"],
        map=tables["map"],
        swatches={key: Swatch(**entry) for key, entry in tables["swatch"].items()},
        lines={
            key: Line(entry["colour"], entry["width"], tuple(entry.get("dashes", ())))
            for key, entry in tables["line"].items()
        },
        circle=tables["circle"],
        points=tables["points"],
        sequential=tuple(classes["sequential"]["colours"]),
        low=tuple(diverging["low"]),
        high=tuple(diverging["high"]),
        neutral=diverging["neutral"],
        low_hatch=(diverging.get("hatch"), diverging.get("hatch_colour", Swatch.hatch_colour)),
        qualitative=(tuple(qualitative["colours"]), tuple(qualitative["more"])),
        bivariate=tuple(tuple(row) for row in classes["bivariate"]["colours"]),
        bivariate_hatches=tuple(classes["bivariate"].get("hatches", ())),
        breaks={key: tuple(limits) for key, limits in tables["breaks"].items()},
        names=tables["names"],
        grey=tables["grey"],
        unchecked=tables["unchecked"],
    )


def style_names() -> tuple[str, ...]:
    """Return the names of the shipped styles."""
    return tuple(sorted(path.stem for path in shipped("styles").glob("*.toml")))


def _with_bases(name: str, seen: tuple[str, ...]) -> dict[str, Any]:
    """Read one style file over its base."""
    if name in seen:
        raise StyleError(message("drawing.styles_in_circle", styles=" -> ".join((*seen, name))))
    path = Path(name) if name.endswith(".toml") else shipped("styles") / f"{name}.toml"
    try:
        tables = read_toml(path)
    except OSError as error:
        raise StyleError(
            message("drawing.style_unknown", name=name, known=[*style_names()])
        ) from error
    except ValueError as error:
        raise StyleError(message("drawing.style_no_toml", name=name, why=reason(error))) from error
    _find_files(tables, path)
    base = tables.pop("base", None)
    if base is None and path != shipped("styles") / "iom.toml":
        base = "iom"
    return _over(_with_bases(str(base), (*seen, name)), tables) if base else tables


def _find_files(tables: dict[str, Any], style: Path) -> None:
    """Turn the names of files beside a style into paths; a logo must be there."""
    font, logo = tables.get("font"), tables.get("logo")
    if isinstance(font, dict) and isinstance(font.get("files"), list):
        beside = [style.parent / str(name) for name in font["files"]]
        font["files"] = [
            str(path) if path.is_file() else name
            for path, name in zip(beside, font["files"], strict=True)
        ]
    if isinstance(logo, dict) and isinstance(name := logo.get("file"), str) and name:
        path = style.parent / name
        if path.suffix.lower() != ".png" or not path.is_file():
            lacks = "logo_missing" if path.suffix.lower() == ".png" else "logo_no_png"
            raise StyleError(message(f"drawing.{lacks}", style=style.name, file=name))
        logo["file"] = str(path)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay one tree of tables over another."""
    both = dict(below)
    for key, value in above.items():
        nested = isinstance(value, dict) and isinstance(below.get(key), dict)
        both[key] = _over(below[key], value) if nested else value
    return both


#: Tables whose keys are measures: those that the house style does not name take after this one.
BY_MEASURE = {"circle.colour": "total", "breaks": "share_women"}

#: Keys that a style may add although the house style does not give them everywhere.
OPTIONAL = {
    "hatch": "",
    "hatch_colour": "#000000",
    "dashes": [1.0],
    "hatches": ["none"],
    "outline": "#000000",
    "outline_width": 1.0,
}


def _problems(tables: Mapping[str, Any], house: Mapping[str, Any], at: str) -> list[Message]:
    """Hold a style against the house style: the same keys, values of the same kinds."""
    problems: list[Message] = []
    for key, value in tables.items():
        where = f"{at}.{key}" if at else key
        model = house.get(key, OPTIONAL.get(key))
        if model is None and key in MEASURES:
            model = house.get(BY_MEASURE.get(at, ""))
        if model is None:
            problems.append(message("drawing.style_key", key=where))
        elif isinstance(model, dict) and isinstance(value, dict):
            problems += _problems(value, model, where)
        else:
            problems += _value_problem(where, value, model)
    return problems


def _value_problem(where: str, value: object, model: object) -> list[Message]:
    """Check one value: a colour, a hatch, a number, a text or a list of one kind."""
    known: Sequence[str] = ()
    if isinstance(model, str) and HEX.fullmatch(model):
        fine, wanted = isinstance(value, str) and bool(HEX.fullmatch(value)), "colour"
    elif where == "names":
        fine, wanted, known = value in NAMES, "one_of", NAMES
    elif where.endswith(".hatch"):
        fine, wanted, known = value in HATCHES, "one_of", tuple(HATCHES)
    elif isinstance(model, list):
        wrong = not isinstance(value, list) or not value
        inner = [] if wrong else [e for v in value for e in _value_problem(where, v, model[0])]  # type: ignore[attr-defined]
        fine, wanted = not wrong and not inner, "list"
    elif isinstance(model, bool):
        fine, wanted = isinstance(value, bool), "flag"
    elif isinstance(model, int | float):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        fine, wanted = number, "number"
        if number and where.startswith("text."):
            fine, wanted = value >= LEAST_TEXT, "points"  # type: ignore[operator]
    else:
        fine, wanted = isinstance(value, type(model)), type(model).__name__
    if fine:
        return []
    told = message(f"drawing.style_values.{wanted}", known=known, least=LEAST_TEXT)
    return [message("drawing.style_value", key=where, wanted=told, value=repr(value))]
