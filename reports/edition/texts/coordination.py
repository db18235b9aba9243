"""Intersectoral coordination: what the data hold of other sectors, and that they hold nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.layout import TITLES
from reports.edition.reading import Row, Snapshot
from reports.edition.texts.shape import paragraphs, share_of, together


def tell(s: Snapshot) -> str:
    said = s.content.get("coordination")
    if said is None:
        return ""
    return paragraphs(recommendation(s), together(*recorded(s, said)), beyond())


def recommendation(s: Snapshot) -> str:
    if not s["plan"]["clauses"]:
        return ""
    return _(
        "The plan is limited to the Defence Sector, and recommends coordinating with the Presidency of the Council of Ministers to "
        "integrate other sectors; its words stand in “%(section)s”."
    ) % {"section": TITLES["mandate"]}


def recorded(s: Snapshot, said: Row) -> Iterator[str]:
    bodies = said["bodies"]
    if not bodies:
        yield _("No body of another sector is recorded.")
        return
    joined = sum(each["is_participating"] for each in bodies)
    yield _("Bodies of other sectors that take part in the plan, of those recorded: %(share)s.") % {
        "share": share_of(s, joined, len(bodies))
    }
    counts = [words(n) % {"n": s.number(n)} for name, words in WORDS.items() if (n := said["counts"].get(name, 0))]
    if counts:
        yield _("Recorded with them in the period of this report: %(counts)s.") % {"counts": s.joined(counts)}
    else:
        yield _(
            "Nothing with them is recorded in the period of this report: no commitment, information request, agreement or activity."
        )


def beyond() -> str:
    return _("What was coordinated by other means is not in this system, so nothing is said of it here.")


WORDS: dict[str, Callable[[int], str]] = {
    "commitments": lambda n: ngettext("%(n)s commitment to report", "%(n)s commitments to report", n),
    "requests": lambda n: ngettext("%(n)s information request", "%(n)s information requests", n),
    "agreements": lambda n: ngettext("%(n)s agreement", "%(n)s agreements", n),
    "activities": lambda n: ngettext("%(n)s activity", "%(n)s activities", n),
}
