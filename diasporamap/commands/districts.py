"""The command `districts`: checks, lists, shows and exports consular districts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.commands import base, parameters
from diasporamap.commands.district_counts import attach
from diasporamap.commands.district_map import district_map
from diasporamap.commands.district_options import day_option, missions_option, of_the_table
from diasporamap.commands.options import FILE, OUTPUT, Writer, choice, origin_option
from diasporamap.commands.reading import ATTACHMENTS, print_account
from diasporamap.commands.terminal import labelled, print_json, tell, terminal
from diasporamap.language import LANGUAGES, message, messages_language, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from diasporamap.districts import Districts
    from diasporamap.language import Message

json_option = parameters.option("--json", "as_json", is_flag=True)


@base.group("districts")
def command() -> None:
    """Check, list, show and export consular districts, and take counts to them."""


command.add_command(attach)
command.add_command(district_map)


@command.subcommand("check")
@parameters.argument("table", metavar="[FILE]", type=FILE, required=False)
@missions_option
@day_option
@origin_option
@parameters.option("--counts", type=FILE, metavar="COUNTS")
@parameters.option("--year", type=int, metavar="YEAR")
@parameters.option("--aliases", type=FILE, metavar="FILE")
@parameters.option("--sums", is_flag=True)
@json_option
def check(
    table: Path | None,
    missions: Path | None,
    day: str | None,
    *,
    origin: str,
    counts: Path | None,
    year: int | None,
    aliases: Path | None,
    sums: bool,
    **options: Any,  # noqa: ANN401 - click's
) -> None:
    """Check a table of districts, the shipped one where no FILE is given."""
    from diasporamap.api import release
    from diasporamap.districts import district_warnings, districts_on, read_districts

    districts = read_districts(table, missions=missions, origin=origin)
    on_day = districts_on(districts, day)
    made = None
    if counts is not None:
        made = release(
            counts,
            origin=origin,
            districts=districts,
            day=day,
            year=year,
            aliases=aliases,
            by=["district"],
        )
    console = terminal()
    rows: list[tuple[str, object]] = [
        (_said("districts"), _rows_of(districts.memberships_file, districts.memberships)),
        (_said("missions"), _rows_of(districts.missions_file, districts.missions)),
        (
            _said("day"),
            _said(
                "state",
                day=day or _said("last_state"),
                districts=int(on_day["district"].nunique()),
                countries=int(on_day["country"].nunique()),
            ),
        ),
    ]
    told = made is not None and (sums or made.by("district").sums_told)
    held = None
    if made is not None:
        held = made.counts if told else _peopled(made.by("district").cells)
    warnings = district_warnings(districts, counts=held, day=day)
    if options["as_json"]:
        report = made.attached.report if made is not None and told else None
        print_json(
            {
                "file": districts.memberships_file,
                "missions_file": districts.missions_file,
                "day": day,
                "districts": int(on_day["district"].nunique()),
                "countries": int(on_day["country"].nunique()),
                "warnings": list(map(str, warnings)),
                "people": report and {name: report.people(name) for name in ATTACHMENTS},
            }
        )
        return
    rows.append((_said("errors"), _said("none")))
    rows.append((_said("to_look_at"), str(len(warnings)) if warnings else _said("nothing")))
    for line in labelled(rows, least=11):
        console.print(line)
    for warning in warnings:
        console.print(f"  {warning}")
    if made is not None:
        if told:
            print_account(console, made.attached)
        else:
            console.print(labelled([(_said("people"), _said("people_untold"))], least=11)[0])


def _said(kind: str, **fields: object) -> Message:
    return message(f"commands.districts.{kind}", **fields)


def _rows_of(file: str, table: pd.DataFrame) -> Message:
    return _said("rows", file=file, rows=len(table))


def _peopled(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the places of protected counts by district but those where nobody is shown to be."""
    from diasporamap.protection.linked.system import TOTAL

    totals = cells[(cells["sex"] == TOTAL) & (cells["state"] != "no_data")]
    return totals.assign(count=totals["count"].fillna(1))


@command.subcommand("list")
@of_the_table
@origin_option
@json_option
def list_districts(
    table: Path | None, missions: Path | None, day: str | None, origin: str, *, as_json: bool
) -> None:
    """List the missions and what each covers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from diasporamap.districts import districts_on, read_districts
    from diasporamap.districts.listed import districts_listed

    districts = read_districts(table, missions=missions, origin=origin)
    if as_json:
        print_json(districts_listed(districts, day))
        return
    units = dict(list(districts_on(districts, day).groupby("district")))
    listing = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("district", "name", "covers"):
        listing.add_column(_said(heading), overflow="fold")
    listing.add_column(_said("confidence"), no_wrap=True)
    for mission in districts.missions.sort_values("mission").to_dict("records"):
        covered = units.get(mission["mission"])
        listing.add_row(
            mission["mission"],
            mission[f"name_{messages_language()}"],
            _said("nothing_known") if covered is None else _covered(covered),
            "" if covered is None else _confidence(covered["confidence"].max()),
        )
    terminal(soft_wrap=False).print(listing)


@command.subcommand("show")
@parameters.argument("district", metavar="ID")
@of_the_table
@origin_option
@json_option
def show(
    district: str,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    origin: str,
    *,
    as_json: bool,
) -> None:
    """Show one mission, what it covers that day and where each row comes from."""
    from diasporamap.districts import districts_on, read_districts
    from diasporamap.districts.listed import districts_listed

    districts = read_districts(table, missions=missions, origin=origin)
    mission = _mission(districts, district)
    if as_json:
        print_json(districts_listed(districts, day, district=district)[0])
        return
    on_day = districts_on(districts, day)
    units = on_day[on_day["district"] == district]
    console = terminal()
    seat = f"{mission['city']}, {mission['host']} ({mission['lon']:g}, {mission['lat']:g})"
    lines = [
        (_said("district"), district),
        (_said("name"), f"{mission['name_fr']} / {mission['name_en']}"),
        (_said("kind"), mission["kind"]),
        (_said("seat"), f"{seat} {mission['precision']}".strip()),
        (_said("existence"), mission["existence"]),
        (_said("source"), mission["source"]),
        (_said("note"), mission["note"]),
        (_said("covers"), _covered(units) if len(units) else _said("nothing_known")),
        *(("", name) for name in _unit_names(units)),
    ]
    rows = districts.memberships[districts.memberships["district"] == district]
    for row, record in zip(rows.index, rows.to_dict("records"), strict=True):
        lines.append((_said("row", row=row), _membership(record)))
    for line in labelled([(what, value) for what, value in lines if value], least=11):
        console.print(line)


@command.subcommand("export", Writer)
@parameters.argument("file", type=OUTPUT)
@of_the_table
@origin_option
@choice("--layer", ("districts", "missions", "unattached", "units"))
@choice("--detail", ("world", "zoom"), "zoom")
def export(
    file: Path,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    origin: str,
    layer: str | None,
    detail: str,
) -> None:
    """Write the districts of one day to FILE: .gpkg, .geojson, or .csv without the shapes."""
    from diasporamap.districts import read_districts
    from diasporamap.export.districts import export_districts

    districts = read_districts(table, missions=missions, origin=origin)
    written = export_districts(districts, file, day, layer=layer, detail=detail)
    listed = [_said("layer_rows", layer=name, rows=rows) for name, rows in written.items()]
    tell("districts.wrote", layers=listed, file=file)
    tell("districts.boundaries")


def _mission(districts: Districts, district: str) -> Mapping[Any, Any]:
    """Return the record of a mission, or refuse an id that there is not with the nearest ones."""
    from rapidfuzz import process

    from diasporamap.errors import UsageError

    found = districts.missions[districts.missions["mission"] == district]
    if found.empty:
        near = process.extract(district, list(districts.missions["mission"]), limit=3)
        names = [name for name, _, _ in near]
        raise UsageError(_said("no_district", name=district, near=names))
    return found.to_dict("records")[0]


def _covered(units: pd.DataFrame) -> str:
    """Write what a district covers: whole countries, then parts of others."""
    from diasporamap.places.units import known_units

    whole = [str(unit) for unit in units.loc[units["whole_country"], "unit"]]
    parts = units[~units["whole_country"]].groupby("country").size()
    text = [" ".join(whole)] if whole else []
    text += [
        _said(
            "units_of", number=int(number), all=len(known_units().parts[country]), country=country
        )
        for country, number in zip(map(str, parts.index), parts, strict=True)
    ]
    return ", ".join(text)


def _unit_names(units: pd.DataFrame) -> list[str]:
    from diasporamap.places.units import known_units

    at = LANGUAGES.index(messages_language())
    return [f"{unit:<8}{known_units().names[unit][at]}" for unit in units["unit"]]


def _confidence(confidence: str) -> str:
    """Write whether a membership is documented or inferred, "" where the table does not say."""
    return text(f"profile.basis.{confidence}", messages_language()) if confidence else ""


def _membership(record: Mapping[Any, str]) -> str:
    """Write one row of the table of districts in a line."""
    first, last = (record[name] for name in ("valid_from", "valid_to"))
    kind = ("from_to" if last else "from") if first else "to"
    known = _said(kind, first=first, last=last) if first or last else ""
    words = f"{_confidence(record['confidence'])}, {record['basis']}".rstrip(", ")
    return "; ".join(
        part for part in (record["unit"], known, words, record["source"], record["note"]) if part
    )
