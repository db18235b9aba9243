"""The documents that go with an answer, in words: now, for its institution; as they were sent, for the Committee."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.formatting import file_size, in_lima, plain_date
from documents.speaking import language
from institutions.models import User
from measurements.answer.entries import entries_of
from measurements.models import Evidence, Grade, Measurement, MeasurementEvent, Status


@dataclass(frozen=True, slots=True)
class Document:
    """One attached file: its name, where to download it, and what is known of it in a line. `item` is what it proves, if one."""

    name: str
    url: str
    note: str
    is_confidential: bool
    item: str = ""


def has_evidence(measurement: Measurement) -> bool:
    """Whether a document is attached, to the answer or to one of its items."""
    return next(_held(measurement), None) is not None


def documents_of(measurement: Measurement) -> list[Document]:
    """What is attached now. `reading.whole` brings all of it along."""
    return [document_of(row, item) for row, item in _held(measurement)]


def item_documents_of(measurement: Measurement) -> list[Document]:
    """What is attached now to the items of its list."""
    return [document for document in documents_of(measurement) if document.item]


def _held(measurement: Measurement) -> Iterator[tuple[Evidence, str]]:
    rows = measurement.evidence.all()
    if "evidence" not in getattr(measurement, "_prefetched_objects_cache", {}):
        rows = rows.with_files()
    yield from ((row, "") for row in rows if row.removed_at is None)
    if measurement.revision.is_itemised:
        for entry in entries_of(measurement):
            yield from ((row, entry.item.title) for row in entry.item.evidence.all() if row.removed_at is None)


def document_of(row: Evidence, item: str = "") -> Document:
    added = _("attached on %(day)s by %(person)s")
    words = {"day": plain_date(in_lima(row.added_at), language()), "person": row.added_by.name}
    note = [file_size(row.stored_file.size, language()), added % words, row.official_number, row.get_grade_display()]
    return Document(row.stored_file.name, address_of(row.stored_file.sha256), _line(note), row.is_confidential, item)


def address_of(digest: str) -> str:
    return reverse("evidence", args=[digest])


def documents_as_sent(measurement: Measurement, user: User) -> list[Document]:
    """What went with the last sending, as the event keeps it: never what the institution adds since."""
    sending = measurement.events.filter(to_status=Status.SUBMITTED).order_by("sequence").last()
    if sending is None:
        return []
    kept = list(kept_in(sending))
    found = Evidence.objects.visible_to(user).of(measurement.institution)
    known = found.filter(stored_file__sha256__in=[each["sha256"] for each, _item in kept]).select_related("stored_file")
    rows = {row.stored_file.sha256: row for row in known}
    return [_as_kept(each, item, rows[each["sha256"]]) for each, item in kept if each["sha256"] in rows]


def kept_in(sending: MeasurementEvent) -> Iterator[tuple[dict[str, str], str]]:
    """Each document of a sending, with the title of its item. An event written before evidence was kept names none."""
    snapshot = json.loads(sending.snapshot)
    yield from ((each, "") for each in snapshot.get("evidence", ()))
    for item in snapshot["items"]:
        yield from ((each, item["title"]) for each in (item or {}).get("evidence", ()))


def _as_kept(kept: dict[str, str], item: str, row: Evidence) -> Document:
    note = [file_size(row.stored_file.size, language()), kept["number"], str(Grade(kept["grade"]).label)]
    return Document(kept["name"], address_of(kept["sha256"]), _line(note), bool(kept["confidential"]), item)


def _line(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)
