"""The effect of a decision in words, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from reports.wording.figures import language
from revisions.impact.breakdowns import Shift
from revisions.impact.foreseeing import Impact
from revisions.impact.past import Basis, PastSemester
from revisions.impact.touching import Touched


def lead(impact: Impact) -> str:
    """What becomes of the figures, in one sentence."""
    words = {"period": formatting.period_label(impact.effective_from, language()), "factor": factor_text(impact)}
    if impact.is_new:
        return _("The indicator begins in %(period)s. It has no past to compare with.") % words
    if impact.retires:
        return _("From %(period)s on nothing is asked of it. What was reported stays and can be read.") % words
    if impact.changes_nothing:
        return _("Nothing changes: the definition in force goes on.")
    if impact.comparability == "break":
        return _("From %(period)s on the series starts anew: past figures stay and are not compared with it.") % words
    if impact.comparability == "rebased":
        return _("From %(period)s on past figures are multiplied by %(factor)s wherever they are compared.") % words
    return _("From %(period)s on the same is measured: past figures are compared as they are.") % words


def factor_text(impact: Impact) -> str:
    return "" if impact.factor is None else formatting.number(impact.factor, language())


def basis_text(semester: PastSemester) -> str:
    """How the past figure reads once the draft is in force."""
    if semester.basis == Basis.REBASED:
        return _("as reported × %(factor)s") % {"factor": formatting.number(semester.factor, language())}
    said = {
        Basis.SAME: _("the same"),
        Basis.NOT_COMPARABLE: _("Not comparable"),
        Basis.RETIRED: _("Stays as reported"),
    }
    return said[semester.basis]


def lacking_text(semester: PastSemester) -> str:
    """Parts of the draft that nobody was asked for then."""
    return _("no data of %(parts)s") % {
        "parts": formatting.joined([formatting.quoted(each, language()) for each in semester.lacking], language())
    }


def shift_text(shift: Shift, impact: Impact) -> str:
    """What happens to the series when something of it begins or ends: one sentence."""
    words = {"name": shift.name, "period": formatting.period_label(impact.effective_from, language())}
    sentences = {
        ("dimension", True): _("Breakdown “%(name)s”: it begins in %(period)s. Before then only the total is known."),
        ("dimension", False): _(
            "Breakdown “%(name)s”: it ends before %(period)s. The total goes on, and what was broken down stays readable."
        ),
        ("tag", True): _("Tag “%(name)s” of each item: it is asked from %(period)s on. Earlier items do not carry it."),
        ("tag", False): _("Tag “%(name)s” of each item: it is not asked from %(period)s on. Earlier items keep it."),
        ("cells", True): _(
            "Combined cells %(name)s: they begin in %(period)s and cannot be worked out from breakdowns asked apart."
        ),
        ("cells", False): _("Combined cells %(name)s: they end before %(period)s. Those reported stay readable."),
        ("part", True): _("Part “%(name)s”: it begins in %(period)s. There are no data of it before."),
        ("part", False): _("Part “%(name)s”: it is asked no more from %(period)s on. What was reported of it stays."),
        ("series", True): _("Series “%(name)s”: it is followed from %(period)s on."),
        ("series", False): _("Series “%(name)s”: it is followed no more from %(period)s on. Its past stays readable."),
    }
    return sentences[shift.what, shift.begins] % words


def kept_answers_text(touched: Touched) -> str:
    count = touched.kept_answers
    return ngettext(
        "%(count)d answer being written for an open semester stays under the definition in force.",
        "%(count)d answers being written for open semesters stay under the definition in force.",
        count,
    ) % {"count": count}


def editions_text(touched: Touched) -> str:
    """Issued reports never change; a change of definition is printed from the next one on."""
    named = [f"{formatting.period_label(each.period, language())}/{each.number}" for each in touched.printed]
    return formatting.joined(named, language())
