"""Builds an atlas: every job that is due, on all cores, each file whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.atlas.manifest import Manifest, digest_of, digests
from diasporamap.atlas.plan import Job
from diasporamap.atlas.record import Record, files_of, inputs_of, is_published, key_of, pattern_sum
from diasporamap.atlas.workers import Workers
from diasporamap.errors import UsageError
from diasporamap.export.tables import require_ending, unprotected, write_table
from diasporamap.files import MAKER, check_outputs
from diasporamap.language import message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from diasporamap.api import Release
    from diasporamap.atlas.model import Atlas, AtlasSource
    from diasporamap.atlas.plan import Edition, Plan


@dataclass(frozen=True)
class Built:
    """What a build did.

    Jobs whose files are `made`, those that were `kept` since nothing changed, those that `failed`
    with why, and files that are `left` of entries that the atlas no longer has.
    """

    made: tuple[Job, ...] = ()
    kept: tuple[Job, ...] = ()
    failed: Mapping[Job, str] = field(default_factory=dict)
    left: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Due:
    """Jobs that are to be done, with the sum of what each depends on, and those that are done."""

    due: Mapping[Job, str]
    kept: Mapping[Job, str]


def due_jobs(plan: Plan, jobs: Sequence[Job], *, force: bool = False) -> Due:
    """Tell which jobs are due: new ones, those of which anything changed, whose files are gone.

    Parameters
    ----------
    plan : Plan
        The atlas.
    jobs : sequence of Job
        Jobs of it.
    force : bool, default False
        Whether files that are there may be written over although they were changed by hand.

    Raises
    ------
    UsageError
        If a file was changed by hand or made by somebody else, and `force` is not given.
    """
    record = Record.of(plan.atlas)
    stale = {
        name
        for name, source in plan.atlas.sources.items()
        if record.patterns.get(name, "") != pattern_sum(source)
    }
    inputs = {
        name: inputs_of(plan.atlas.sources[name])
        for name in {edition.source for job in jobs for edition in job.editions}
    }
    due, kept = dict[Job, str](), dict[Job, str]()
    for job in jobs:
        key = key_of(job, plan, inputs)
        done = all(_as_made(path, key, record, plan.atlas) for path in job.paths)
        fresh = done and not stale & {edition.source for edition in job.editions}
        (kept if fresh else due)[job] = key
    _check(plan.atlas, due, record, force=force)
    return Due(due, kept)


def build(
    plan: Plan,
    found: Due,
    *,
    whole: bool = True,
    workers: int | Workers | None = None,
    told: Callable[[Job], None] = lambda _job: None,
) -> Built:
    """Make the files of an atlas that are due, and its manifest.

    Parameters
    ----------
    plan : Plan
        The atlas with its releases.
    found : Due
        The jobs, as `due_jobs` found them.
    whole : bool, default True
        Whether these are all jobs of the atlas, so that files of others are no longer of it.
    workers : int or Workers, optional
        How many processes draw, or those that do; as many as there are cores when left out.
    told : callable
        Called with each job that is done.

    Returns
    -------
    Built
        What was made, kept, and what failed; one failure leaves the others.

    Raises
    ------
    DiasporaMapError
        If a source cannot be read: nothing is made then.
    """
    if not isinstance(workers, Workers):
        with Workers(found.due, workers) as begun:
            return build(plan, found, whole=whole, workers=begun, told=told)
    atlas = plan.atlas
    _clear(atlas.output)
    releases = {one: plan.release_of(one) for job in found.due for one in job.editions}
    record, reasons = Record.of(atlas), dict[Job, str]()
    for job, error in workers.make([*found.due], releases):
        if error:
            reasons[job] = error
        else:
            record.made |= {
                _under(path, atlas): {"sha256": digest_of(path), "from": found.due[job]}
                for path in job.paths
            }
            record.write()
        told(job)
    failed = {job: reasons[job] for job in found.due if job in reasons}
    _write_unmatched(releases, atlas)
    for release in releases.values():
        release.keep()
    left = _left(record, [*found.due, *found.kept], atlas) if whole else ()
    for path in left:
        del record.made[_under(path, atlas)]
    for name in {edition.source for edition in releases}:
        record.patterns[name] = pattern_sum(atlas.sources[name])
    record.write()
    manifest_of(atlas, record).write(atlas.output)
    made = tuple(job for job in found.due if job not in failed)
    return Built(made, tuple(found.kept), failed, left)


def _write_unmatched(releases: Mapping[Edition, Release], atlas: Atlas) -> None:
    """Write the rows of each source that fit no place, where it says that they may be left out."""
    written = {edition.source: release for edition, release in releases.items()}
    for name, release in written.items():
        if path := _unmatched(atlas.sources[name]):
            write_table(unprotected(release.read.report.unmatched), path)


def _unmatched(source: AtlasSource) -> Path | None:
    given = source.reading.get("allow_unmatched")
    return given and Path(given)


def manifest_of(atlas: Atlas, record: Record) -> Manifest:
    """Return the manifest of an atlas."""
    inputs: dict[str, str | None] = {atlas.file.name: digest_of(atlas.file)}
    for source in atlas.sources.values():
        public = is_published(source)
        for path in files_of(source):
            inputs[_under(path, atlas, atlas.file.parent)] = digest_of(path) if public else None
    outputs = {path: made["sha256"] for path, made in record.made.items()}
    return Manifest(outputs, inputs, atlas.missing, atlas.confidential)


def _check(atlas: Atlas, due: Mapping[Job, str], record: Record, *, force: bool) -> None:
    """Refuse to write over what is read, what others made, and what was changed by hand."""
    paths = [path for job in due for path in job.paths]
    sources = atlas.sources.values()
    read = [path for source in sources for path in files_of(source)]
    unmatched = [path for source in sources if (path := _unmatched(source))]
    for path in unmatched:
        require_ending(path)
    check_outputs([*paths, *unmatched], [atlas.file, *read], force=force)
    changed = [
        path
        for path, found in digests(paths).items()
        if (known := record.made.get(_under(path, atlas))) and known["sha256"] != found
    ]
    if changed and not force:
        raise UsageError("\n".join(message("atlas.changed_since", file=path) for path in changed))


def _as_made(path: Path, key: str, record: Record, atlas: Atlas) -> bool:
    known = record.made.get(_under(path, atlas))
    return (
        known is not None
        and known["from"] == key
        and path.is_file()
        and digest_of(path) == known["sha256"]
    )


def _left(record: Record, jobs: Sequence[Job], atlas: Atlas) -> tuple[Path, ...]:
    own = {_under(path, atlas) for job in jobs for path in job.paths}
    return tuple(atlas.output / path for path in sorted(record.made) if path not in own)


def _under(path: Path, atlas: Atlas, folder: Path | None = None) -> str:
    """Write a path from the folder of outputs, or from another one where it is in it."""
    root = atlas.output if folder is None else folder
    return os.path.relpath(path, root).replace(os.sep, "/")


def _clear(folder: Path) -> None:
    """Remove what a build that was killed left of files that it had begun."""
    for left in folder.rglob(f".{MAKER}-*"):
        left.unlink(missing_ok=True)
