"""What a build keeps beside the atlas, so that the next one makes only what changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diasporamap.atlas.keys import FILES
from diasporamap.atlas.manifest import digest_of, program, write_json
from diasporamap.counts.sources import SHIPPED, read_sources, sources_file_of
from diasporamap.language import message
from diasporamap.store.address import is_server, pattern_file_of
from diasporamap.store.reading import read_state, read_stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diasporamap.atlas.model import Atlas, AtlasSource
    from diasporamap.atlas.plan import Job, Plan


@dataclass
class Record:
    """The jobs that are done: of each file its sum, and the sum of all that it was made from.

    `patterns` are the sums of the files that keep what releases hide, after the build.
    """

    file: Path
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, atlas: Atlas) -> Record:
        """Read the record of an atlas; one that is not there or damaged is empty."""
        file = atlas.file.with_name(f"{atlas.file.stem}.build.json")
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            return cls(file, dict(content["made"]), dict(content["patterns"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls(file)

    def write(self) -> None:
        """Write the record."""
        # It is confidential, since it has sums of registers that are not published.
        about = message("atlas.record").texts()
        made = {path: self.made[path] for path in sorted(self.made)}
        write_json({"about": about, "made": made, "patterns": self.patterns}, self.file)


def files_of(source: AtlasSource) -> Iterator[Path]:
    """Give the files that a source is read from, with the sources file beside its counts."""
    if not SHIPPED.fullmatch(source.counts) and not is_server(source.counts):
        yield Path(source.counts)
        if "sources" not in source.reading and sources_file_of(source.counts).is_file():
            yield sources_file_of(source.counts)
    for key, given in {**source.reading, **source.release, **source.districts}.items():
        if key in FILES and key not in ("allow_unmatched", "pattern_file"):
            yield from map(Path, given if isinstance(given, list) else [given])


def is_published(source: AtlasSource) -> bool:
    """Tell whether everybody has the counts: their sources file says so of each source."""
    if SHIPPED.fullmatch(source.counts):
        return True
    file = Path(source.reading.get("sources", sources_file_of(source.counts)))
    return file.is_file() and all(one.published for one in read_sources(file).values())


def pattern_sum(source: AtlasSource) -> str:
    """Return the sum of the file that keeps what the releases of a source hide, "" without one."""
    file = pattern_file_of(source.counts, source.release.get("pattern_file"))
    if file is not None and is_server(file):
        kept = repr(read_stored(file, "releases")["salt"].tolist())
        return hashlib.sha256(kept.encode()).hexdigest()
    return digest_of(file) if file is not None and file.is_file() else ""


def key_of(job: Job, plan: Plan, inputs: Mapping[str, object]) -> str:
    """Return the sum of all that a job's files depend on, but what earlier releases hid.

    `inputs` are those of each source, as `inputs_of` gives them.
    """
    atlas = plan.atlas
    about = {
        "program": program(),
        "atlas": [atlas.origin, atlas.profile, atlas.confidential],
        "job": _about(job),
        "tables": {one.source: plan.tables[one.source] for one in job.editions},
        "inputs": [inputs[one.source] for one in job.editions],
        "files": {given: digest_of(Path(given)) for given in _named(job)},
    }
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def inputs_of(source: AtlasSource) -> Mapping[str, Any]:
    """Return what the figures of a source depend on: what is read of it how, and its sums."""
    reading: list[Any] = [source.counts, source.reading, source.release, source.districts]
    if is_server(source.counts):  # it says by the number of its last load whether it changed
        reading.append(read_state(source.counts, source.reading.get("as_of")).load)
    return {"options": reading, "sums": {str(path): digest_of(path) for path in files_of(source)}}


def _about(job: Job) -> list[Any]:
    """Return what a job says, with the pieces of its chapters."""
    chapters = [
        [
            one.title,
            one.text,
            one.drafts,
            asdict(one.edition),
            [_about(piece) for piece in one.jobs],
        ]
        for one in job.chapters
    ]
    shown = [asdict(one) for one in (job.edition, *job.beside)]
    return [job.product, job.by, job.options, shown, chapters]


def _named(job: Job) -> Iterator[str]:
    """Give the files that options name: a style, points, a template."""
    for key in ("style", "points", "template"):
        given = job.options.get(key, "")
        if given and Path(given).is_file():
            yield given
    for chapter in job.chapters:
        for piece in chapter.jobs:
            yield from _named(piece)
