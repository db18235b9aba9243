"""What a receipt prints, in both languages, taken down when it is written: whatever is renamed later, the proof stays as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from institutions.models import Appointment
from measurements.answer.definitions import hang_definitions
from measurements.answer.reading import as_shown, said
from measurements.models import Measurement
from measurements.receipts.declaring import declaration_of
from measurements.receipts.receipts import in_words

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def words_of(
    measurements: Sequence[Measurement], digests: Mapping[int, str], *, late: Mapping[int, bool], post: Appointment
) -> dict[str, Any]:
    """The content of `Receipt.printed` for answers that were just sent; `digests` and `late` marks are theirs, by id."""
    answers = Measurement.objects.filter(pk__in=late).order_by("indicator__order")
    sent = list(as_shown(answers).prefetch_related("entries"))
    hang_definitions(sent, measurements)
    plan = measurements[0].period.plan
    return {
        "sender": post.user.name,
        "is_demonstration": plan.is_demonstration,
        **{language: _heading(post, measurements[0], language) for language in LANGUAGES},
        "lines": [_line(each, is_late=late[each.pk], digest=digests[each.pk]) for each in sent],
    }


def _heading(post: Appointment, measurement: Measurement, language: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "institution": measurement.institution.name,
            "plan": measurement.period.plan.title,
            "post": post.title,
            "declaration": declaration_of(post),
        }


def _line(measurement: Measurement, *, is_late: bool, digest: str) -> dict[str, Any]:
    return {
        "code": measurement.indicator.code,
        "narrative": measurement.narrative,
        "narrative_language": measurement.narrative_language,
        "is_late": is_late,
        "digest": digest,
        **{language: _in_language(measurement, language) for language in LANGUAGES},
    }


def _in_language(measurement: Measurement, language: str) -> dict[str, Any]:
    with translation.override(language):
        return in_words(said(measurement))
