"""What is still not known, and what the Committee agreed: the honest end of a report whose conclusions belong to the Committee."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.edition.agreements import matrix
from reports.edition.blocks import Block, Bullets, Heading, Text
from reports.edition.kind import of_the_last, own_of
from reports.edition.known import does_not_apply, is_of_nothing, is_unknown
from reports.edition.own import closing_text
from reports.edition.reading import Row, Snapshot
from reports.edition.untargeted import list_title

NAMED_AT_MOST = 8


def closing(s: Snapshot) -> list[Block]:
    rows = s["indicators"]
    blocks: list[Block] = [Text(closing_text(s) if own_of(s) is not None else of_the_committee(s))]
    for title, found in (
        (_("Without a validated figure in this semester"), [row for row in rows if is_unknown(row)]),
        (_("Not applicable in this semester"), [row for row in rows if does_not_apply(row)]),
        (_("With a denominator of zero"), [row for row in rows if is_of_nothing(row)]),
        (list_title(s), [row for row in rows if not row["figures"]["has_target"]]),
        (_("With a definition still proposed"), [row for row in rows if row["definition"]["adopted_on"] is None]),
    ):
        if found:
            if len(blocks) == 1:
                blocks += of_the_last(s)
            blocks += [Heading(2, f"{title}: {s.number(len(found))}"), listed(s, found)]
    if len(blocks) == 1 and not rows:
        blocks = []
    elif len(blocks) == 1:
        complete = _("Every indicator in force has a validated figure, an approved target and an adopted definition.")
        blocks = [Text(complete)]
    return [*blocks, *matrix(s)]


def of_the_committee(s: Snapshot) -> str:
    if s.is_told:
        return _("These gaps are for the Committee to close.")
    return _("Conclusions and recommendations belong to the Committee. These gaps are for it to close.")


def listed(s: Snapshot, rows: list[Row]) -> Block:
    """Names of a few, codes of many; "all" where there is nothing to tell apart."""
    if len(rows) == len(s["indicators"]) > 1:
        return Text(
            _("All the indicators of the plan.") if own_of(s) is None else _("All the indicators that it reports.")
        )
    if len(rows) > NAMED_AT_MOST:
        return Text(s.joined([row["code"] for row in rows]) + ".")
    return Bullets(tuple(f"{row['code']} · {s.indicator_name(row['code'])}" for row in rows))
