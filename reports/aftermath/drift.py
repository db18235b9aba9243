"""How far live data have moved away from an issued edition. The edition itself never changes: this only tells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from documents.canonical import digest
from reports.aftermath.differences import Counted, Difference, counted, differences
from reports.keeping import kept
from reports.models import ReportEdition
from reports.report_kinds.scope import scope_of
from reports.snapshot.building import read_for


@dataclass(frozen=True, slots=True)
class Drift:
    """What the data say now that the edition says otherwise."""

    edition: ReportEdition
    found: tuple[Difference, ...]

    @property
    def counted(self) -> Counted:
        return counted(self.found)

    @property
    def has_drifted(self) -> bool:
        return bool(self.found)

    @property
    def digest(self) -> str:
        """Names this drift: the same facts against the same edition give the same digest."""
        return digest([[*each.place, each.before.text, each.after.text] for each in self.found])


def drift_of(edition: ReportEdition, *, at: dt.datetime) -> Drift:
    """Compare an edition with the data of now. The result is kept in the cache until the data change."""
    return Drift(edition, kept(f"drift:{edition.pk}", lambda: _compared(edition, at), at=at))


def _compared(edition: ReportEdition, at: dt.datetime) -> tuple[Difference, ...]:
    return differences(edition.content, read_for(scope_of(edition), at=at)["data"])
