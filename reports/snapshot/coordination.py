"""What the data hold of other sectors: bodies that the plan does not bind, and what is owed, required, agreed or done with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from institutions.models import Institution
from reports.report_kinds.scope import ReportScope
from reports.snapshot.bilingual import said

Content = dict[str, Any]
Kind = Institution.Kind
OTHERS = (Kind.OTHER_MINISTRY, Kind.INTERNATIONAL, Kind.CIVIL_SOCIETY)


def coordination_of(scope: ReportScope, **lists: Sequence[Content]) -> Content:
    """In one query: every body beyond the sector, and of each list of rows how many are of one of them."""
    found = Institution.objects.filter(kind__in=OTHERS)
    if scope.institution is not None:
        found = found.filter(pk=scope.institution.pk)
    bodies = list(found)
    codes = {each.code for each in bodies}
    return {
        "bodies": [
            {
                "institution": each.code,
                "kind": {"code": each.kind, "words": said(each.get_kind_display)},
                "is_participating": each.is_participating,
            }
            for each in bodies
        ],
        "counts": {name: sum(row["institution"] in codes for row in rows) for name, rows in lists.items()},
    }
