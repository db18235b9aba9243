"""Put the report together from its snapshot: cover, sections in the order of docs/methodology.md, annexes.

A section without content is left out, and what is printed is numbered through. The database is not asked for anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.edition import annexes
from reports.edition import doing as activities
from reports.edition.blocks import Block, Document, Section
from reports.edition.closing import closing
from reports.edition.commitments import commitments
from reports.edition.explanations import explanations
from reports.edition.financing import financing
from reports.edition.mandate import mandate
from reports.edition.method import method
from reports.edition.participation import participation
from reports.edition.progress import progress
from reports.edition.reading import Snapshot
from reports.edition.summary import summary

OWN_PAGE = ("matrix",)
LOCKUP = {"PE": ("PERÚ", "Ministerio de Defensa", "Comité para la Igualdad de Género")}


def compose(content: Mapping[str, Any], language: str, *, sha256: str = "", is_preview: bool = False) -> Document:
    """The report in one language. `sha256` is the snapshot's digest, which the snapshot cannot hold itself."""
    with override(language):
        s = Snapshot(dict(content), language, sha256)
        return Document(
            language=language,
            title=_("Compliance report %(period)s") % {"period": s.period},
            over=s.text(s["plan"]["committee"]),
            subtitle=s.text(s["plan"]["title"]),
            names=LOCKUP.get(s["plan"]["country"], (s["plan"]["country"],)),
            facts=tuple(facts(s, is_preview=is_preview)),
            mark=_("Internal use"),
            demonstration=_("Demonstration data") if s["edition"]["is_demonstration"] else "",
            footnote=footnote(s, is_preview=is_preview),
            sections=numbered(s),
        )


def facts(s: Snapshot, *, is_preview: bool) -> Iterator[tuple[str, str]]:
    edition, period = s["edition"], s["period"]
    yield _("Semester"), f"{s.period} ({s.day(period['starts_on'])} – {s.day(period['ends_on'])})"
    yield _("Cut-off"), s.instant(edition["cut_off"])
    number = _("Number %(number)s") % {"number": edition["number"]}
    if edition["supersedes"]:
        number += ", " + _("replaces number %(number)s") % {"number": edition["supersedes"]["number"]}
    yield _("Edition"), _("Preview, not issued") if is_preview else number
    yield _("Window of the semester"), window_text(s)
    post = edition["issued_by"]
    yield _("Issued by"), f"{s.text(post['post'])}, {s.text(post['institution'])}"


def window_text(s: Snapshot) -> str:
    if s["period"]["state"] == "closed":
        return _("closed at the cut-off")
    return _("still open at the cut-off; it closes after %(day)s") % {"day": s.day(s["period"]["closes_on"])}


def footnote(s: Snapshot, *, is_preview: bool) -> str:
    if is_preview or not s.sha256:
        return ""
    return _("SHA-256 of the snapshot: %(digest)s") % {"digest": s.sha256}


def numbered(s: Snapshot) -> tuple[Section, ...]:
    """What has content, with the numbers of what is printed."""
    body = [part for part in sections(s) if part[2]]
    ends = [part for part in appendices(s) if part[2]]
    numbers = [str(n) for n in range(1, len(body) + 1)]
    numbers += [_("Annex %(letter)s") % {"letter": chr(ord("A") + n)} for n in range(len(ends))]
    return tuple(
        Section(anchor, number, title, tuple(blocks), starts_page=anchor in OWN_PAGE)
        for number, (anchor, title, blocks) in zip(numbers, [*body, *ends], strict=True)
    )


def sections(s: Snapshot) -> Iterator[tuple[str, str, list[Block]]]:
    yield "summary", _("Executive summary"), summary(s)
    yield "mandate", _("Mandate and scope"), mandate(s)
    yield "method", _("Method and data quality"), method(s)
    yield "activities", _("General planning and status of activities"), activities.doing(s)
    yield "progress", _("Progress by area, objective and indicator"), progress(s)
    yield "participation", _("Female participation and the UN strategy 2018–2028"), participation(s)
    yield "commitments", _("Progress of institutional commitments"), commitments(s)
    yield "financing", _("Financing: compliance with section 09 by institution"), financing(s)
    yield "closing", _("What is still not known"), closing(s)


def appendices(s: Snapshot) -> Iterator[tuple[str, str, list[Block]]]:
    yield "matrix", _("Full matrix of reports"), annexes.matrix(s)
    yield "activity-list", _("Activities of the year"), activities.annex(s)
    yield "datasheets", _("Sheets of the indicators"), annexes.datasheets(s)
    yield "explanations", _("How each figure was obtained"), explanations(s)
    yield "glossary", _("Glossary"), annexes.glossary(s)
    yield "integrity", _("Integrity"), annexes.integrity(s)
