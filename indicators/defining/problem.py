"""What is wrong with a definition that is being drafted, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` names the place by codes: `across`, `components.articles.label`, `series.all.targets.2028-II`, of one institution
    `series.all.targets.2028-II.EP`, `series.all.baselines`, `series.all.baselines.EP`. `text` is a sentence in the reader's language.
    """

    path: str
    text: str
