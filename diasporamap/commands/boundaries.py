"""The command `boundaries`: lists, shows, exports and verifies the shipped boundary layers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from diasporamap.commands import base, parameters
from diasporamap.commands.options import OUTPUT, Writer, choice
from diasporamap.commands.sheets import listed
from diasporamap.commands.terminal import answer, labelled, say, tell, terminal
from diasporamap.language import message
from diasporamap.places import layers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd

    from diasporamap.language import Message

#: Endings of what `export` writes; CSV holds no shapes.
ENDINGS = (".gpkg", ".fgb", ".geojson", ".csv")

detail_option = choice("--detail", layers.DETAILS, "world")
layer_argument = parameters.argument(
    "layer", metavar="LAYER", type=parameters.Choice(list(layers.LAYERS))
)


@base.group("boundaries", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show, export and verify the shipped boundary layers."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_layers)


@command.subcommand("list")
def list_layers() -> None:
    """List the layers: features, detail, licence and source."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for heading in ("layer", "detail", "features", "licence"):
        table.add_column(message(f"commands.boundaries.{heading}"), no_wrap=True)
    table.add_column(message("commands.boundaries.source"))
    for name in layers.LAYERS:
        details = layers.details(name)
        provenance = layers.layer_provenance(name, detail=details[0])
        features, licence = str(provenance.features), provenance.licence
        table.add_row(name, ", ".join(details), features, licence, provenance.attribution)
    terminal(soft_wrap=False).print(table)


@command.subcommand("show")
@layer_argument
@detail_option
def show(layer: str, detail: str) -> None:
    """Show a layer's columns, extent, licence and provenance."""
    provenance = layers.layer_provenance(layer, detail=detail)
    frame = layers.read_layer(layer, detail=detail)
    west, south, east, north = frame.total_bounds
    path = layers.layer_path(layer, detail=detail)
    megabytes = Decimal(f"{path.stat().st_size / 1e6:.2f}")
    bounds = {"west": west, "east": east, "south": south, "north": north}
    decimals = {side: Decimal(f"{bound:.2f}") for side, bound in bounds.items()}
    lines = [
        (_said("layer"), _said("layer_of", layer=layer, what=layers.LAYERS[layer])),
        (_said("detail"), provenance.detail),
        (_said("file"), _said("size", name=path.name, megabytes=megabytes)),
        (_said("features"), f"{len(frame)}"),
        (_said("columns"), ", ".join(name for name in frame.columns if name != "geometry")),
        (_said("extent"), _said("bounds", **decimals)),
        (_said("licence"), provenance.licence),
        (_said("credit"), provenance.attribution),
        ("SHA-256", provenance.sha256),
        *[
            (
                _said("made_from"),
                f"{source.data}: {source.package} {source.version} ({source.licence})",
            )
            for source in provenance.sources
        ],
        *[(_said("step"), step) for step in provenance.steps],
    ]
    for line in labelled(lines, least=11):
        say(line)


@command.subcommand("export", Writer)
@layer_argument
@parameters.argument("file", type=OUTPUT)
@detail_option
@parameters.option("--place", "places", multiple=True, callback=listed, metavar="CODE")
def export(layer: str, file: Path, detail: str, places: tuple[str, ...]) -> None:
    """Write a layer to FILE: .gpkg, .fgb, .geojson, or .csv without the shapes."""
    from diasporamap.errors import UsageError
    from diasporamap.export import write_table
    from diasporamap.export.layers import write_layers

    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(message("commands.boundaries.ending", file=file, known=ENDINGS))
    frame = layers.read_layer(layer, detail=detail)
    if places:
        frame = _only(frame, places, layer)
    provenance = layers.layer_provenance(layer, detail=detail)
    of_layer = {"attribution": provenance.attribution, "licence": provenance.licence}
    terms = message("commands.boundaries.terms", **of_layer)
    if ending == ".csv":
        write_table(frame.drop(columns="geometry"), file)
    else:
        write_layers({layer: frame}, file, {layer: f"{layers.LAYERS[layer]}. {terms.text('en')}"})
    wrote = {"features": len(frame), "layer": layer, "detail": provenance.detail, "file": file}
    tell("boundaries.wrote", **wrote)
    say(terms)
    if layer in layers.ODBL:
        answer("boundaries.odbl")


@command.subcommand("verify")
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Compare every layer with the SHA-256 of its provenance; exit code 1 if one differs."""
    from diasporamap.errors import BoundaryError

    wrong = 0
    for name in layers.LAYERS:
        for detail in layers.details(name):
            try:
                intact = layers.is_intact(name, detail=detail)
                kind, why = "intact" if intact else "differs", ""
            except BoundaryError as error:
                kind, why = "damaged", str(error)
            wrong += kind != "intact"
            said = {
                "layer": name,
                "detail": detail,
                "hint": message("problems.boundary_damaged.hint"),
                "why": why,
            }
            answer(f"boundaries.{kind}", **said)
    if wrong:
        ctx.exit(1)


def _said(kind: str, **fields: object) -> Message:
    return message(f"commands.boundaries.{kind}", **fields)


def _only(frame: gpd.GeoDataFrame, places: Sequence[str], layer: str) -> gpd.GeoDataFrame:
    """Return the features of some places; refuse a code that the layer does not have."""
    from diasporamap.errors import BoundaryError, problem

    columns = [name for name in ("place", "left", "right") if name in frame.columns]
    known = frame[columns]
    problems = [
        problem("not_in_layer", code=code, layer=layer)
        for code in places
        if not known.isin([code]).to_numpy().any()
    ]
    if problems:
        raise BoundaryError(problems)
    return frame[known.isin(list(places)).any(axis=1)]
