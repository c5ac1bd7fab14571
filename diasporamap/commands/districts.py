"""The command `districts`: checks, lists, shows and exports consular districts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diasporamap.commands import base
from diasporamap.commands.district_counts import attach
from diasporamap.commands.district_map import district_map
from diasporamap.commands.district_options import day_option, missions_option, of_the_table
from diasporamap.commands.options import FILE, OUTPUT, Writer, choice, origin_option
from diasporamap.commands.reading import print_account
from diasporamap.commands.terminal import say, terminal
from diasporamap.language import LANGUAGES, messages_language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from diasporamap.districts import Districts


@base.group("districts")
def command() -> None:
    """Check, list, show and export consular districts, and take counts to them."""


command.add_command(attach)
command.add_command(district_map)


@command.subcommand("check")
@base.argument("table", metavar="[FILE]", type=FILE, required=False)
@missions_option
@day_option
@origin_option
@base.option("--counts", type=FILE, metavar="COUNTS")
@base.option("--year", type=int)
@base.option("--aliases", type=FILE, metavar="FILE")
@base.option("--sums", is_flag=True)
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
    console.print(f"Districts  {districts.memberships_file}: {len(districts.memberships)} rows")
    console.print(f"Missions   {districts.missions_file}: {len(districts.missions)} rows")
    console.print(
        f"Day        {day or 'the last state that the table describes'}: "
        f"{on_day['district'].nunique()} districts in {on_day['country'].nunique()} countries"
    )
    told = made is not None and (sums or made.by("district").sums_told)
    held = None
    if made is not None:
        held = made.counts if told else _peopled(made.by("district").cells)
    warnings = district_warnings(districts, counts=held, day=day)
    console.print("Errors     none")
    console.print(f"To look at {len(warnings) or 'nothing'}")
    for warning in warnings:
        console.print(f"  {warning}")
    if made is not None:
        if told:
            print_account(console, made.attached)
        else:
            console.print("People     not told, since figures are not shown (--sums tells)")


def _peopled(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the places of protected counts by district but those where nobody is shown to be."""
    from diasporamap.protection.linked.system import TOTAL

    totals = cells[(cells["sex"] == TOTAL) & (cells["state"] != "no_data")]
    return totals.assign(count=totals["count"].fillna(1))


@command.subcommand("list")
@of_the_table
@origin_option
def list_districts(table: Path | None, missions: Path | None, day: str | None, origin: str) -> None:
    """List the missions and what each covers."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from diasporamap.districts import districts_on, read_districts

    districts = read_districts(table, missions=missions, origin=origin)
    units = dict(list(districts_on(districts, day).groupby("district")))
    listing = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("District", "Name", "Covers"):
        listing.add_column(heading, overflow="fold")
    listing.add_column("Confidence", no_wrap=True)
    for mission in districts.missions.sort_values("mission").to_dict("records"):
        covered = units.get(mission["mission"])
        listing.add_row(
            mission["mission"],
            mission[f"name_{messages_language()}"],
            "nothing known" if covered is None else _covered(covered),
            "" if covered is None else covered["confidence"].max(),
        )
    terminal(soft_wrap=False).print(listing)


@command.subcommand("show")
@base.argument("district", metavar="ID")
@of_the_table
@origin_option
def show(
    district: str,
    table: Path | None,
    missions: Path | None,
    day: str | None,
    origin: str,
) -> None:
    """Show one mission, what it covers that day and where each row comes from."""
    from diasporamap.districts import districts_on, read_districts

    districts = read_districts(table, missions=missions, origin=origin)
    mission = _mission(districts, district)
    on_day = districts_on(districts, day)
    units = on_day[on_day["district"] == district]
    console = terminal()
    seat = f"{mission['city']}, {mission['host']} ({mission['lon']:g}, {mission['lat']:g})"
    for what, value in (
        ("District", district),
        ("Name", f"{mission['name_fr']} / {mission['name_en']}"),
        ("Kind", mission["kind"]),
        ("Seat", f"{seat} {mission['precision']}".strip()),
        ("Existence", mission["existence"]),
        ("Source", mission["source"]),
        ("Note", mission["note"]),
        ("Covers", _covered(units) if len(units) else "nothing known"),
    ):
        if value:
            console.print(f"{what:<11}{value}")
    for name in _unit_names(units):
        console.print(f"{'':<11}{name}")
    rows = districts.memberships[districts.memberships["district"] == district]
    for row, record in zip(rows.index, rows.to_dict("records"), strict=True):
        console.print(f"Row {row:<7}{_membership(record)}")


@command.subcommand("export", Writer)
@base.argument("file", type=OUTPUT)
@of_the_table
@origin_option
@choice("--layer", ("districts", "missions", "unattached", "units"))
@choice("--detail", ("zoom", "world"), "zoom")
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
    listed = ", ".join(f"{name} ({rows} rows)" for name, rows in written.items())
    say(f"Wrote {listed} to {file}.")
    say("Boundaries: made with Natural Earth (public domain).")


def _mission(districts: Districts, district: str) -> Mapping[Any, Any]:
    """Return the record of a mission, or refuse an id that there is not with the nearest ones."""
    from rapidfuzz import process

    from diasporamap.errors import UsageError

    found = districts.missions[districts.missions["mission"] == district]
    if found.empty:
        near = process.extract(district, list(districts.missions["mission"]), limit=3)
        names = ", ".join(name for name, _, _ in near)
        raise UsageError(f"There is no district '{district}'. Near it: {names}.")
    return found.to_dict("records")[0]


def _covered(units: pd.DataFrame) -> str:
    """Write what a district covers: whole countries, then parts of others."""
    from diasporamap.places.units import known_units

    whole = [str(unit) for unit in units.loc[units["whole_country"], "unit"]]
    parts = units[~units["whole_country"]].groupby("country").size()
    text = [" ".join(whole)] if whole else []
    text += [
        f"{number} of {len(known_units().parts[country])} units of {country}"
        for country, number in zip(map(str, parts.index), parts, strict=True)
    ]
    return ", ".join(text)


def _unit_names(units: pd.DataFrame) -> list[str]:
    from diasporamap.places.units import known_units

    at = LANGUAGES.index(messages_language())
    return [f"{unit:<8}{known_units().names[unit][at]}" for unit in units["unit"]]


def _membership(record: Mapping[Any, str]) -> str:
    """Write one row of the table of districts in a line."""
    days = " to ".join(record[name] or "..." for name in ("valid_from", "valid_to"))
    known = days if days != "... to ..." else ""
    words = f"{record['confidence']}, {record['basis']}".rstrip(", ")
    return "; ".join(
        part for part in (record["unit"], known, words, record["source"], record["note"]) if part
    )
