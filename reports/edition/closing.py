"""What is still not known: the honest end of a report whose conclusions belong to the Committee."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.edition.blocks import Block, Bullets, Heading, Text
from reports.edition.reading import Row, Snapshot
from reports.edition.summary import has_figure

NAMED_AT_MOST = 8


def closing(s: Snapshot) -> list[Block]:
    rows = s["indicators"]
    blocks: list[Block] = [
        Text(_("Conclusions and recommendations belong to the Committee. These gaps are for it to close."))
    ]
    for title, found in (
        (_("Without a validated figure in this semester"), [row for row in rows if not has_figure(row)]),
        (_("Without an approved target"), [row for row in rows if not row["figures"]["has_target"]]),
        (_("With a definition still proposed"), [row for row in rows if row["definition"]["adopted_on"] is None]),
    ):
        if found:
            blocks += [Heading(2, f"{title}: {s.number(len(found))}"), listed(s, found)]
    if len(blocks) == 1:
        blocks.append(
            Text(_("Every indicator in force has a validated figure, an approved target and an adopted definition."))
        )
    return blocks


def listed(s: Snapshot, rows: list[Row]) -> Block:
    """Names of a few, codes of many; "all" where there is nothing to tell apart."""
    if len(rows) == len(s["indicators"]):
        return Text(_("All the indicators of the plan."))
    if len(rows) > NAMED_AT_MOST:
        return Text(s.joined([row["code"] for row in rows]) + ".")
    return Bullets(tuple(f"{row['code']} · {s.indicator_name(row['code'])}" for row in rows))
