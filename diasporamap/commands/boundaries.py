"""The command `boundaries`: lists, shows, exports and verifies the shipped boundary layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from diasporamap.commands import base
from diasporamap.commands.options import OUTPUT, Writer, choice
from diasporamap.commands.terminal import say, terminal
from diasporamap.language import message
from diasporamap.places import layers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd

#: Endings of what `export` writes; CSV holds no shapes.
ENDINGS = (".gpkg", ".fgb", ".geojson", ".csv")
ODBL_NOTE = (
    "These data are under the Open Database License 1.0. Write '© OpenStreetMap contributors' "
    "where you show them, and share a changed version under the same licence."
)

detail_option = choice("--detail", layers.DETAILS, "world")
layer_argument = base.argument("layer", metavar="LAYER", type=base.Choice(list(layers.LAYERS)))


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
    for heading in ("Layer", "Detail", "Features", "Licence"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Source")
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
    lines = [
        ("Layer", f"{layer}: {layers.LAYERS[layer]}"),
        ("Detail", provenance.detail),
        ("File", f"{path.name}, {path.stat().st_size / 1e6:.2f} MB"),
        ("Features", f"{len(frame)}"),
        ("Columns", ", ".join(name for name in frame.columns if name != "geometry")),
        ("Extent", f"{west:.2f} to {east:.2f} east, {south:.2f} to {north:.2f} north (EPSG:4326)"),
        ("Licence", provenance.licence),
        ("Credit", provenance.attribution),
        ("SHA-256", provenance.sha256),
        *[
            ("Made from", f"{source.data}: {source.package} {source.version} ({source.licence})")
            for source in provenance.sources
        ],
        *[("Step", step) for step in provenance.steps],
    ]
    for what, value in lines:
        say(f"{what:<10} {value}")


@command.subcommand("export", Writer)
@layer_argument
@base.argument("file", type=OUTPUT)
@detail_option
@base.option("--place", "places", multiple=True, metavar="CODE")
def export(layer: str, file: Path, detail: str, places: tuple[str, ...]) -> None:
    """Write a layer to FILE: .gpkg, .fgb, .geojson, or .csv without the shapes."""
    from diasporamap.errors import UsageError
    from diasporamap.export import write_table
    from diasporamap.export.layers import write_layers

    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"{file} has no ending that is known. Use one of: {', '.join(ENDINGS)}.")
    frame = layers.read_layer(layer, detail=detail)
    if places:
        frame = _only(frame, places, layer)
    provenance = layers.layer_provenance(layer, detail=detail)
    terms = f"{provenance.attribution}. Licence: {provenance.licence}."
    if ending == ".csv":
        write_table(frame.drop(columns="geometry"), file)
    else:
        write_layers({layer: frame}, file, {layer: f"{layers.LAYERS[layer]}. {terms}"})
    say(f"Wrote {len(frame)} features of {layer} ({provenance.detail}) to {file}.")
    say(terms)
    if layer in layers.ODBL:
        say(ODBL_NOTE)


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
                finding = (
                    "intact"
                    if intact
                    else f"differs from its provenance. {message('problems.boundary_damaged.hint')}"
                )
            except BoundaryError as error:
                intact, finding = False, str(error)
            wrong += not intact
            say(f"{name} ({detail}): {finding}")
    if wrong:
        ctx.exit(1)


def _only(frame: gpd.GeoDataFrame, places: Sequence[str], layer: str) -> gpd.GeoDataFrame:
    """Return the features of some places; refuse a code that the layer does not have."""
    from diasporamap.errors import BoundaryError, Problem

    columns = [name for name in ("place", "left", "right") if name in frame.columns]
    known = frame[columns]
    problems = [
        Problem(
            f"'{code}' is no place of the layer '{layer}'",
            f"See the codes with: diasporamap boundaries export {layer} codes.csv.",
        )
        for code in places
        if not known.isin([code]).to_numpy().any()
    ]
    if problems:
        raise BoundaryError(problems)
    return frame[known.isin(list(places)).any(axis=1)]
