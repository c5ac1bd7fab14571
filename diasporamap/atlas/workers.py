"""Processes that make the files of jobs: begun while releases are made, ended with the build."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Final, Self

from diasporamap.atlas.products import PRODUCTS
from diasporamap.errors import DiasporaMapError
from diasporamap.language import messages_language, set_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

    from diasporamap.api import Release
    from diasporamap.atlas.plan import Edition, Job
    from diasporamap.language import Language

#: The releases that a process has been given.
_RELEASES: Final = dict["Edition", "Release"]()


class Workers:
    """Processes for some jobs: as many as are asked for or as there are cores, at most one a job.

    They begin at once, so that they are ready once the releases are made. For one, this process
    does the work.
    """

    def __init__(self, jobs: Collection[Job], number: int | None = None) -> None:
        number = min(number or os.cpu_count() or 1, len(jobs))
        self._pool = None
        if number > 1:
            needed = {name for job in jobs for name in PRODUCTS[job.product].drawn_by}
            context = _context([__name__, "diasporamap.api", *sorted(needed)])
            self._pool = ProcessPoolExecutor(number, context, _begin, (messages_language(),))
            for _ in range(number):
                self._pool.submit(os.getpid)  # a process begins when there is work for it

    def __enter__(self) -> Self:
        """Return the processes, which end with the block."""
        return self

    def __exit__(self, kind: object, *_of_error: object) -> None:
        """End the processes; after an error nobody waits for them."""
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def make(
        self, jobs: Sequence[Job], releases: Mapping[Edition, Release]
    ) -> Iterator[tuple[Job, str]]:
        """Give each job once it is done, with why it failed or ""."""
        if self._pool is None:
            for job in jobs:
                yield job, _make(job, releases)
            return
        packed = {edition: pickle.dumps(release) for edition, release in releases.items()}
        waiting: dict[Future[str], Job] = {}
        for job in sorted(jobs, key=_pieces, reverse=True):  # so that none ends alone
            shown = {edition: packed[edition] for edition in job.editions}
            waiting[self._pool.submit(_make_in_worker, job, shown)] = job
        for future in as_completed(waiting):
            error = future.exception()
            yield waiting[future], future.result() if error is None else _unexpected(error)


def _context(needed: list[str]) -> BaseContext:
    """Return how processes begin that need some modules.

    On Linux they are forked from one that has imported these and has no threads but those of
    libraries that mind a fork; this one may have threads of the solver, which do not survive it.
    """
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(needed)
    return context


def _begin(language: Language) -> None:
    """Speak the language of who builds, and end when that process does, also when it is killed."""
    set_language(language)
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _make_in_worker(job: Job, packed: Mapping[Edition, bytes]) -> str:
    for edition, release in packed.items():
        if edition not in _RELEASES:
            _RELEASES[edition] = pickle.loads(release)  # noqa: S301 - packed by who builds
    if job.chapters:  # many drawings, of which each may be let go
        return _make(job, _RELEASES)
    gc.disable()  # what a drawing holds is looked through once it is done
    try:
        return _make(job, _RELEASES)
    finally:
        gc.collect()
        gc.freeze()


def _make(job: Job, releases: Mapping[Edition, Release]) -> str:
    """Make the files of a job; return why not, "" where they are made."""
    try:
        PRODUCTS[job.product].make(releases, job)
    except DiasporaMapError as error:
        return str(error)
    return ""


def _pieces(job: Job) -> int:
    """Count what is drawn for a job: a report draws all its pieces for each of its files."""
    return len(job.paths) * max(1, sum(len(chapter.jobs) for chapter in job.chapters))


def _unexpected(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
