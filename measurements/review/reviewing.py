"""Everything a reviewer looks at before deciding on one answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import in_lima, percent, period_label, plain_date, points
from documents.speaking import language
from institutions import permissions
from institutions.models import Role, User
from measurements.answer import kinds
from measurements.answer.content import CellKey
from measurements.answer.figure_words import main, parts, relative_change
from measurements.answer.figures import NOTHING, Figure
from measurements.answer.presentation import Values, headline_of, tag_names, values_of, women_share
from measurements.answer.reading import AS_SENT, Said, as_sent, previous_of, said
from measurements.background.recipes import OriginLine, origin_lines
from measurements.checks.beside import beside
from measurements.checks.checks import Checks, check
from measurements.checks.unit_findings import units_sentence
from measurements.deadlines.deadlines import is_late
from measurements.joining.joining import told_of
from measurements.models import Measurement, Status
from measurements.review.queue import days_between


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckLine:
    passed: bool
    text: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One answer as the reviewer reads it: facts, values beside the semester before, checks and narrative.

    `said` is what the institution last sent, `flagged` the cells that a check warns about.
    """

    said: Said
    flagged: frozenset[CellKey]
    facts: tuple[Fact, ...]
    values: Values
    before_note: str
    checks: tuple[CheckLine, ...]
    narrative: str
    origin: tuple[OriginLine, ...]
    units: str


def case_of(measurement: Measurement, *, at: dt.datetime) -> Case:
    """Read an answer whole. While the institution corrects it, this is what it last sent."""
    previous = previous_of([measurement]).get(measurement.pk)
    now, before = as_sent(measurement), said(previous) if previous else None
    checked = check(measurement, beside(measurement)) if measurement.status in AS_SENT else None
    lines = _check_lines(measurement, checked) if checked else ()
    tags = tag_names() if now.items else {}
    same_as = told_of(item.id for item in now.items if item.id is not None)
    flagged = frozenset(checked.warning_cells()) if checked else frozenset()
    return Case(
        said=now,
        flagged=flagged,
        facts=tuple(_facts(measurement, now, before, lines, at)),
        values=values_of(now, before, flagged=flagged, tags=tags, same_as=same_as),
        before_note=_before_unknown(measurement, before),
        checks=lines,
        narrative=now.narrative,
        origin=tuple(origin_lines(now.origin)),
        units=units_sentence(measurement) if measurement.status in AS_SENT else "",
    )


def _before_unknown(measurement: Measurement, before: Said | None) -> str:
    """Why no value of the semester before stands beside this one; empty when it does."""
    if before is None:
        return _being_corrected(measurement) or _("Nothing was sent for the previous semester.")
    if before.is_reported:
        return ""
    return _("In the previous semester the institution answered “%(answer)s”.") % {"answer": values_of(before).answer}


def _being_corrected(measurement: Measurement) -> str:
    """That the answer before went back after it was sent: what it said may change."""
    same = Measurement.objects.awaiting_correction().filter(
        indicator=measurement.indicator_id,
        institution=measurement.institution_id,
        period__ordinal=measurement.period.ordinal - 1,
    )
    return _("The institution is correcting what it sent for the previous semester.") if same.exists() else ""


def _check_lines(measurement: Measurement, checked: Checks) -> tuple[CheckLine, ...]:
    raised = [CheckLine(False, finding.text, finding.explanation) for finding in (*checked.problems, *checked.warnings)]
    passed = [CheckLine(True, finding.text) for finding in checked.passed]
    on_time = (
        CheckLine(False, _("First sent after the deadline."))
        if is_late(measurement)
        else CheckLine(True, _("Sent within the deadline."))
    )
    return (*raised, *passed, on_time)


def _facts(
    measurement: Measurement, now: Said, before: Said | None, checks: tuple[CheckLine, ...], at: dt.datetime
) -> list[Fact]:
    period = period_label(measurement.period.code, language())
    facts = [_headline_fact(period, now, before)]
    share = women_share(now) if now.is_reported else None
    if share is not None:
        facts.append(Fact(_("Women"), percent(share, language()), _share_note(share, before)))
    if checks:
        passed = sum(line.passed for line in checks)
        words = {"part": passed, "whole": len(checks)}
        facts.append(Fact(_("Checks"), _("%(part)s of %(whole)s") % words, _raised_note(checks)))
    if measurement.status == Status.SUBMITTED and measurement.submitted_at is not None:
        days = days_between(measurement.submitted_at, at)
        sent = _("sent on %(day)s") % {"day": plain_date(in_lima(measurement.submitted_at), language())}
        facts.append(Fact(_("Waiting"), ngettext("%(n)d day", "%(n)d days", days) % {"n": days}, sent))
    return facts


def _raised_note(checks: tuple[CheckLine, ...]) -> str:
    raised = [line for line in checks if not line.passed]
    if not raised:
        return _("no warnings")
    if all(line.explanation for line in raised):
        text = ngettext("%(n)d explained warning", "%(n)d explained warnings", len(raised))
    else:
        text = ngettext("%(n)d warning", "%(n)d warnings", len(raised))
    return text % {"n": len(raised)}


def _headline_fact(period: str, now: Said, before: Said | None) -> Fact:
    label = _("Total %(period)s") % {"period": period}
    if not now.is_reported:
        return Fact(_("Answer"), values_of(now).answer)
    if kinds.is_in_words(now.revision):
        return _words_fact(period, now)
    headline = headline_of(now)
    if headline.value is None:
        return Fact(_("Items listed"), str(len(now.items))) if now.revision.is_itemised else Fact(label, _("by series"))
    notes = [parts(headline), _before_note(headline, before)]
    return Fact(label, main(headline), " · ".join(note for note in notes if note))


def _words_fact(period: str, now: Said) -> Fact:
    """The stage or the option by its name; that there is a text, which stands below."""
    if not kinds.is_placed(now.revision):
        return Fact(_("Answer"), _("Text"), period)
    place = kinds.place_of(now.revision, now.values)
    return Fact(f"{kinds.question(now.revision)}, {period}", kinds.place_words(now.revision, place) or _("empty"))


def _before_note(now: Figure, before: Said | None) -> str:
    earlier = headline_of(before) if before else NOTHING
    if earlier.value is None:
        return _("no figure before")
    change = relative_change(now, earlier)
    note = _("before %(value)s") % {"value": main(earlier)}
    return f"{note} ({change})" if change else note


def _share_note(share: Decimal, before: Said | None) -> str:
    earlier = women_share(before) if before is not None and before.is_reported else None
    if earlier is None:
        return ""
    note = _("before %(value)s") % {"value": percent(earlier, language())}
    return f"{note} ({points(share - earlier, language())})"


def who_decides(user: User, measurement: Measurement) -> str:
    """Why this person does not decide on this answer, and who does; empty when it is theirs to decide."""
    institution = measurement.institution
    if permissions.reviewing_post(user, institution) is not None:
        return _("You sent this answer yourself: somebody else decides.") if measurement.submitted_by == user else ""
    is_secretarys = institution.pk in permissions.secretary_institution_ids()
    decider = _("an alternate reviewer") if is_secretarys else _("the Technical Secretary")
    if user.has_role(Role.TECHNICAL_SECRETARY, Role.ALTERNATE_REVIEWER) and institution.pk in user.institution_ids():
        return _("It is of your own institution: %(who)s decides.") % {"who": decider}
    return _("You can read this answer; %(who)s decides.") % {"who": decider}
