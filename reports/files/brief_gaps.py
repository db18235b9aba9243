"""What the minister's page says that nobody knows or decided yet. Both languages say the same of it, whatever people wrote in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.edition.checks import admissions
from reports.edition.known import is_unknown
from reports.edition.method import (
    arrival_limitations,
    invented,
    proposed_definitions,
    unapproved_thresholds,
    weak_figures,
)
from reports.edition.reading import Row, Snapshot
from reports.edition.summary import target_sentences, unassigned_sentences
from reports.edition.untargeted import list_title
from reports.files.brief_judged import named
from reports.snapshot.bilingual import LANGUAGES

LONGEST = 420
"""Letters of a sentence that still has a place on the page; a longer one is left to the report."""
FEW = 3
"""As many indicators are told by name; of more, how many there are in each area."""


def in_both(s: Snapshot, tell: Callable[[Snapshot], Iterator[str]]) -> tuple[list[str], bool]:
    """Those sentences that have a place on the page in each language, and whether others are left to the report."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = list(tell(Snapshot(s.content, language, s.sha256)))
    placed = [all(len(each) <= LONGEST for each in said) for said in zip(*told.values(), strict=True)]
    kept = [each for each, has_a_place in zip(told[s.language], placed, strict=True) if has_a_place]
    return kept, len(kept) < len(placed)


def undecided(s: Snapshot) -> Iterator[str]:
    """What waits for a decision of the Committee, as far as the data know: targets first, which are what is missing most."""
    yield from target_sentences(s)
    without = [row["code"] for row in s["indicators"] if not row["figures"]["has_target"]]
    if s["with_target"] and 0 < len(without) <= FEW:
        yield ended(f"{list_title(s)}: {listed(s, without)}.")
    yield from unassigned_sentences(s)
    yield from proposed_definitions(s)
    yield from unapproved_thresholds(s)


def unknown(s: Snapshot) -> Iterator[str]:
    """What the figures cannot say: first which of them are missing."""
    yield from without_figure(s)
    yield from arrival_limitations(s)
    yield from weak_figures(s)
    yield from admissions(s, but=("no_target",))
    yield from invented(s)


def without_figure(s: Snapshot) -> Iterator[str]:
    rows = [row for row in s["indicators"] if is_unknown(row)]
    if not rows:
        return
    if len(rows) <= FEW:
        said = _("Without a validated figure: %(codes)s.")
        yield ended(said % {"codes": listed(s, [row["code"] for row in rows])})
        return
    yield _("Without a validated figure: %(count)s of the %(total)s indicators. By area: %(areas)s.") % {
        "count": s.number(len(rows)),
        "total": s.number(len(s["indicators"])),
        "areas": by_area(s, rows),
    }


def listed(s: Snapshot, codes: list[str]) -> str:
    return "; ".join(named(s, code) for code in codes)


def ended(sentence: str) -> str:
    """A name that was shortened ends the sentence with the mark that says so."""
    return sentence.removesuffix("….") + "…" if sentence.endswith("….") else sentence


def by_area(s: Snapshot, rows: list[Row]) -> str:
    """“Prevention, 5; Participation, 8”."""
    counts = Counter(row["pillar"] for row in rows)
    areas = [pillar for pillar in s["plan"]["pillars"] if counts[pillar["code"]]]
    return "; ".join(f"{s.text(pillar['name'])}, {s.number(counts[pillar['code']])}" for pillar in areas)
