"""What every indicator's sheet says and asks beside its figures: what is measured, the answer, what explains it, its origin."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.speaking import language
from measurements.answer.content import ConcernKey
from measurements.answer.entries import asks_control_total
from measurements.checks.box_limits import EXPLANATION_LENGTH, NARRATIVE_LENGTH, REASON_LENGTH
from measurements.exchange.cases import Case
from measurements.exchange.drawing import Drawing
from measurements.exchange.paper import Ask, Choice, Kind
from measurements.models import Answer, Measurement


def draw_head(pen: Drawing, case: Case) -> None:
    """Code and name, whose sheet it is, how to fill it in, and the definition."""
    revision, task = case.revision, case.task
    title = f"{case.code} · {revision.name}"
    pen.say(0, title, "title", width=pen.last, is_anchor=True)
    pen.fit(title, 0, pen.last, scale=1.5)
    pen.down()
    pen.say(0, f"{task.institution.name} · {period_label(task.period.code, language())}", "kicker", width=pen.last)
    pen.down()
    text = case.shut_note or case.note or guidance(case)
    pen.say(0, text, "lock" if case.shut_note or case.note else "guidance", width=pen.last)
    pen.fit(text, 0, pen.last)
    pen.down()
    for term, text in definition(case):
        pen.say(0, term, "term")
        pen.say(1, text, "about", width=pen.last - 1)
        pen.fit(text, 1, pen.last - 1)
        pen.down()


def guidance(case: Case) -> str:
    text = _("Fill in the white boxes only. Where there was none, write 0; an empty box is “no figure”, never zero.")
    if not case.revision.is_itemised:
        return text
    return _("Write the items in the sheet of the list: the figure follows from it. Here you say the rest.")


def definition(case: Case) -> Iterable[tuple[str, str]]:
    revision = case.revision
    pairs = [
        (_("Definition"), revision.definition),
        (_("How it is counted"), revision.note),
        (_("Unit"), revision.unit),
        (_("Over time"), revision.get_accumulation_display()),
        (_("Means of verification"), revision.means_of_verification),
    ]
    return [(term, text) for term, text in pairs if text]


def section(pen: Drawing, text: str) -> None:
    pen.down()
    pen.say(0, text, "section", width=pen.last, is_anchor=True)
    pen.heights[pen.row] = 22
    pen.down()


def draw_answer(pen: Drawing, case: Case) -> None:
    section(pen, _("Your answer"))
    content = case.content
    ask = Ask(Kind.CHOICE, _("Answer"), choices=answer_choices(), is_required=True)
    _line(pen, "answer", ask, content.answer, width=2)
    reason = Ask(Kind.TEXT, _("Why, if it is not reported"), longest=REASON_LENGTH)
    _line(pen, "reason", reason, content.reason, width=pen.last - 1, lines=2)
    if case.revision.is_itemised:
        none = Ask(Kind.TICK, _("There was none this semester"))
        _line(pen, "none", none, content.has_no_items)


def draw_rest(pen: Drawing, case: Case, concerns: Iterable[ConcernKey]) -> None:
    """After the figures: the control total, the narrative, the origin and the explanations that are asked for."""
    content, revision = case.content, case.revision
    if asks_control_total(revision):
        pen.down()
        control = Ask(Kind.NUMBER, _("Total in your official letter (optional)"), decimals=revision.decimals)
        _line(pen, "control", control, content.control_total)
    section(pen, _("What explains this result?"))
    label = _("Narrative (required)") if revision.is_narrative_required else _("Narrative (optional)")
    narrative = Ask(Kind.TEXT, label, longest=NARRATIVE_LENGTH)
    _line(pen, "narrative", narrative, content.narrative, width=pen.last - 1, lines=5)
    section(pen, _("Where the figure comes from"))
    _draw_origin(pen, case)
    _draw_explanations(pen, case, concerns)


def _draw_origin(pen: Drawing, case: Case) -> None:
    origin = case.content.origin
    source = Ask(Kind.TEXT, _("System, office or file"), longest=_longest("source_system"))
    _line(pen, "source", source, origin.source_system, width=pen.last - 1)
    _line(pen, "cut_off", Ask(Kind.DATE, _("Cut-off date of the source")), origin.cut_off_on)
    post = Ask(Kind.TEXT, _("Post to ask about it"), longest=_longest("contact_post"))
    _line(pen, "post", post, origin.contact_post, width=pen.last - 1)


def _longest(name: str) -> int:
    return int(Measurement._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


def _draw_explanations(pen: Drawing, case: Case, concerns: Iterable[ConcernKey]) -> None:
    """A box beside each warning of the draft, last on the sheet: they come and go, and nothing below may move."""
    asked = list(concerns)
    if not asked:
        return
    section(pen, _("Please explain"))
    for key in asked:
        sentence = case.concerns.get(key) or _("Explanation")
        pen.say(0, sentence, "term")
        pen.fit(sentence, 0, 1, least=2)
        value = case.content.explanations.get(key, "")
        pen.ask(
            explanation_key(key), 1, Ask(Kind.TEXT, sentence, longest=EXPLANATION_LENGTH), value, width=pen.last - 1
        )
        pen.down()


def explanation_key(key: ConcernKey) -> str:
    return "why|" + "~".join(key)


def _line(pen: Drawing, key: str, ask: Ask, value: object, *, width: int = 1, lines: int = 1) -> None:
    """A label and its box beside it."""
    pen.say(0, ask.label, "term", is_anchor=True)
    pen.ask(key, 1, ask, value, width=min(width, pen.last - 1))  # type: ignore[arg-type]
    pen.fit(ask.label, 0, 1, least=lines)
    if isinstance(value, str) and width > 2:
        pen.fit(value, 1, pen.last - 1, least=lines)
    pen.down()


def answer_choices() -> tuple[Choice, ...]:
    """The three answers, understood in every language of the product."""
    return tuple(Choice(answer.value, str(answer.label), spoken(answer)) for answer in Answer)


def spoken(answer: Answer) -> tuple[str, ...]:
    names = []
    for code in ("es", "en"):
        with translation.override(code):
            names.append(str(answer.label))
    return tuple(names)
