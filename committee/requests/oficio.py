"""The draft of the oficio by which something is required: the ministry registers, numbers and signs it; the product does not.

It says only what the request says. Place, date, number and signature stay blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from committee.models import InformationRequest
from committee.requests.parts import labels_of
from documents.formatting import in_lima, long_date, period_label, plain_date
from documents.letter import Block, Facts, Heading, Letter, Note, Numbered, Quote, Signatures, Text
from indicators.models import ActionPlan, IndicatorRevision

LOCKUP = ("PERÚ", "Ministerio de Defensa", "Comité para la Igualdad de Género")
BLANK = "____________________"


def oficio_of(request: InformationRequest, language: str) -> Letter:
    with translation.override(language):
        return Letter(
            language=language,
            title=_("Official letter: %(number)s") % {"number": request.number},
            names=LOCKUP,
            over=request.plan.title,
            blocks=tuple(_blocks(request, language)),
            mark=_("DRAFT OF OFFICIAL LETTER"),
            demo=demonstration_mark(request.plan),
        )


def demonstration_mark(plan: ActionPlan) -> str:
    return _("DEMONSTRATION") if plan.is_demonstration else ""


def _blocks(request: InformationRequest, language: str) -> Iterator[Block]:
    yield Text(f"Lima, {BLANK}")
    yield Facts(tuple(heading_facts(request, language)))
    yield Text(
        _(
            "I address you to require, on behalf of the Gender Equality Committee of the Ministry of Defence,"
            " the information that is described below. The plan proposes that the Committee require the information"
            " that is necessary to monitor compliance with it."
        )
    )
    yield Heading(_("What is required: %(kind)s") % {"kind": str(request.get_kind_display()).lower()})
    yield Quote(request.text, request.language)
    parts = labels_of(request)
    if parts:
        yield Text(_("It is about these parts of the answer that the institution sent:"))
        yield Numbered(tuple(parts))
    yield Text(_awaited(request, language))
    if request.opening_id:
        yield Text(_("Until then these parts of the answer are open to be corrected, and nothing else of it."))
    yield Text(_("Sincerely,"))
    yield Signatures((("", _("President of the Gender Equality Committee")),))
    yield Note(
        _("Draft for signature. It is valid once it is signed and registered in the ministry's document system.")
    )


def heading_facts(request: InformationRequest, language: str) -> Iterator[tuple[str, str]]:
    """Number, addressee, subject and reference, as an oficio begins."""
    yield _("Number"), BLANK
    yield _("Addressee"), request.institution.name
    yield _("Subject"), request.subject
    yield _("Reference"), "\n".join(_references(request, language))


def _references(request: InformationRequest, language: str) -> Iterator[str]:
    made = plain_date(in_lima(request.made_at), language)
    yield _("Information request %(number)s, of %(day)s") % {"number": request.number, "day": made}
    if request.period is not None:
        yield _("Semester %(period)s") % {"period": period_label(request.period.code, language)}
    name = indicator_name(request)
    if name:
        yield _("Indicator %(name)s") % {"name": name}
    if request.activity is not None:
        yield _("Activity %(name)s") % {"name": activity_name(request)}


def indicator_name(request: InformationRequest) -> str:
    """Code and name, as its definition of that semester has it."""
    if request.indicator is None or request.period is None:
        return ""
    found = IndicatorRevision.objects.in_force(request.period).filter(indicator=request.indicator).first()
    return f"{request.indicator.code} {found.name}" if found else request.indicator.code


def activity_name(request: InformationRequest) -> str:
    """Code and title, in the language in which its institution wrote it."""
    return f"{request.activity.code} {request.activity.title}" if request.activity else ""


def _awaited(request: InformationRequest, language: str) -> str:
    text = _("The answer is awaited until %(day)s, inclusive. It is given in Seguimiento 1325: %(address)s")
    address = f"{settings.SITE_URL}{reverse('information_request', args=[request.number])}"
    return text % {"day": long_date(request.due_on, language), "address": address}
