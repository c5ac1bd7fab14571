"""The house as a whole: no circle of modules, no room that holds too much, no growth."""

from __future__ import annotations

from collections import Counter
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

from diasporamap.resources import PACKAGE

#: The house was rebuilt within the 23,479 lines that it had before. What comes in must pay for
#: itself: 2,700 lines for readings that refuse what is no stock, no name, no number and no table of
#: persons, for matrices and publishers' tables, for persons counted twice, for mistakes that end in
#: a sentence, and for outputs that write over nothing; 1,600 for one linked protection of all
#: tables with its proof, and what readers know already; 1,600 for audits of counts, of folders of
#: outputs and of other people's tables; 400 for what is confidential; 400 for figures of every
#: origin; 1,600 for its regions, their sheet and insets that the data choose; 1,200 for rates of
#: inhabitants and changes between years; 1,400 for quantities that are no people; 1,900 for points;
#: 700 for colours that readers can tell apart, and ways to find classes;
#: 9,200 for sheets of any size, parts of the world, six more kinds, small maps, figures beside
#: maps, an SVG with layers, and tiles;
#: 2,100 for pages of all years, in both languages, packed: arcs, columns, pools; flows; folium;
#: 700 for members of communities, people in no one district, labels measured by their letters;
#: 800 for insets that take the heap and sheets that use their paper;
#: 2,900 for published tables, their writers, a file a format, and audits that read them;
#: 3,300 for atlases, their builds and manifests, and reports for Word, PDF and browsers;
#: 1,000 for tables and bars by education and the like, of sources side by side, and a log;
#: 2,850 for profiles of one page in three formats, and references in the text of reports;
#: 2,900 for a database with its loads, corrections, states, copies and exports, a workbook that
#: missions fill in, and a questionnaire whose answers are counted without an option;
#: 1,400 for persons counted in DuckDB and in Spark, and where their coordinates lie;
#: 450 for tables of associations beside the people there, districts of one's own in checks and
#: atlases, and a source without a name;
#: 900 for speed: colours without a library, letters measured one by one, a writer of PNG,
#: geometry that is ready to draw, and where it is kept;
#: 600 for tables that are kept and read by column, sheets whose bytes tell that they are plain, and
#: rooms whose names are loaded when they are used;
#: 450 for tables that are split as one and references that are read together, and reference tables
#: of which a program reads what it asks for, and totals that agree by column;
#: 420 for what objects say of themselves in a notebook, and errors without a traceback;
#: 600 for messages in French and English;
#: 500 for defaults of options, completion by shells, and standard streams;
#: 150 for a folder of examples;
#: 400 for pages that are written without Folium, shapes that they keep, and maps made in lists;
#: 200 for projections without PROJ, which no map waits for any more.
#: 250 for labels and heaps of circles that are told by figures.
#: 150 for processes that begin early and end with a build, and products imported where they are;
#: 200 for letters and cuts that are painted once, and a PNG that is packed on two cores.
#: 150 for lines of text that are filled as outlines, and a PNG that is packed in halves.
#: 250 for labels and heaps of circles that are told by figures;
#: 350 for labels and heaps of circles that are told by figures;
#: 200 for projections without PROJ, which no map waits for any more;
MOST_LINES = 23_479 + 2_700 + 1_600 + 1_600 + 400 + 400 + 1_600 + 1_200 + 1_400 + 1_900 + 700
MOST_LINES += 9_200 + 2_100 + 700 + 800 + 2_900 + 3_300 + 1_000 + 2_850 + 2_900 + 1_400 + 450
MOST_LINES += 420 + 600 + 500 + 150 + 900 + 600 + 400 + 300 + 200 + 250 + 150 + 200 + 450 + 350
#: The largest part of them that one room may hold, in per cent.
MOST_PERCENT = 15


def circle(imports):
    """Return modules that import each other in a circle, the first one again at its end."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def lines_by_room():
    rooms = Counter()
    for path in PACKAGE.rglob("*.py"):
        room, *inside = path.relative_to(PACKAGE).parts
        rooms[room if inside else ""] += path.read_text(encoding="utf-8").count("\n")
    return rooms


def test_no_modules_import_each_other_in_a_circle():
    graph = grimp.build_graph("diasporamap", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    # Imports inside functions count too.
    assert "diasporamap.persons.meanings" in imports["diasporamap.readers.options"]
    found = circle(imports)
    assert not found, "imports in a circle: " + " -> ".join(reversed(found))


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, set()),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, {"b", "c"}),
    ],
)
def test_a_circle_is_found(imports, found):
    assert set(circle(imports)) == found


def test_no_room_holds_too_much_of_the_package():
    rooms = lines_by_room()
    shares = {room: 100 * lines / rooms.total() for room, lines in rooms.items() if room}
    told = ", ".join(f"{room} {share:.1f} %" for room, share in sorted(shares.items()))
    assert max(shares.values()) <= MOST_PERCENT, told


def test_the_package_does_not_grow():
    rooms = lines_by_room()
    told = ", ".join(f"{room or 'beside the rooms'} {lines:,}" for room, lines in rooms.items())
    assert rooms.total() <= MOST_LINES, f"{rooms.total():,} lines: {told}"
