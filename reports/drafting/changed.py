"""What changed in a report since somebody opened the page from which they act on all of it: each change by name, with its page.

The page says what it was made from. The number that rises with every change decides whether anything changed (`version_of_all`);
the version of each part, beside it, only tells what did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Set

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.formatting import instant
from documents.speaking import language
from institutions.models import Appointment
from reports.drafting.standing import ARRANGED, versions_of
from reports.edition.layout import TITLES
from reports.models import Remark, ReportDraft

Line = dict[str, str]
"""As components/error_summary.html lists it: `text`, and in `href` the page on which to look at it."""


def as_read(draft: ReportDraft) -> dict[str, object]:
    """The boxes in which a page says from what it was made."""
    versions = versions_of(draft)
    return {"version": sum(versions.values()), "read": " ".join(f"{key}:{n}" for key, n in versions.items())}


def changed_since(read: str, draft: ReportDraft) -> list[Line]:
    """What is another than where `read` was written; nothing of a page that does not say it."""
    was = dict(each.split(":", 1) for each in read.split() if ":" in each)
    changed = {key for key, n in versions_of(draft).items() if was.get(key, str(n)) != str(n)}
    return [*_arranged(draft, changed), *_sections(draft, changed), *_answers(draft, changed)]


def _arranged(draft: ReportDraft, changed: Set[str]) -> Iterator[Line]:
    if ARRANGED in changed:
        text = _("Changed meanwhile: which sections are printed or their order, or a step of the report")
        yield {"text": text, "href": reverse("draft", args=[draft.pk])}


def _sections(draft: ReportDraft, changed: Set[str]) -> Iterator[Line]:
    for each in draft.sections.filter(key__in=changed).select_related("edited_by__user").order_by("order", "pk"):
        text = _("Changed meanwhile: section “%(section)s”. %(who)s")
        words = {"section": TITLES[each.key], "who": _by(each.edited_by, each.edited_at)}
        yield {"text": text % words, "href": reverse("draft_text", args=[draft.pk, each.key])}


def _answers(draft: ReportDraft, changed: Set[str]) -> Iterator[Line]:
    numbers = [int(each) for each in changed if each.isdigit()]
    found = Remark.objects.filter(pk__in=numbers).select_related("seat__institution", "seat__round", "replied_by__user")
    for each in found.defer("seat__round__snapshot").order_by("seat__round__number", "seat", "ordinal"):
        text = _("Changed meanwhile: what was answered to remark %(number)s of %(institution)s. %(who)s")
        words = {
            "number": each.ordinal,
            "institution": each.seat.institution.short_name,
            "who": _by(each.replied_by, each.replied_at),
        }
        url = reverse("draft_consultation", args=[draft.pk])
        yield {"text": text % words, "href": f"{url}#round-{each.seat.round.number}"}


def _by(post: Appointment | None, at: dt.datetime | None) -> str:
    if post is None:
        return ""
    return _("%(person)s, %(moment)s") % {"person": post.user.name, "moment": instant(at, language())}
