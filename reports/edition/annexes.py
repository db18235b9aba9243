"""The annexes: the full matrix, the ficha of each indicator, a glossary, and what proves that nothing was changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from reports import wording
from reports.edition.blocks import Block, Cell, Column, Digest, Heading, Note, Table, Terms, Text
from reports.edition.changed_definitions import adoption_text, changed_definitions
from reports.edition.reading import Row, Snapshot, amount
from reports.goal_wording import MARK, act_text

CELL_STATES = {"draft": "not_started"}


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


# --- The fichas ---


def datasheets(s: Snapshot) -> list[Block]:
    blocks: list[Block] = [
        Text(
            _(
                "The definition of each indicator in force in the semester. A proposed one awaits the Committee's approval."
            )
        )
    ]
    blocks += changed_definitions(s)
    for pillar in s["plan"]["pillars"]:
        rows = [row for row in s["indicators"] if row["pillar"] == pillar["code"]]
        if rows:
            blocks.append(Heading(2, s.text(pillar["name"])))
        for row in rows:
            blocks += [
                Heading(3, f"{row['code']} · {s.indicator_name(row['code'])}"),
                Terms(tuple(pair for pair in datasheet(s, row) if pair[1])),
            ]
    return blocks


def datasheet(s: Snapshot, row: Row) -> Iterator[tuple[str, str]]:
    definition = row["definition"]
    adopted = definition["adopted_on"]
    state = adoption_text(s, definition) if adopted else _("proposed, awaits the Committee's approval")
    yield (
        _("Definition"),
        _("Number %(number)s, in force from %(period)s; %(state)s")
        % {"number": definition["revision"], "period": s.period_label(definition["in_force_from"]), "state": state},
    )
    yield _("What it measures"), s.text(definition["definition"])
    yield _("How it is counted"), s.text(definition["note"])
    yield _("Unit and kind"), "; ".join(filter(None, [s.text(definition["unit"]), *kinds(s, definition)]))
    yield _("Components"), "; ".join(component_text(s, each) for each in definition["components"])
    yield _("Broken down by"), s.joined(breakdown_names(s, definition))
    yield _("Means of verification"), s.text(definition["means_of_verification"])
    yield _("Targets"), targets(s, definition)


def kinds(s: Snapshot, definition: Row) -> list[str]:
    return [s.text(definition[field]["words"]).lower() for field in ("kind", "accumulation", "across", "direction")]


def component_text(s: Snapshot, component: Row) -> str:
    label = s.text(component["label"])
    rule = component["rule"]
    detail = [role_word(component["role"])]
    if rule:
        stages = s.joined([s.text(stage).lower() for stage in rule["stages"]])
        only = f" ({s.text(rule['only']).lower()})" if rule["only"] else ""
        detail.append(f"{s.text(rule['register'])}{only}: {stages}, {s.text(rule['when']['words'])}")
    said = "; ".join(text for text in detail if text)
    return f"{label} ({said})" if said else label


def role_word(role: str) -> str:
    return {
        "numerator": _("numerator"),
        "denominator": _("denominator"),
        "beside": _("printed beside, never added"),
        "stage": _("stage"),
        "option": _("option"),
    }.get(role, "")


def breakdown_names(s: Snapshot, definition: Row) -> list[str]:
    names = [s.text(name) for name in definition["dimensions"]] + [s.text(tag["name"]) for tag in definition["tags"]]
    return [name.lower() for name in names]


def targets(s: Snapshot, definition: Row) -> str:
    """Every approved target, those of one act together, and the baselines: of all institutions, then of single ones."""
    said: list[str] = []
    for series in definition["series"]:
        label = f"{s.text(series['label'])}: " if s.text(series["label"]) else ""
        acts = groupby(series["targets"], key=of_one_act)
        said += [
            label + targets_text(s, list(same_act), is_percent=definition["is_percent"]) for _act, same_act in acts
        ]
        said += [label + whose(s, each) + baseline_text(s, each) for each in series["baselines"]]
    return "\n".join(said) or _("No approved target and no baseline.")


def of_one_act(target: Row) -> tuple[Any, ...]:
    """What targets that are told together have in common. Editions from before an institution could have some have none."""
    common = ("institution", "act", "approved_on", "source")
    return (target["scope"]["code"], *(target.get(each) or "" for each in common))


def whose(s: Snapshot, row: Row) -> str:
    """The institution, where it is not of all."""
    code = row.get("institution")
    if not code:
        return ""
    name = s.short(code) if code in s.institutions else code
    return f"{name}: "


def targets_text(s: Snapshot, rows: list[Row], *, is_percent: bool) -> str:
    """The targets of one act, in the order of the semesters."""
    points = [
        _("%(value)s for %(period)s")
        % {
            "value": target_value(s, each, is_percent=is_percent),
            "period": s.period_label(each["period"]),
        }
        for each in rows
    ]
    source = rows[0].get("source") or ""
    act = act_text(rows[0]["act"], source, is_interpolated=False)
    if any(each.get("is_interpolated") for each in rows):
        act += "; " + _("* interpolated between two values that the source publishes")
    return whose(s, rows[0]) + _("%(values)s; over %(scope)s (%(act)s, %(day)s)") % {
        "values": s.joined(points),
        "scope": s.text(rows[0]["scope"]["words"]),
        "act": act,
        "day": s.day(rows[0]["approved_on"]),
    }


def target_value(s: Snapshot, target: Row, *, is_percent: bool) -> str:
    """The value, or the two numbers that it is written as; an interpolated one has its mark."""
    mark = MARK if target.get("is_interpolated") else ""
    if target.get("denominator") is not None:
        parts = {"part": s.number(amount(target["value"])), "whole": s.number(amount(target["denominator"]))}
        return _("%(part)s of %(whole)s") % parts + mark
    return (s.plain_percent(target["value"]) if is_percent else s.number(amount(target["value"]))) + mark


def baseline_text(s: Snapshot, start: Row) -> str:
    value = s.number(amount(start["value"]))
    if start["denominator"] is not None:
        value = _("%(part)s of %(whole)s") % {"part": value, "whole": s.number(amount(start["denominator"]))}
    return _("baseline %(value)s in %(period)s (%(source)s)") % {
        "value": value,
        "period": s.period_label(start["period"]),
        "source": start["source"],
    }


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
                (
                    str(wording.STATES["no_target"]),
                    _("The Committee has approved none: the figure is shown and not judged."),
                ),
                (
                    _("Sheet of the indicator"),
                    _("Its definition in force: what is counted, how, and how it is added up."),
                ),
            )
        )
    ]


# --- Integrity ---


def integrity(s: Snapshot) -> list[Block]:
    chain = s["chain"]
    blocks: list[Block] = [
        Text(
            _(
                "This report was printed from a snapshot that cannot be changed. A correction is a new edition that names this one."
            )
        ),
    ]
    if s.sha256:
        blocks.append(Digest(_("SHA-256 of the snapshot"), s.sha256))
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
