"""How one figure was made, one step from wherever it is printed: the page, and its answers as a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.taking_away import KINDS
from indicators.models import Indicator, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, User
from reports.every_page.asking import find_indicator, reader_of_figures
from reports.every_page.freshness import freshness
from reports.explaining import (
    TITLES,
    Asked,
    Explanation,
    NothingSuchError,
    explain,
    heading_of,
    read_backing,
    sentences_of,
)
from reports.explaining.addresses import explanation_url
from reports.explaining.asking import ordinals_asked
from reports.explaining.leaves import Leaf, leaves_of
from reports.explaining.left_out import Why
from reports.explaining.tables import leaves_table
from reports.figures.reading import Reading, read
from reports.permissions import visible_institutions
from reports.tables.taking_away import taken_away

PARAMETERS = {"series": "serie", "part": "parte", "institution": "institucion", "over": "sobre"}
UNREACHABLE = (Why.NOT_SENT, Why.NOT_EXPECTED)
"""Of these there is no answer that a reviewer could open."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence on the page, with the page of the answer that it speaks of, for who may open it."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One explanation for one reader, with what it was made from."""

    reader: User
    reading: Reading
    explanation: Explanation
    leaves: tuple[Leaf, ...]


@require_safe
def explanation(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The page of one figure: 404 for what does not exist, and for the value of an institution that the reader may not see.

    Nobody's browser keeps it, unlike other pages of figures: it names people, items and evidence (docs/adr/0012).
    """
    made = make(request, code, period)
    told = made.explanation
    context = {
        "explanation": told,
        "heading": heading_of(told),
        "freshness": freshness(request),
        "sections": list(sections(made)),
        "leaves": [(leaf, answer_url(made.reader, told, leaf.institution.code, leaf.period)) for leaf in made.leaves],
        "others": [
            (line.period, term) for line in told.formula.lines for term in line.terms if term.institution is None
        ],
        "files": [(kind, file_url(told, kind)) for kind in KINDS],
        "total_url": explanation_url(code, period, told.series_code) if told.institution else "",
    }
    return render(request, "reports/explanation.html", context)


@require_safe
def explanation_data(request: HttpRequest, code: str, period: str, kind: str) -> HttpResponse:
    """The answers behind the figure, and those left out, as a file."""
    if kind not in KINDS:
        raise Http404(_("There is no such file."))
    made = make(request, code, period)
    return taken_away(leaves_table(made.explanation, made.leaves), kind)


def make(request: HttpRequest, code: str, period: str) -> Made:
    reader = reader_of_figures(request)
    found, periods = find_indicator(request, code)
    semester = next((each for each in periods if each.code == period), None)
    if semester is None:
        raise Http404(_("This plan has no such semester."))
    asked = Asked(**{field: request.GET.get(name, "") for field, name in PARAMETERS.items()})
    try:
        return made_for(reader, found, semester, periods, asked)
    except NothingSuchError as unknown:
        raise Http404(_("There is no such figure.")) from unknown


def made_for(
    reader: User, found: Indicator, semester: ReportingPeriod, periods: list[ReportingPeriod], asked: Asked
) -> Made:
    visible = visible_institutions(reader)
    if asked.institution and visible is not None and asked.institution not in visible:
        raise NothingSuchError(asked.institution)
    reading = read(found.plan, semester, timezone.now(), periods=periods, indicator=found)
    backing = read_backing(reading, ordinals_asked(reading, asked))
    told = explain(reading, asked, backing, visible=visible)
    return Made(reader, reading, told, leaves_of(reading, told, visible, opened_by(reader)))


def own_codes(reader: User) -> frozenset[str]:
    return frozenset(post.institution.code for post in reader.posts if post.role in REPORTING_ROLES)


def opened_by(reader: User) -> Collection[str] | None:
    """Codes of the institutions whose answers the person may read whole, evidence included; None: all, for the Committee."""
    return None if reader.has_role(*COMMITTEE_ROLES) else own_codes(reader)


def sections(made: Made) -> Iterator[tuple[str, str, list[Told]]]:
    """Kind, title and sentences of each part that has any; who is left out leads to the answer, where there is one."""
    told = made.explanation
    said = sentences_of(told)
    links = [left_out_url(made, number) for number in range(len(told.left_out))]
    for kind, title in TITLES.items():
        texts = [each.text for each in said if each.kind == kind]
        urls = links if kind == "left_out" else []
        if texts:
            padding = [""] * (len(texts) - len(urls))
            yield kind, str(title), [Told(text, url) for text, url in zip(texts, [*urls, *padding], strict=True)]


def left_out_url(made: Made, number: int) -> str:
    row = made.explanation.left_out[number]
    if row.institution is None or row.why is Why.NOT_EXPECTED:
        return ""
    return answer_url(
        made.reader, made.explanation, row.institution.code, row.period, is_received=row.why not in UNREACHABLE
    )


def answer_url(reader: User, told: Explanation, institution: str, period: str, *, is_received: bool = True) -> str:
    """The page of the answer: for the institution's own people to enter it, for the Committee to review it; else none."""
    if institution in own_codes(reader):
        return reverse("entry", args=[period, institution, told.indicator.code])
    if is_received and reader.has_role(*COMMITTEE_ROLES):
        return reverse("review", args=[period, institution, told.indicator.code])
    return ""


def file_url(told: Explanation, kind: str) -> str:
    """The same figure's answers as a file."""
    asked = told.asked
    page = explanation_url(
        told.indicator.code,
        told.period.code,
        asked.series,
        institution=asked.institution,
        part=asked.part,
        over=asked.over,
    )
    address = reverse("explanation_data", args=[told.indicator.code, told.period.code, kind])
    return f"{address}?{page.partition('?')[2]}" if "?" in page else address
