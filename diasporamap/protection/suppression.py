"""What is hidden of a register, in all its tables at once, and what readers have already."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from diasporamap.errors import CountsError
from diasporamap.protection.editions import Edition, known_of
from diasporamap.protection.gate import is_published
from diasporamap.protection.linked.suppress import suppress
from diasporamap.protection.tables import apart, known_of_rows, known_totals, secret_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from diasporamap.counts.sources import Source
    from diasporamap.protection.linked import Cell, Pattern
    from diasporamap.protection.linked.system import System
    from diasporamap.protection.profiles import Profile
    from diasporamap.protection.tables import Key, Published, Register


@dataclass(frozen=True, eq=False, repr=False)
class Suppression:
    """What a release hides, and why; confidential. The attributes are those of `Release`."""

    register: Register
    profile: Profile
    sources: Mapping[str, Source]
    known: frozenset[Published]
    earlier: tuple[Edition, ...]
    progress: Callable[[int, int], None]
    is_open: bool = False

    @property
    def told_elsewhere(self) -> tuple[Cell, ...]:
        """Hidden cells that what readers know tells alone, whatever a release hides."""
        weak = (weak for _, pattern in self.linked.values() for weak in pattern.weak)
        return tuple(sorted(cell for each in weak for cell in each.cells))

    def editions(self, kept: Iterable[Edition] = ()) -> tuple[Edition, ...]:
        """Return what is shown and hidden, as pattern files keep it, or as it is `kept`."""
        known = (*self.earlier, *kept)
        return tuple(
            self._kept_before(key, known)
            or Edition.of(
                *(*made, self._secret(key)),
                key=key,
                districts=self.register.districts_digest,
                profile=self.profile.name,
                admin1=int(self.register.admin1),
            )
            for key, made in self.linked.items()
        )

    @property
    def changed(self) -> bool:
        """Whether an earlier release was of other counts, as those of an old edition."""
        secrets = {key: self._secret(key) for key in self.linked}
        return any(at.key in secrets and not at.is_of(secrets[at.key]) for at in self.earlier)

    def _kept_before(self, key: Key, known: Iterable[Edition] | None = None) -> Edition | None:
        """Return the earlier release of the same rows, districts and profile, with all tables."""
        named = (
            *(key, self.register.districts_digest, self.profile.name, self.profile.threshold),
            int(self.register.admin1),
        )
        secret = self._secret(key)
        tables = set(self.register.characteristics_in(self._rows[key]))
        for edition in self.earlier if known is None else known:
            own = (
                *(edition.key, edition.districts, edition.profile, edition.threshold),
                edition.admin1,
            )
            if own == named and edition.is_of(secret) and tables <= edition.tables:
                return edition
        return None

    def _secret(self, key: Key) -> bytes:
        """Return what breaks ties among rows of one year, definition and source, made once."""
        if key not in self._secrets:
            self._secrets[key] = secret_of(self._rows[key])
        return self._secrets[key]

    @cached_property
    def _secrets(self) -> dict[Key, bytes]:
        return {}

    @cached_property
    def _rows(self) -> Mapping[Key, pd.DataFrame]:
        return apart(self.register.counts)

    @cached_property
    def linked(self) -> Mapping[Key, tuple[System, Pattern]]:
        """The linked tables of each year, definition and source, and their pattern.

        There are none of what is published or no people, nor where the profile hides nothing.

        Raises
        ------
        CountsError
            If small figures could be worked out whatever is hidden.
        """
        return {
            key: self._protect(key, rows)
            for key, rows in self._rows.items()
            if self.profile.threshold
            and not self.is_open
            and not all(is_published(rows, self.sources))
        }

    def _protect(self, key: Key, rows: pd.DataFrame) -> tuple[System, Pattern]:
        """Protect rows of one year, definition and source; where nobody is only if it has to be."""
        register, same = self.register, self._kept_before(key)
        earlier = [edition for edition in self.earlier if edition.key == key]
        # What those before the same release hid was reckoned with when it was made.
        editions = earlier if same is None else [same]
        for everywhere in (False, True):
            system = register.system(rows, everywhere=everywhere)
            after, _ = known_of(editions, system, register.districts_digest)
            _, shown = known_of(earlier, system, register.districts_digest)
            if after is not None and not everywhere and after.hidden - system.cells.keys():
                continue
            pattern = suppress(
                system,
                self.profile.threshold,
                known=shown | self._known(system, rows),
                after=after,
                secret=self._secret(key),
                progress=self.progress,
            )
            if not pattern.weak:
                return system, pattern
        if pattern.refused:
            tables = sorted({cell.table for weak in pattern.refused for cell in weak.cells})
            raise CountsError.of(
                "not_protectable", file=self.register.file, tables=", ".join(tables)
            )
        return system, pattern

    def _known(self, system: System, rows: pd.DataFrame) -> frozenset[Cell]:
        """Return the cells and sums that readers know from elsewhere."""
        names = set(rows["source"].dropna()) if "source" in rows.columns else set()
        declared = {
            words
            for name in names
            if name in self.sources
            for words in self.sources[name].known_totals
        }
        published = system.cells.keys() & set(known_of_rows(self.known, rows))
        return frozenset(published).union(*(known_totals(system, words) for words in declared))
