"""General planning and activity status: whether a plan of the year was adopted, and how its activities stood."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.edition.doing import changes_said, introduction, no_plan, notes_said
from reports.edition.kind import own_of
from reports.edition.reading import Row, Snapshot
from reports.edition.texts.shape import bulleted, paragraphs, provision, share_of


def tell(s: Snapshot) -> str:
    said = s.content.get("activities")
    if said is None:
        return ""
    if not said["is_frozen"]:
        return paragraphs(provision(s, "COM-1"), no_plan(said))
    return paragraphs(
        provision(s, "COM-1"),
        introduction(s, said),
        bulleted(planned(s, said), *notes_said(s, said["tally"]), *changes_said(s, said["tally"])),
    )


def planned(s: Snapshot, said: Row) -> str:
    """How many of those that were asked sent a plan, and how many of these declared that they plan none."""
    asked, sent = said["institutions"], [each for each in said["institutions"] if each["is_sent"]]
    if not asked or own_of(s) is not None:
        return ""
    without = sum(each["has_none"] for each in sent)
    words = {"sent": share_of(s, len(sent), len(asked)), "none": s.number(without)}
    return (
        _("Institutions that sent their plan, of those asked: %(sent)s; that declared that they plan none: %(none)s.")
        % words
    )
