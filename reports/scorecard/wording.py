"""The scorecard in words, in the active language. Sentences name the institution of the page and no other."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.figures.budget import Answer, BudgetLine
from activities.figures.tally import Tally
from documents import formatting
from documents.charts import Gap, Tone, Value
from documents.charts.sparkline import Sparkline
from documents.charts.stacked import Count, StackedBar
from reports.scorecard.card import Promise, Scorecard
from reports.scorecard.comparing import OwnPast
from reports.scorecard.counts import Ratio
from reports.scorecard.doing import YearDone
from reports.scorecard.requests import Requests
from reports.scorecard.semesters import Observed, Semester
from reports.wording.figures import language, plain


def period_said(code: str) -> str:
    return formatting.period_label(code, language())


def headline(card: Scorecard) -> str:
    """The answer of the page: what was owed, what arrived, and what of it on time."""
    each, words = card.latest, {"institution": card.institution.name, "period": period_said(card.latest.period.code)}
    if not each.owed:
        return _("%(institution)s owed no answer for %(period)s") % words
    words |= {"sent": plain(each.received.part), "owed": plain(each.owed), "on_time": plain(each.on_time.part)}
    if not each.is_due:
        return ngettext(
            "%(institution)s has sent %(sent)s of %(owed)s answer for %(period)s, which is still running",
            "%(institution)s has sent %(sent)s of %(owed)s answers for %(period)s, which is still running",
            each.owed,
        ) % words  # fmt: skip
    return ngettext(
        "%(institution)s sent %(sent)s of %(owed)s answer for %(period)s, %(on_time)s on time",
        "%(institution)s sent %(sent)s of %(owed)s answers for %(period)s, %(on_time)s on time",
        each.owed,
    ) % words  # fmt: skip


def ratio_text(ratio: Ratio) -> str:
    """ "18 of 21 (85.7%)"; where there is nothing to divide, that it does not apply."""
    if not ratio.whole:
        return _("not applicable")
    said = {"part": plain(ratio.part), "whole": plain(ratio.whole), "percent": plain(ratio.percent, is_percent=True)}
    return _("%(part)s of %(whole)s (%(percent)s)") % said


def standing_text(each: Semester, ratio: Ratio) -> str:
    """While a semester runs only the counts are said: its percentage would be read as a result."""
    return ratio_text(ratio) if each.is_due or not ratio.whole else part_text(ratio)


def percent_text(ratio: Ratio) -> str:
    return plain(ratio.percent, is_percent=True) if ratio.whole else _("not applicable")


def part_text(ratio: Ratio) -> str:
    return _("%(part)s of %(whole)s") % {"part": plain(ratio.part), "whole": plain(ratio.whole)} if ratio.whole else "–"


def part_text_of(part: Decimal, whole: Decimal) -> str:
    return _("%(part)s of %(whole)s") % {"part": plain(part), "whole": plain(whole)}


def days_text(days: Decimal | None) -> str:
    """A median of days: "3 days", "2.5 days"; a dash of nothing."""
    if days is None:
        return "–"
    return ngettext("%(days)s day", "%(days)s days", 1 if days == 1 else 2) % {"days": plain(days)}


def observed_text(observed: Observed) -> str:
    if not observed.raised:
        return pgettext("observations", "none")
    lifted = ngettext("%(n)d lifted", "%(n)d lifted", observed.resolved) % {"n": observed.resolved}
    said = f"{plain(observed.raised)} ({lifted})"
    return said if observed.median_days is None else f"{said}, {days_text(observed.median_days)}"


def requests_text(requests: Requests) -> str:
    if not requests.made:
        return pgettext("requests", "none")
    answered = ngettext("%(n)d answered", "%(n)d answered", requests.answered) % {"n": requests.answered}
    said = f"{plain(requests.made)} ({answered})"
    return said if requests.median_days is None else f"{said}, {days_text(requests.median_days)}"


def semester_bar(each: Semester) -> StackedBar:
    """On time, late, and what has not arrived: the counts that the row prints."""
    parts = [
        (each.on_time.part, _("on time"), Tone.GOOD),
        (each.late, _("late"), Tone.RISK),
        (each.missing, pgettext("answers", "not sent"), Tone.NEUTRAL),
        (each.to_come, _("still to come"), Tone.NEUTRAL),
    ]
    said = ", ".join(f"{plain(number)} {word}" for number, word, _tone in parts if number)
    nothing = _("nothing owed")
    title = f"{period_said(each.period.code)}: {said or nothing}"
    return StackedBar(title, [Count(number, tone) for number, _word, tone in parts])


def spark(card: Scorecard, measure: str) -> Sparkline:
    """Completeness (`received`) or timeliness (`on_time`) of the six semesters, in percent; the table prints them."""
    values = [spark_value(each, getattr(each, measure)) for each in card.semesters]
    said = [
        f"{period_said(each.period.code)} {percent_text(getattr(each, measure)) if each.is_due else _('running')}"
        for each in card.semesters
    ]
    return Sparkline("; ".join(said), values)


def spark_value(each: Semester, ratio: Ratio) -> Value:
    if not each.is_due:
        return None
    return Gap(_("not applicable")) if ratio.percent is None else ratio.percent


def past_label(past: OwnPast) -> str:
    """Which earlier semesters, and over how many indicators."""
    over = ngettext(
        "over the %(n)d indicator that it owed both times", "over the %(n)d indicators that it owed both times",
        past.indicators,
    ) % {"n": past.indicators}  # fmt: skip
    if len(past.semesters) == 1:
        return _("%(period)s, %(over)s") % {"period": period_said(past.semesters[0]), "over": over}
    return _("Its %(n)d earlier semesters together, %(first)s to %(last)s, %(over)s") % {
        "n": len(past.semesters),
        "first": period_said(past.semesters[0]),
        "last": period_said(past.semesters[-1]),
        "over": over,
    }


def year_label(each: YearDone) -> str:
    """ "2026, as of 2026 H1"."""
    return _("%(year)s, at the end of %(period)s") % {"year": each.year, "period": period_said(each.period)}


def told_said(tally: Tally) -> str:
    """How many have the note that was due, or that none was; and of how many the last note is validated."""
    due = part_text_of(Decimal(tally.told), Decimal(tally.expected)) if tally.expected else _("none was due")
    if not tally.noted:
        return due
    words = {"due": due, "validated": plain(tally.validated), "noted": plain(tally.noted)}
    return _("%(due)s; validated: %(validated)s of %(noted)s") % words


def budget_said(line: BudgetLine | None) -> str:
    """Whether its budget has an item: yes, no, and nothing said are three answers; where the rule does not bind it, a fourth."""
    if line is None:
        return _("not applicable")
    said = {
        Answer.YES: pgettext("budget item", "Yes"),
        Answer.NO: pgettext("budget item", "No"),
        Answer.NOT_REPORTED: pgettext("budget item", "Not reported"),
    }[line.answer]
    if line.is_validated or line.answer == Answer.NOT_REPORTED:
        return said
    return _("%(answer)s (not validated yet)") % {"answer": said}


def execution_said(line: BudgetLine | None) -> str:
    """Accrued of the modified budget, up to which day and over how many of its items; a dash where nothing can be divided."""
    if line is None or line.amounts.rate.percent is None:
        return "–"
    rate = line.amounts.rate
    said = {"percent": plain(rate.percent, is_percent=True), "part": plain(rate.items), "whole": plain(rate.of_items)}
    text = (
        ngettext(
            "%(percent)s (of %(part)s of %(whole)s item)", "%(percent)s (of %(part)s of %(whole)s items)", rate.of_items
        )
        % said
    )
    return f"{text}, {cut_off_said(line)}" if line.cut_off_on else text


def cut_off_said(line: BudgetLine | None) -> str:
    """Up to which day its amounts go: those of a year that is over go further than those of one that runs."""
    day = line.cut_off_on if line else None
    return _("up to %(day)s") % {"day": formatting.short_date(day, language())} if day else ""


def promise_text(promise: Promise) -> str:
    """ "lead since 2024 H1, until 2026 H2"; one that is still to begin says from when."""
    words = {"role": promise.role, "period": period_said(promise.since)}
    said = (_("%(role)s from %(period)s") if promise.is_to_come else _("%(role)s since %(period)s")) % words
    return said + (", " + _("until %(period)s") % {"period": period_said(promise.until)} if promise.until else "")
