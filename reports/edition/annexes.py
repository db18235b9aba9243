"""The annexes: the full matrix, a glossary, and what proves that nothing was changed. Others have modules of their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.edition.blocks import Block, Cell, Column, Digest, Note, Table, Terms, Text
from reports.edition.checks import left_out
from reports.edition.kind import of_the_last
from reports.edition.marking import is_issued
from reports.edition.reading import Row, Snapshot
from reports.edition.untargeted import state_meaning
from reports.wording import figures as wording

# --- The full matrix ---


def matrix(s: Snapshot) -> list[Block]:
    rows = s["record"]["rows"]
    if not rows:
        return [Text(_("No institution is committed to report in this semester."))]
    blocks: list[Block] = [
        Text(
            _(
                "One row for each institution, one column for each indicator. A dash: not committed to it. Late: received after it was due."
            )
        )
    ]
    blocks += of_the_last(s)
    for pillar in s["plan"]["pillars"]:
        codes = [row["code"] for row in s["indicators"] if row["pillar"] == pillar["code"]]
        if codes:
            blocks.append(pillar_matrix(s, s.text(pillar["name"]), codes))
    return blocks


def pillar_matrix(s: Snapshot, name: str, codes: list[str]) -> Table:
    return Table(
        f"{name} ({codes[0].split('-')[0]})",
        (Column(_("Institution"), weight=3), *(Column(code.split("-", 1)[-1], weight=2) for code in codes)),
        tuple(
            (Cell(s.short(row["institution"])), *(cell(row["cells"].get(code)) for code in codes))
            for row in s["record"]["rows"]
        ),
    )


def cell(said: Row | None) -> Cell:
    if said is None:
        return Cell("–")
    word = cell_word(said["state"])
    return Cell(_("%(state)s (late)") % {"state": word} if said["is_late"] else word)


def cell_word(state: str) -> str:
    """Where a report stood at the cut-off. What was begun and never sent did not arrive."""
    return {
        "validated": _("Validated"),
        "submitted": _("Submitted"),
        "returned": _("Returned"),
        "not_applicable": _("Not applicable"),
    }.get(state, _("Did not arrive"))


# --- The glossary ---


def glossary(s: Snapshot) -> list[Block]:
    low, high = s.plain_percent(s["thresholds"]["low"]), s.plain_percent(s["thresholds"]["high"])
    words = {"low": low, "high": high}
    return [
        Terms(
            (
                (_("Answer or report"), _("What one institution says about one indicator for one semester.")),
                (_("Commitment"), _("The duty of an institution to report an indicator, from a semester on.")),
                (_("Completeness"), _("Reports received of those expected. It says nothing of what they contain.")),
                (_("Timeliness"), _("Reports first sent before the deadline, of those expected.")),
                (
                    _("Validated"),
                    _("Accepted by the Committee's reviewer, who is never of the institution that sent it."),
                ),
                (_("Partial"), _("Made of fewer institutions than were expected.")),
                (_("Like for like"), _("Compared over the institutions present in both semesters only.")),
                (_("Target"), _("A value that the Committee approved for a semester, with the date and the act.")),
                (
                    str(wording.STATES["on_track"]),
                    _("At least %(high)s of the value expected by the semester.") % words,
                ),
                (
                    str(wording.STATES["at_risk"]),
                    _("From %(low)s to less than %(high)s of the value expected.") % words,
                ),
                (str(wording.STATES["off_track"]), _("Less than %(low)s of the value expected.") % words),
                (str(wording.STATES["no_target"]), state_meaning(s)),
                (
                    _("Sheet of the indicator"),
                    _("Its definition in force: what is counted, how, and how it is added up."),
                ),
            )
        )
    ]


# --- Integrity ---


def is_printed(s: Snapshot, key: str) -> bool:
    return any(row["key"] == key and row["is_on"] for row in s.content.get("layout", ()))


def frozen_text() -> str:
    return _(
        "This report was printed from a snapshot that cannot be changed. A correction is a new edition that names this one."
    )


def draft_text() -> str:
    return _(
        "This is a draft, without a digest of its own. When the report is issued it is frozen and cannot be changed any more."
    )


def integrity(s: Snapshot) -> list[Block]:
    chain = s["chain"]
    blocks: list[Block] = [Text(frozen_text() if is_issued(s) else draft_text())]
    if not is_printed(s, "method") and left_out(s):  # else the section on the method says so
        blocks.append(Text(left_out(s)))
    if s.sha256:
        blocks.append(Digest(_("SHA-256 of the snapshot"), s.sha256))
    adopted = s["edition"].get("adopted_in") or {}
    if adopted.get("sha256"):
        blocks.append(Digest(_("SHA-256 of what the meeting adopted, as its minutes name it; issuing added number, post and act"),
                             adopted["sha256"]))  # fmt: skip
    if chain["first_broken"] is not None:
        blocks.append(Text(_("Warning: the chain of events does not hold from event %(number)s on.") % {
            "number": s.number(chain["first_broken"])}))  # fmt: skip
    blocks.append(Digest(_("Last digest of the chain of events (%(count)s events)") % {"count": s.number(chain["events"])},
                         chain["head"]))  # fmt: skip
    if s["edition"]["supersedes"]:
        blocks.append(Digest(_("SHA-256 of the edition that this one replaces (%(number)s)") % {
            "number": s["edition"]["supersedes"]["number"]}, s["edition"]["supersedes"]["sha256"]))  # fmt: skip
    blocks.append(Note(_("Every change of a report's state is one event; each carries the digest of the one before, so that a changed, "
                         "missing or added event shows.")))  # fmt: skip
    return blocks
