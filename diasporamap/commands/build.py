"""``diasporamap build``: makes all that an atlas file names, from one release of each source."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from diasporamap.commands import base, parameters
from diasporamap.commands.options import FILE
from diasporamap.commands.progress import amount, late
from diasporamap.commands.terminal import answer, detail, say, tell
from diasporamap.errors import UsageError
from diasporamap.language import message, messages_language, series_text
from diasporamap.language.values import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diasporamap.atlas import Atlas, Built, Due, Item, Job, Plan


@base.command("build")
@parameters.argument("atlas", type=FILE, metavar="ATLAS.toml", default=Path("atlas.toml"))
@parameters.option("--only", multiple=True, metavar="NAME")
@parameters.option("--list", "listed", is_flag=True)
@parameters.option("--dry-run", is_flag=True)
@parameters.option("--jobs", type=parameters.FROM_ONE, metavar="N")
@parameters.option("--force", is_flag=True)
def command(
    atlas: Path,
    only: tuple[str, ...],
    *,
    listed: bool,
    dry_run: bool,
    jobs: int | None,
    force: bool,
) -> None:
    """Make the maps, figures, tables and pages of ATLAS.toml, and manifest.json with their sums."""
    from diasporamap.atlas import Plan, due_jobs, read_atlas

    read = read_atlas(atlas)
    items = _chosen(read, only)
    if listed:
        _say_items(read, items)
        return
    plan = Plan(read)
    found = due_jobs(plan, plan.jobs(items), force=force)
    if dry_run:
        _say_due(found)
        return
    built = _built(plan, found, whole=not only, workers=jobs)
    _say_built(plan, built)
    if built.failed:
        raise SystemExit(1)


def _chosen(atlas: Atlas, only: Sequence[str]) -> tuple[Item, ...]:
    """Return the entries that are named; refuse a name that is none's."""
    for name in only:
        if not any(_is(item, name) for item in atlas.items):
            known = [item.name for item in atlas.items]
            raise UsageError(message("commands.build.no_entry", name=name, known=known))
    return tuple(i for i in atlas.items if not only or any(_is(i, name) for name in only))


def _is(item: Item, name: str) -> bool:
    return fnmatch(item.name, name) or item.product == name


def _say_items(atlas: Atlas, items: Sequence[Item]) -> None:
    for item in items:
        what = f"{'|'.join(item.languages)}.{'|'.join(item.formats)}"
        if item.each:
            what = f"{what}, {message('commands.build.each', each=named(item.each))}"
        if item.over:
            what = message("commands.build.over", what=what, over=item.over)
        where = message("commands.build.line", line=str(item.line))
        inside = series_text([what, where], messages_language())
        say(f"{item.product:<8} {item.name}  ({inside})")
    _say_missing(atlas)


def _say_due(found: Due) -> None:
    for said, jobs in (("keep", found.kept), ("make", found.due)):
        for path in paths_of(jobs):
            say(f"{message(f'commands.build.{said}')}  {path}")
    answer("build.due", due=len(found.due), number=len(found.due) + len(found.kept))


def _built(plan: Plan, found: Due, *, whole: bool, workers: int | None) -> Built:
    from diasporamap.atlas import Workers, build

    with Workers(found.due, workers) as begun:
        with late("protecting") as told:
            for edition in dict.fromkeys(edition for job in found.due for edition in job.editions):
                told(edition.source)
                for year in plan.release_of(edition).years:
                    _ = year.patterns
        done = 0
        with amount("drawing") as bar:

            def count(job: Job) -> None:
                nonlocal done
                done += 1
                bar(done, len(found.due))
                said = {"done": done, "number": len(found.due), "name": job.name}
                detail(message("commands.progress.job", **said))

            return build(plan, found, whole=whole, workers=begun, told=count)


def _say_built(plan: Plan, built: Built) -> None:
    from diasporamap.commands.reading import say_release

    for edition, release in plan.releases.items():
        tell("build.counts", edition=edition.told)
        shown = {table for job in built.made if edition in job.editions for table in job.tables}
        say_release(release, *(table for table in plan.tables[edition.source] if table in shown))
    for path in paths_of(built.made):
        tell("wrote_path", path=path)
    for path in built.left:
        tell("build.left", path=path)
    for job, why in built.failed.items():
        where = {"product": job.product, "name": job.name, "line": str(job.line)}
        answer("build.failed", why=why, fg="red", err=True, **where)
    _say_missing(plan.atlas)
    made, kept = len(paths_of(built.made)), len(paths_of(built.kept))
    tell("build.made", made=made, kept=kept, output=plan.atlas.output)


def paths_of(jobs: Iterable[Job]) -> list[Path]:
    """Return the files of some jobs."""
    return [path for job in jobs for path in job.paths]


def _say_missing(atlas: Atlas) -> None:
    from diasporamap.atlas.reading import in_language

    for name, why in in_language(atlas.missing, messages_language()).items():
        answer("atlas.missing", name=name, why=why)
