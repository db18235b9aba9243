"""Answers in words as charts, made from the same dataclass as the table beside them."""

from __future__ import annotations

from documents.charts.steps import Steps
from reports.figures.kinds import Kind
from reports.figures.totals import Figure
from reports.wording.answers import rule_text
from reports.wording.figures import figure_text


def steps_chart(figure: Figure) -> Steps | None:
    """How far all that reported came together; None where no one stage holds of them (a share, a scale, a text)."""
    words = figure.in_words
    if words is None or words.kind != Kind.MILESTONE or words.lower is None:
        return None
    title = f"{figure_text(figure)}. {rule_text(words)}"
    return Steps(title, [step.named.label for step in words.steps], words.lower)
