"""Issue the compliance report of a semester. An issued edition is never changed: a correction is a new one that names it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import formatting
from documents.storing import store
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Appointment, Role, User
from measurements import chain
from measurements.workflow import NotAllowed, NotOpen, Refused
from reports.edition.typesetting import report_pdf
from reports.edition.version import RENDERER
from reports.models import EditionFile, ReportEdition
from reports.snapshot import Content, Frozen, build, freeze
from reports.snapshot.bilingual import LANGUAGES

PDF, JSON = "pdf", "json"
ALL_LANGUAGES = ""
"""The language of a file that holds both: the snapshot."""


class AlreadyIssued(Refused):
    """The edition that was asked for exists: somebody, perhaps a second click, issued it."""

    def __init__(self, edition: ReportEdition) -> None:
        super().__init__(_("Edition %(number)s was already issued.") % {"number": edition.number})
        self.edition = edition


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition that is not issued: what it would say now, and the number it would get."""

    number: int
    frozen: Frozen

    @property
    def content(self) -> Content:
        return self.frozen.content


def issuing_post(user: User) -> Appointment | None:
    """The post in which the person issues reports."""
    return user.post_as(Role.TECHNICAL_SECRETARY)


def preview(plan: ActionPlan, period: ReportingPeriod, *, by: User, at: dt.datetime) -> Draft:
    """What the next edition would say. Nothing is stored. Raises NotAllowed and NotOpen as `issue` does."""
    post = require_post(by)
    require_opened(period, at)
    last = last_edition(plan, period)
    number = last.number + 1 if last else 1
    return Draft(number, freeze(build(plan, period, at=at, number=number, post=post, supersedes=last)))


def issue(
    plan: ActionPlan, period: ReportingPeriod, *, by: User, at: dt.datetime, expected_number: int | None = None
) -> ReportEdition:
    """Freeze the next edition of a semester with its files, all or nothing.

    `expected_number` is the one that the person saw. Raises NotAllowed, NotOpen for a semester whose window has not opened,
    and AlreadyIssued, with that edition, when the number is taken.
    """
    post = require_post(by)
    require_opened(period, at)
    with transaction.atomic():
        chain.lock(plan.pk)
        last = last_edition(plan, period)
        number = last.number + 1 if last else 1
        if last is not None and expected_number is not None and expected_number < number:
            raise AlreadyIssued(ReportEdition.objects.get(plan=plan, period=period, number=expected_number))
        frozen = freeze(build(plan, period, at=at, number=number, post=post, supersedes=last))
        edition = ReportEdition.objects.create(
            plan=plan,
            period=period,
            number=number,
            issued_at=at,
            issued_by=by,
            appointment=post,
            supersedes=last,
            snapshot=frozen.text,
            sha256=frozen.sha256,
            renderer=RENDERER,
        )
        store_files(edition, frozen)
    return edition


def last_edition(plan: ActionPlan, period: ReportingPeriod) -> ReportEdition | None:
    return ReportEdition.objects.filter(plan=plan, period=period).order_by("-number").first()


def require_post(by: User) -> Appointment:
    post = issuing_post(by)
    if post is None:
        raise NotAllowed(_("Only the technical secretary issues reports."))
    return post


def require_opened(period: ReportingPeriod, at: dt.datetime) -> None:
    if at < period.opens_at:
        language = get_language() or "es"
        words = {
            "period": formatting.period_label(period.code, language),
            "day": formatting.plain_date(formatting.in_lima(period.opens_at), language),
        }
        raise NotOpen(_("There is nothing to report of %(period)s yet: its window opens on %(day)s.") % words)


def store_files(edition: ReportEdition, frozen: Frozen) -> None:
    """Typeset the edition in both languages and put it away with its snapshot."""
    content, name = frozen.content, f"informe-{edition.period.code}-{edition.number}"
    add_file(edition, frozen.text.encode(), JSON, ALL_LANGUAGES, f"{name}.json", "application/json")
    for language in LANGUAGES:
        pdf = report_pdf(content, language, sha256=frozen.sha256)
        add_file(edition, pdf, PDF, language, f"{name}-{language}.pdf", "application/pdf")


def add_file(edition: ReportEdition, content: bytes, kind: str, language: str, name: str, media_type: str) -> None:
    stored = store(content, name=name, media_type=media_type)
    EditionFile.objects.create(edition=edition, format=kind, language=language, stored_file=stored)
