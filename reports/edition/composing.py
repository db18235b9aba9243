"""Put the report together from its snapshot: cover, sections in the order of docs/methodology.md, annexes.

A section without content is left out, and what is printed is numbered through. The database is not asked for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from documents.spoken import plain
from reports.edition import annexes
from reports.edition import doing as activities
from reports.edition.blocks import Block, Document, Section
from reports.edition.closing import closing
from reports.edition.commitments import commitments
from reports.edition.consultation import consultation
from reports.edition.corrections import correction, corrections
from reports.edition.datasheets import datasheets
from reports.edition.evidence import evidence
from reports.edition.explanations import explanations
from reports.edition.financing import financing
from reports.edition.kind import over_of, semester_facts, title_of, window_label
from reports.edition.layout import ANNEXES, LEGACY, SECTIONS, TITLES
from reports.edition.mandate import mandate
from reports.edition.marking import Called, called, is_issued, marking
from reports.edition.method import method
from reports.edition.participation import participation
from reports.edition.practices import practices
from reports.edition.progress import progress
from reports.edition.reading import Row, Snapshot
from reports.edition.requests import requests
from reports.edition.review import review
from reports.edition.span_record import by_year
from reports.edition.summary import summary
from reports.edition.telling import prose

LOCKUP = {"PE": ("PERÚ", "Ministerio de Defensa", "Comité para la Igualdad de Género")}


def compose(
    content: Mapping[str, Any],
    language: str,
    *,
    sha256: str = "",
    is_preview: bool = False,
    in_consultation: bool = False,
    with_sections: bool = True,
) -> Document:
    """The report in one language. `sha256` is the snapshot's digest, which the snapshot cannot hold itself.

    What was not issued is a preview, whether or not the caller says so; `in_consultation`, the text that institutions are consulted
    about. Without its sections it is what stands on the cover.
    """
    with override(language):
        s = Snapshot(dict(content), language, sha256)
        is_preview = is_preview or in_consultation or not is_issued(s)
        draft = called(in_consultation=in_consultation) if is_preview else None
        return Document(
            language=language,
            title=title_of(s),
            over=over_of(s),
            subtitle=s.text(s["plan"]["title"]),
            names=names_of(s),
            facts=tuple(facts(s, draft)),
            mark=f"{draft.mark} · {_('Internal use')}" if draft else _("Internal use"),
            demonstration=_("Demonstration data") if s["edition"]["is_demonstration"] else "",
            footnote=footnote(s, is_preview=is_preview),
            sections=numbered(s) if with_sections else (),
            marking=marking(s, draft),
            correction=correction(s),
        )


def facts(s: Snapshot, draft: Called | None) -> Iterator[tuple[str, str]]:
    """`draft`: what a copy that was not issued calls itself."""
    edition = s["edition"]
    yield from semester_facts(s)
    yield _("Cut-off"), s.instant(edition["cut_off"])
    number = _("Number %(number)s") % {"number": edition["number"]}
    if edition["supersedes"]:
        number += ", " + _("replaces number %(number)s") % {"number": edition["supersedes"]["number"]}
    if edition.get("code"):
        yield _("Report"), edition["code"]
    yield _("Edition"), draft.edition if draft else number
    yield window_label(s), window_text(s)
    if edition.get("adopted_in"):
        yield _("Adopted by"), s.text(edition["adopted_in"]["act"])
    post = edition["issued_by"]
    if post:
        yield _("Issued by"), f"{s.written(post['post'])}, {s.text(post['institution'])}"


def names_of(s: Snapshot) -> tuple[str, ...]:
    """The lockup of the state; an institution's own report does not stand in the Committee's name."""
    names = LOCKUP.get(s["plan"]["country"], (s["plan"]["country"],))
    institution = s["edition"].get("institution")
    return (*names[:2], s.short(institution)) if institution else names


def window_text(s: Snapshot) -> str:
    if s["period"]["state"] == "closed":
        return _("closed at the cut-off")
    return _("still open at the cut-off; it closes after %(day)s") % {"day": s.day(s["period"]["closes_on"])}


def footnote(s: Snapshot, *, is_preview: bool) -> str:
    if is_preview or not s.sha256:
        return ""
    return _("SHA-256 of the snapshot: %(digest)s") % {"digest": s.sha256}


def numbered(s: Snapshot) -> tuple[Section, ...]:
    """What is on and has content, in the report's order, with the numbers of what is printed."""
    found = [(row["key"], blocks) for row in layout_of(s) if row["is_on"] and (blocks := blocks_of(s, row))]
    body = [part for part in found if part[0] in SECTIONS]
    ends = [part for part in found if part[0] in ANNEXES]
    numbers = [str(n) for n in range(1, len(body) + 1)]
    numbers += [_("Annex %(letter)s") % {"letter": chr(ord("A") + n)} for n in range(len(ends))]
    return tuple(
        Section(key, number, str(TITLES[key]), tuple(blocks))
        for number, (key, blocks) in zip(numbers, [*body, *ends], strict=True)
    )


def layout_of(s: Snapshot) -> list[Row]:
    """The sections of the report. Editions that were issued before reports had a layout print what they printed then."""
    kept: list[Row] = s.content.get("layout", [])
    return kept or [{"key": key, "is_on": True} for key in LEGACY]


def blocks_of(s: Snapshot, row: Row) -> list[Block]:
    """The text of a section, then what its data show. The summary of a corrected edition begins with what it corrects."""
    corrected = correction(s) if row["key"] == "summary" else None
    return [*filter(None, [corrected]), *prose(s.quoting(text_of(s, row), acts(s))), *BLOCKS[row["key"]](s)]


def acts(s: Snapshot) -> Iterator[str]:
    """What people wrote that the sentences of sections repeat: by which act the plan of the year was adopted."""
    yield str((s.content.get("activities") or {}).get("act") or "")


def text_of(s: Snapshot, row: Row) -> str:
    """What a person wrote in the language of the document, else the sentences of the data."""
    return plain(str(row.get("edited", {}).get(s.language) or row.get("generated", {}).get(s.language) or ""))


def nothing(s: Snapshot) -> list[Block]:
    """A section that is its text alone."""
    return []


BLOCKS: dict[str, Callable[[Snapshot], list[Block]]] = {
    "summary": summary,
    "mandate": mandate,
    "method": method,
    "activities": by_year(activities.doing),
    "progress": progress,
    "participation": participation,
    "commitments": commitments,
    "requests": requests,
    "financing": by_year(financing),
    "review": review,
    "coordination": nothing,
    "practices": practices,
    "closing": closing,
    "corrections": corrections,
    "consultation": consultation,
    "matrix": annexes.matrix,
    "activity-list": by_year(activities.annex),
    "datasheets": datasheets,
    "explanations": explanations,
    "evidence": evidence,
    "glossary": annexes.glossary,
    "integrity": annexes.integrity,
}
"""What each section shows beside its text; nothing where its data say nothing."""
