"""An activity as a document: what a step, a change and the adopted plan keep of it, and how two of them differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from activities.models import Activity
from documents.formatting import plain_date
from documents.speaking import language, written

IN_WORDS = ("title", "responsible_post", "expected_product")
"""What people write of it, in its language."""


@dataclass(frozen=True, slots=True)
class ActivityContent:
    """All that an institution says of an activity. Codes, not rows, so that what was kept can be read years later."""

    action: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    responsible_post: str
    expected_product: str
    indicators: tuple[str, ...] = ()
    general_objectives: tuple[str, ...] = ()
    language: str = "es"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes, in words: what it is, how it read, how it reads."""

    field: str
    label: str
    before: str
    after: str


def content_of(activity: Activity) -> ActivityContent:
    """In no query where `ActivityQuerySet.whole` read it."""
    return ActivityContent(
        action=activity.action.code,
        title=activity.title,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        responsible_post=activity.responsible_post,
        expected_product=activity.expected_product,
        indicators=tuple(sorted(each.code for each in activity.indicators.all())),
        general_objectives=tuple(sorted(each.code for each in activity.general_objectives.all())),
        language=activity.language,
    )


def kept(content: ActivityContent) -> dict[str, Any]:
    """As JSON keeps it."""
    said = asdict(content)
    return said | {
        "starts_on": content.starts_on.isoformat(),
        "ends_on": content.ends_on.isoformat(),
        "indicators": list(content.indicators),
        "general_objectives": list(content.general_objectives),
    }


def read_back(said: Mapping[str, Any]) -> ActivityContent:
    return ActivityContent(
        **{
            **said,
            "starts_on": dt.date.fromisoformat(said["starts_on"]),
            "ends_on": dt.date.fromisoformat(said["ends_on"]),
            "indicators": tuple(said["indicators"]),
            "general_objectives": tuple(said["general_objectives"]),
        }
    )


def differences(before: ActivityContent, after: ActivityContent) -> tuple[Difference, ...]:
    """What changes from one to the other, in the order of the form. Nothing where they say the same."""
    old, new = dict(_said(before)), dict(_said(after))
    labels = _labels()
    return tuple(
        Difference(field, labels[field], *(_shown(field, each) for each in (before, after)))
        for field in labels
        if old[field] != new[field]
    )


def _shown(field: str, content: ActivityContent) -> str:
    said = _said(content)[field]
    return written(said, content.language) if field in IN_WORDS else said


def _labels() -> dict[str, str]:
    return {
        "title": _("Activity"),
        "action": _("Action of the plan"),
        "starts_on": _("Starts"),
        "ends_on": _("Ends"),
        "responsible_post": _("Responsible post"),
        "expected_product": _("Expected product"),
        "indicators": _("Indicators that it serves"),
        "general_objectives": _("General objectives that it serves"),
    }


def _said(content: ActivityContent) -> dict[str, str]:
    return {
        "title": content.title,
        "action": content.action,
        "starts_on": plain_date(content.starts_on, language()),
        "ends_on": plain_date(content.ends_on, language()),
        "responsible_post": content.responsible_post,
        "expected_product": content.expected_product,
        "indicators": ", ".join(content.indicators),
        "general_objectives": ", ".join(content.general_objectives),
    }
