"""The parts of an answer that a request points at: those that can be chosen, and those that were, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from committee.models import InformationRequest
from documents.models import StoredFile
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Institution
from measurements.anchors import Anchor, Part, read
from measurements.answer.reading import last_sending, whole
from measurements.answer.refusals import Refused
from measurements.models import Measurement
from measurements.workflow.pointing import UNNAMED, Documents, parts_of, pointed, require_parts


class NothingSent(Refused):
    """The institution has sent no answer, so it has no parts yet."""


@dataclass(frozen=True, slots=True)
class Offered:
    """One part that can be chosen. `key` is how a form names it."""

    key: str
    label: str
    anchor: Anchor


def sent_answer(
    indicator: Indicator | None, institution: Institution, period: ReportingPeriod | None
) -> Measurement | None:
    """The answer that the Committee has received about an indicator and a semester."""
    if indicator is None or period is None:
        return None
    sent = Measurement.objects.received().filter(indicator=indicator, period=period, institution=institution)
    return whole(sent).first()


def answer_of(request: InformationRequest) -> Measurement | None:
    return sent_answer(request.indicator, request.institution, request.period)


def offered(measurement: Measurement) -> list[Offered]:
    """Every part of an answer as it was last sent."""
    sending = last_sending(measurement)
    documents = Documents.of(sending) if sending else UNNAMED
    anchors = [
        *parts_of(measurement.revision),
        *(Anchor(Part.EVIDENCE, document=digest) for digest in documents.names),
    ]
    found = pointed(anchors, measurement.revision, documents)
    return [Offered(key_of(each.anchor), as_title(each.label), each.anchor) for each in found]


def key_of(anchor: Anchor) -> str:
    return ":".join((anchor.part.value, anchor.component, anchor.cell, anchor.document))


def as_title(label: str) -> str:
    return label[:1].upper() + label[1:]


def refuse_unknown_parts(request: InformationRequest) -> None:
    """Only what the answer holds can be pointed at. The request is not kept yet."""
    anchors = read(request.anchors)
    if not anchors:
        return
    answer = answer_of(request)
    if answer is None:
        raise NothingSent(_("The institution has not sent this answer: no part of it can be chosen."))
    require_parts(answer, anchors)


def labels_of(request: InformationRequest) -> list[str]:
    """The parts that a request points at, in words; a document keeps its name after it was replaced."""
    anchors = read(request.anchors)
    if not anchors or request.indicator is None or request.period is None:
        return []
    definitions = IndicatorRevision.objects.in_force(request.period).with_definition()
    revision = definitions.get(indicator=request.indicator)
    digests = [anchor.document for anchor in anchors if anchor.document]
    files = StoredFile.objects.filter(institution=request.institution, sha256__in=digests) if digests else ()
    names = Documents({file.sha256: file.name for file in files})
    return [as_title(each.label) for each in pointed(anchors, revision, names)]
