"""The map of shares as a layout of QGIS writes it, run by the Python that QGIS is installed for.

python3 benchmarks/peers/qgis_layout.py COUNTS LAYER MAP.png CLASSES.csv
"""

import csv
import os
import sys
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsField,
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsRendererRange,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

BREAKS = [0, 40, 45, 48, 52, 55, 60, 100]
COLOURS = ["#7f3b08", "#c6640c", "#f2ab58", "#f7f7f7", "#b2abd2", "#7a6aa6", "#2d004b"]
PAPER = (297, 210)


def shares(file: str) -> dict:
    """Return the share of women of each country with 100 people or more, of the last year."""
    people = defaultdict(lambda: defaultdict(dict))
    with Path(file).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            people[int(row["year"])][row["place"]][row["sex"]] = int(row["count"])
    last = people[max(people)].items()
    both = {place: (sexes["F"], sexes["F"] + sexes["M"]) for place, sexes in last if "F" in sexes}
    return {place: 100 * women / of for place, (women, of) in both.items() if of >= 100}


def main(counts: str, layer: str, picture: str, classes: str) -> None:
    """Lay the share of women by country out on A4, and save it at 300 dots an inch."""
    found = shares(counts)
    source = QgsVectorLayer(layer, "world", "ogr")
    world = QgsVectorLayer(f"MultiPolygon?crs={source.crs().authid()}", "world", "memory")
    world.dataProvider().addAttributes([QgsField("share", QVariant.Double)])
    world.updateFields()
    drawn = []
    for feature in source.getFeatures():
        one = QgsFeature(world.fields())
        one.setGeometry(feature.geometry())
        one.setAttribute("share", found.get(feature["place"]))
        drawn.append(one)
    world.dataProvider().addFeatures(drawn)
    style = {"outline_color": "white", "outline_width": "0.1"}
    ranges = []
    for low, high, colour in zip(BREAKS, BREAKS[1:], COLOURS, strict=False):
        symbol = QgsFillSymbol.createSimple({"color": colour, **style})
        ranges.append(QgsRendererRange(low, high, symbol, f"{low}–{high}"))
    grey = QgsVectorLayer(world.source(), "no data", "memory")
    grey.dataProvider().addFeatures(drawn)
    grey.renderer().setSymbol(QgsFillSymbol.createSimple({"color": "lightgrey", **style}))
    renderer = QgsGraduatedSymbolRenderer("share", ranges)
    labels = [each.label() for each in ranges]
    numbers = {
        place: labels.index(renderer.rangeForValue(share).label()) for place, share in found.items()
    }
    world.setRenderer(renderer)
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem.fromProj("+proj=eqearth"))
    project.addMapLayers([grey, world])
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    sheet = QgsLayoutItemMap(layout)
    sheet.attemptResize(QgsLayoutSize(*PAPER))
    sheet.setLayers([world, grey])
    sheet.setCrs(project.crs())
    layout.addLayoutItem(sheet)
    projected = QgsCoordinateTransform(world.crs(), project.crs(), project)
    sheet.zoomToExtent(projected.transformBoundingBox(world.extent()))
    legend = QgsLayoutItemLegend(layout)
    layout.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(10, 130))
    title = QgsLayoutItemLabel(layout)
    title.setText("Share of women among people born in Cameroon and living abroad, 2020")
    title.adjustSizeToText()
    layout.addLayoutItem(title)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 300
    if QgsLayoutExporter(layout).exportToImage(picture, settings) != QgsLayoutExporter.Success:
        sys.exit("QGIS has not written the layout")
    rows = "".join(f"{place},{number}\n" for place, number in sorted(numbers.items()))
    Path(classes).write_text(rows, encoding="utf-8")


if __name__ == "__main__":
    application = QgsApplication([], GUIenabled=True)
    application.initQgis()
    main(*sys.argv[1:])
    application.exitQgis()
