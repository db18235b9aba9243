"""Whose template it is and what each activity said when it went out: a signed text on a hidden sheet.

What an activity said is kept as a digest: it tells, when the file comes back, what the person changed in it and what was changed on
the web meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core import signing
from django.utils.translation import gettext as _

from activities.content import ActivityContent, kept
from activities.models import YearPlan
from documents.sheets.reading import FilledBook

SHEET = "_1325"
MARK = "seguimiento-1325-activities"
TEMPLATE = 1
"""The version of the template itself: an older one is refused with the advice to download it again."""
CHUNK = 30_000
"""A cell holds 32,767 characters."""
MOST_PIECES = 50


class NotOurs(Exception):
    """The file is no template of this page; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """`sheet` is the name of the sheet of activities; `said` gives by code the digest of what went out."""

    plan: str
    year: int
    institution: str
    language: str
    sheet: str
    said: Mapping[str, str]


def stamp_of(year_plan: YearPlan, contents: Mapping[str, ActivityContent], *, language: str, sheet: str) -> Stamp:
    said = {code: digest_of(content) for code, content in contents.items()}
    return Stamp(year_plan.round.plan.code, year_plan.year, year_plan.institution.code, language, sheet, said)


def digest_of(content: ActivityContent) -> str:
    text = json.dumps(kept(tidy(content)), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def tidy(content: ActivityContent) -> ActivityContent:
    """As a cell gives it back: without spaces around a text, codes in order. What differs only so is no change."""
    return replace(
        content,
        title=_plain(content.title),
        responsible_post=_plain(content.responsible_post),
        expected_product=_plain(content.expected_product),
        indicators=tuple(sorted(content.indicators)),
        general_objectives=tuple(sorted(content.general_objectives)),
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def written(stamp: Stamp) -> list[str]:
    """The stamp as signed text, in pieces that fit a cell."""
    said = [stamp.plan, stamp.year, stamp.institution, stamp.language, stamp.sheet, dict(stamp.said)]
    text = _signer().sign(json.dumps(said, separators=(",", ":")))
    return [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]


def stamp_in(book: FilledBook) -> Stamp:
    """The stamp of a file that came back. Raises `NotOurs`."""
    sheet = book.sheets.get(SHEET)
    if sheet is None or sheet.at(0, 0) != MARK:
        raise NotOurs(
            _("This file is not a template of this page. Download your template, fill it in and upload that file.")
        )
    if sheet.at(0, 1) != TEMPLATE:
        raise NotOurs(
            _("This template is of an earlier version of the product. Download it again and copy only your values.")
        )
    text = "".join(str(piece) for column in range(MOST_PIECES) if (piece := sheet.at(1, column)) is not None)
    try:
        return Stamp(*json.loads(_signer().unsign(text)))
    except (signing.BadSignature, ValueError, TypeError) as broken:
        raise NotOurs(
            _("The hidden sheet of this file was changed. Download your template again and copy only your values.")
        ) from broken


def require_of(stamp: Stamp, year_plan: YearPlan) -> None:
    """Refuse what went out for another institution, year or plan."""
    here = (year_plan.round.plan.code, year_plan.year, year_plan.institution.code)
    if (stamp.plan, stamp.year, stamp.institution) != here:
        raise NotOurs(
            _("This template is of %(theirs)s and this page is of %(ours)s. Upload it where you downloaded it.")
            % {
                "theirs": f"{stamp.institution} {stamp.year}",
                "ours": f"{year_plan.institution.code} {year_plan.year}",
            }
        )


def _signer() -> signing.Signer:
    return signing.Signer(salt="activities.exchange.stamp")
