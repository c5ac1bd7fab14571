"""Builds whole atlases of invented registers, reads their files without the package, attacks them.

What is read back shares no code with the audits of the package: columns of CSV and XLSX by their
headers, the figures that pages embed, and the numbers of every sentence.
"""

from __future__ import annotations

import csv
import html
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import openpyxl
import pandas as pd

from diasporamap.atlas import Plan, build, due_jobs, read_atlas
from diasporamap.districts import districts_on, read_districts
from diasporamap.places.geography import countries
from diasporamap.places.layers import read_table
from tests.protection.attacker import NOT_STATED, attack
from tests.protection.registers import Register, random_register, with_categories

#: Countries of one district, shared by districts, and without one; more come from all others.
PLACES = ("FRA", "USA", "NGA", "DEU", "ESP", "GAB", "TCD", "COG", "CAF", "GNQ", "BEN", "ITA", "CHE")
PLACES += ("SEN", "MAR", "TUN", "BEL", "GBR", "CAN", "CHN", "RUS", "BRA", "JPN", "NOR", "MLI")
EDUCATION = ("Primary", "Secondary", "Bachelor", "Master", "Doctorate")
TABLES = ("country", "district", "region", "division", "education", "by_sector")
SEXES = {"Women": "F", "Men": "M", "Sex not stated": "U", "Total": "T"}
ON_PAGES = {"women": "F", "men": "M", "unknown": "U", "total": "T"}
HIDDEN = "c"
#: A number in words that is no year, rank or share of its own: the least that sentences are
#: searched for.
TELLING = 10
THRESHOLD = 5


@dataclass
class Folder:
    """What was built, and what a reader finds in it."""

    files: int
    figures: int
    published: dict
    differing: list = field(default_factory=list)
    told: list = field(default_factory=list)


def invented(seed, kind="small"):
    """Return a register with real places, districts, parts and categories, and its rows."""
    draw = np.random.default_rng([seed, 15])
    made = with_categories(random_register(seed, kind))
    others = [at for at in countries().table.index if len(at) == 3 and at not in ("CMR", *PLACES)]
    known = [*draw.permutation(PLACES), *draw.permutation(others)]
    places = dict(zip(sorted(set(made.residence["place"])), known, strict=False))
    on_day = districts_on(read_districts(origin="CMR"))
    whole = on_day[on_day["whole_country"]]
    district_of = dict(zip(whole["country"], whole["district"], strict=True))
    residence = made.residence.assign(place=made.residence["place"].map(places))
    residence = residence.groupby(["place", "sex"], as_index=False)["count"].sum()
    residence["district"] = residence["place"].map(lambda at: district_of.get(at, at))
    divisions = read_table("cameroon_divisions").set_index("place")["region"]
    parts = dict(
        zip(
            made.levels.index[made.levels["division"].notna()],
            draw.permutation(divisions.index.to_numpy()),
            strict=False,
        )
    )
    for code in made.levels.index[made.levels["division"].isna()]:
        parts[code] = str(draw.choice(sorted(set(divisions))))
    origin = made.origin.assign(origin=made.origin["origin"].map(parts, na_action="ignore"))
    origin = origin.groupby(["origin", "sex"], as_index=False, dropna=False)["count"].sum()
    levels = pd.DataFrame(
        {
            "region": [*divisions, *sorted(set(divisions))],
            "division": [*divisions.index, *[None] * divisions.nunique()],
        },
        index=[*divisions.index, *sorted(set(divisions))],
    )
    education = made.categories["education"]
    categories = {
        "education": education.assign(
            education=education["education"].map(lambda at: EDUCATION[int(at[1:])])
        ),
        "by_sector": made.categories["by_sector"].assign(
            by_sector=made.categories["by_sector"]["by_sector"].map(lambda at: f"Sector {at[1:]}")
        ),
    }
    pieces = residence[["place", "district"]].drop_duplicates(ignore_index=True)
    return Register(residence, pieces, origin, levels, (), categories), _rows(
        residence, origin, categories, draw
    )


def _rows(residence, origin, categories, draw):
    """Give every person a place, a part and categories, so that all tables have their sums."""
    people = []
    for sex, of_sex in residence.groupby("sex"):
        sides = [of_sex[["place", "count"]], *(
            table.loc[table["sex"] == sex, [name, "count"]]
            for name, table in (("origin", origin), *categories.items())
        )]  # fmt: skip
        listed = [side.iloc[:, 0].repeat(side["count"]).to_numpy(object) for side in sides]
        shuffled = [listed[0], *(draw.permutation(one) for one in listed[1:])]
        people += [(sex, *values) for values in zip(*shuffled, strict=True)]
    columns = ["sex", "place", "origin", *categories]
    rows = pd.DataFrame(people, columns=columns)
    rows["count"] = 1
    rows = rows.groupby(columns, as_index=False, dropna=False)["count"].sum()
    part = str(origin["origin"].dropna().iloc[0])
    first = [part, *(str(table.iloc[0, 0]) for table in categories.values())]
    there = set(zip(rows["place"], rows["sex"], strict=True))
    lacking = [
        (sex, place, *first, 0)
        for place, sex, count in residence[["place", "sex", "count"]].itertuples(index=False)
        if not count and (place, sex) not in there and sex != "U"
    ]
    nobody = pd.DataFrame(lacking, columns=[*columns, "count"])
    return pd.concat([rows, nobody], ignore_index=True) if lacking else rows


def atlas_text(tables, *, profiles=True):
    """Write an atlas with every kind of output of some tables, in formats that are quick."""
    items, lines = [], ['[atlas]\nlanguages = ["en"]\norigin = "CMR"\n']
    lines.append('[sources.register]\ncounts = "register.csv"\n')

    def add(product, name, **keys):
        items.append(name)
        written = "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        lines.append(f'[[{product}]]\nname = "{name}"\n{written}')

    for table in (*tables, "log"):
        add("tables", f"t_{table}", by=table, formats=["csv", "xlsx", "md", "parquet"])
    for table in ("country", "district"):
        add("tables", f"points_{table}", by=table, points="missions", formats=["csv", "md"])
    add("maps", "m_world", formats=["md"])
    add("maps", "m_women", measure="share_women", formats=["md"])
    add("maps", "m_district", by="district", formats=["md"])
    if "region" in tables:
        add("maps", "m_region", by="region", formats=["md"])
    add("figures", "f_bars", formats=["md"])
    if "education" in tables:
        add("figures", "f_education", by="education", formats=["md"])
    listed = [name for name in items if not name.startswith("f_")]  # which few people have none of
    add("pages", "page", by=["country", "district"])
    if profiles:
        add("profiles", "at_{place}", each="country", over=20, formats=["html"])
    drafts = ["where", "sexes", "districts", "unknown"]
    lines.append('[[reports]]\nname = "report"\ntitle = "Report"\nformats = ["docx", "html"]\n')
    told = {"title": "All", "drafts": drafts, "items": listed}
    written = "".join(f"{key} = {json.dumps(value)}\n" for key, value in told.items())
    lines.append(f"[[reports.chapters]]\n{written}")
    return "\n".join(lines)


def built(rows, folder, text):
    """Build the atlas of a register in a folder; return the folder of its outputs."""
    folder.mkdir(parents=True, exist_ok=True)
    rows.to_csv(folder / "register.csv", index=False)
    (folder / "atlas.toml").write_text(text, encoding="utf-8")
    plan = Plan(read_atlas(folder / "atlas.toml"))
    done = build(plan, due_jobs(plan, plan.jobs()), workers=1)
    failed = [why for why in done.failed.values() if not why.startswith("Bars compare")]
    assert not failed, failed
    return folder / "outputs"


def read_folder(outputs):
    """Read all figures of tables and pages: what is shown anywhere is shown."""
    files = sorted(path for path in outputs.rglob("*") if path.is_file())
    seen = {}
    for path in files:
        if path.parent.name == "tables" and path.suffix != ".md":
            read = _of_wide if path.suffix == ".parquet" else _of_table
            for cell, value in read(path):
                seen.setdefault(cell, {})[path.name] = value
        elif path.parent.name == "pages":
            for cell, value in _of_page(path):
                seen.setdefault(cell, {})[path.name] = value
    published = {
        cell: next((v for v in found.values() if v is not None), None)
        for cell, found in seen.items()
    }
    differing = [(cell, found) for cell, found in seen.items() if len(set(found.values())) > 1]
    return Folder(len(files), sum(map(len, seen.values())), published, differing)


def _of_table(path):
    """Give the figures of a table by their headers: None where the sign of hidden ones stands."""
    by = _by(path)
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            grid = list(csv.reader(stream))
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        grid = [
            ["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)
        ]
    at = next(n for n, row in enumerate(grid) if row and row[0] == "place")
    sexes = {**SEXES, "People": "T"}
    columns = {n: sexes[name] for n, name in enumerate(grid[at]) if name in sexes}
    for row in grid[at + 1 :]:
        if len(row) <= max(columns, default=0) or row[0].startswith("#") or row[0] == row[1] == "":
            continue
        if row[1] == "Total" or (row[0] == row[1] and by in TABLES[:4]):
            continue  # several places together
        for n, sex in columns.items():
            if row[n] == HIDDEN or re.fullmatch(r"\d+", row[n]):
                yield (by, row[0], sex), None if row[n] == HIDDEN else int(row[n])


def _of_wide(path):
    """Give the figures of every place of a table, also of those that share a row elsewhere."""
    by, frame = _by(path), pd.read_parquet(path)
    for name, sex in ON_PAGES.items():
        if f"{name}_state" in frame:
            columns = (frame[at].tolist() for at in ("place", name, f"{name}_state"))
            for place, value, state in zip(*columns, strict=True):
                if state in ("value", "suppressed"):
                    yield (by, place, sex), int(value) if state == "value" else None


def _by(path):
    return re.sub(r"^(t|points)_|_en\.\w+$", "", path.name)


def _of_page(path):
    """Give the figures that a page embeds, in runs of states and numbers."""
    page = path.read_text("utf-8")
    (data,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL
    )
    for geography in json.loads(data)["geographies"]:
        for key, columns in geography["figures"].items():
            entries = [
                one
                for entry in columns[0]
                for one in ([entry[0]] * int(entry[1:] or 1) if isinstance(entry, str) else [entry])
            ]
            for place, value in zip(geography["places"]["ids"], entries, strict=True):
                if key in ON_PAGES and (value == "s" or not isinstance(value, str)):
                    figure = None if value == "s" else int(value)
                    yield (geography["key"], place, ON_PAGES[key]), figure


def truth_of(register):
    """Count the people of every cell."""
    found = Counter()
    levels = register.levels
    for place, sex, count, district in register.residence[
        ["place", "sex", "count", "district"]
    ].itertuples(index=False):
        for key in (("country", place), ("district", district)):
            found[*key, sex] += count
            found[*key, "T"] += count
    for part, sex, count in register.origin.itertuples(index=False):
        region = str(levels.at[part, "region"]) if part in levels.index else NOT_STATED
        division = levels.at[part, "division"] if part in levels.index else None
        for key in (
            ("region", region),
            ("division", division if isinstance(division, str) else region),
        ):
            found[*key, sex] += count
            found[*key, "T"] += count
    for name, table in register.categories.items():
        for category, sex, count in table.itertuples(index=False):
            found[name, category, sex] += count
            found[name, category, "T"] += count
    return found


def attacked(register, found):
    """Attack what a folder shows, with every hidden figure a possible zero only where it may be."""
    truth = truth_of(register)
    wrong = {c: (v, truth[c]) for c, v in found.published.items() if v not in (None, truth[c])}
    assert not wrong, wrong
    published = {cell: value for cell, value in found.published.items() if _is_counted(cell, truth)}
    try:
        return attack(register, published, truth, threshold=THRESHOLD, level=1)
    except AssertionError:  # a hidden figure is 0: the release hides at the second level
        return attack(register, published, truth, threshold=THRESHOLD, level=2)


def _is_counted(cell, truth):
    """Leave out places that nobody is counted in, which pages have all of."""
    return (*cell[:2], "T") in truth


def sentences_of(outputs):
    """Give the sentences of all texts, in which tags and figures of tables do not stand."""
    for path in sorted(outputs.rglob("*")):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as document:
                text = document.read("word/document.xml").decode()
            text = re.sub(r"<w:tbl>.*?</w:tbl>", "", text, flags=re.DOTALL)
            text = re.sub(r"</w:p>", "\n", text)
        elif path.suffix in (".md", ".html"):
            text = path.read_text("utf-8")
            text = re.sub(r"<(script|style|svg|table)\b.*?</\1>", " ", text, flags=re.DOTALL)
        else:
            continue
        plain = html.unescape(re.sub(r"<[^>]+>", " ", text))
        for line in plain.split("\n"):
            if not line.startswith("|"):
                yield from ((path.name, part) for part in re.split(r"[.;](?:\s|$)|, ", line))


def told_in_words(outputs, register, found):
    """Give what stands in a sentence with the name of its place though it is hidden."""
    truth = truth_of(register)
    names = countries().table["short_en"].to_dict()
    shown = {}
    for (_, place, _), value in found.published.items():
        shown.setdefault(place, set()).add(value)
    hidden = [
        (cell, names[cell[1]], truth[cell])
        for cell, value in found.published.items()
        if value is None and cell[1] in names and truth[cell] >= TELLING
    ]
    for name, sentence in sentences_of(outputs):
        numbers = {
            int(re.sub(r"\D", "", n)) for n in re.findall(r"\d+(?:[,\u00a0\u202f]\d{3})*", sentence)
        }
        for cell, called, people in hidden:
            if people in numbers - shown[cell[1]] and called in sentence:
                yield name, cell, people, sentence
