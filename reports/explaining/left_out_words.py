"""Who is not in the figure, and why, in words that blame nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents import formatting
from reports.explaining.formula_words import others_text
from reports.explaining.joined import Joined
from reports.explaining.left_out import LeftOut, Why
from reports.explaining.words import plain, semester
from reports.wording.figures import language

REASONS = {
    Why.NOT_SENT: gettext_lazy("its report has not been received; that is not a zero"),
    Why.UNDER_REVIEW: gettext_lazy("sent and under review; it counts once it is validated"),
    Why.RETURNED: gettext_lazy("returned with an observation; it counts once it is validated"),
    Why.NOT_AVAILABLE: gettext_lazy("it stated that the figure is not available"),
    Why.NOT_APPLICABLE: gettext_lazy("it does not apply to it, and it is not among those expected"),
    Why.NOT_EXPECTED: gettext_lazy("it is not committed to report this in the semester"),
    Why.ONE_PART: gettext_lazy("it gave only one of the two numbers of the proportion"),
    Why.NO_VALUE: gettext_lazy("it reported, and nothing of what is counted here"),
}


def left_out_sentences(rows: Sequence[LeftOut], *, with_period: bool) -> Iterator[str]:
    for row in rows:
        place = f"{semester(row.period)}, " if with_period else ""
        yield f"{place}{who(row)}: {because(row)}."


def who(row: LeftOut) -> str:
    return row.institution.short_name if row.institution is not None else others_text(row.count)


def because(row: LeftOut) -> str:
    parts = [str(REASONS[row.why])]
    if row.reason:
        parts.append(formatting.quoted(row.reason.rstrip(". "), language()))
    text = ": ".join(parts)
    return f"{text}; {confirmed(row)}" if row.why is Why.NOT_APPLICABLE and row.confirmed_at else text


def confirmed(row: LeftOut) -> str:
    """By which post: the report names no persons."""
    day = formatting.plain_date(formatting.in_lima(row.confirmed_at), language()) if row.confirmed_at else ""
    if not row.post:
        return _("confirmed by the reviewer on %(day)s") % {"day": day}
    return _("confirmed on %(day)s by: %(post)s") % {"day": day, "post": row.post}


def joined_sentences(rows: Sequence[Joined], *, with_period: bool) -> Iterator[str]:
    for row in rows:
        place = f"{semester(row.period)}, " if with_period else ""
        yield f"{place}{joined_text(row)}"


def joined_text(row: Joined) -> str:
    number, count = int(row.count), plain(row.count)
    name = row.institution.short_name if row.institution else _("other institutions")
    if row.partners:
        partners = formatting.joined([each.short_name for each in row.partners], language())
        return ngettext(
            "%(name)s: %(count)s item that %(partners)s reports too is not counted again.",
            "%(name)s: %(count)s items that %(partners)s report too are not counted again.",
            number,
        ) % {"name": name, "count": count, "partners": partners}
    return ngettext(
        "%(name)s: %(count)s item that is counted elsewhere is not counted again.",
        "%(name)s: %(count)s items that are counted elsewhere are not counted again.",
        number,
    ) % {"name": name, "count": count}
