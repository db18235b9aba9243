"""The annex with the sheets of the indicators: each indicator's definition in force, with its targets and baselines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from documents.formatting import lower_first
from reports.edition.blocks import Block, Heading, Terms, Text
from reports.edition.changed_definitions import adoption_text, changed_definitions
from reports.edition.indicator import target_text
from reports.edition.kind import of_the_last
from reports.edition.reading import Row, Snapshot, amount
from reports.edition.untargeted import neither_target_nor_baseline
from reports.wording.goals import MARK, act_text


def datasheets(s: Snapshot) -> list[Block]:
    blocks: list[Block] = [
        Text(
            _(
                "The definition of each indicator in force in the semester. A proposed one awaits the Committee's approval."
            )
        )
    ]
    blocks += of_the_last(s)
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
    yield _("What it measures"), s.written(definition["definition"])
    yield _("How it is counted"), s.written(definition["note"])
    yield _("Unit and kind"), "; ".join(filter(None, [s.text(definition["unit"]), *kinds(s, definition)]))
    yield _("Components"), "; ".join(component_text(s, each) for each in definition["components"])
    yield _("Broken down by"), s.joined(breakdown_names(s, definition))
    yield _("Means of verification"), s.written(definition["means_of_verification"])
    yield _("Targets"), targets(s, row)


def kinds(s: Snapshot, definition: Row) -> list[str]:
    return [
        lower_first(s.text(definition[field]["words"])) for field in ("kind", "accumulation", "across", "direction")
    ]


def component_text(s: Snapshot, component: Row) -> str:
    label = s.text(component["label"])
    rule = component["rule"]
    detail = [role_word(component["role"])]
    if rule:
        stages = s.joined([lower_first(s.text(stage)) for stage in rule["stages"]])
        only = f" ({lower_first(s.text(rule['only']))})" if rule["only"] else ""
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
    return [lower_first(name) for name in names]


def targets(s: Snapshot, row: Row) -> str:
    """Every approved target, those of one act together, and the baselines: of all institutions, then of single ones."""
    definition, said = row["definition"], bounds(s, row)
    for series in definition["series"]:
        label = f"{s.text(series['label'])}: " if s.text(series["label"]) else ""
        acts = groupby(series["targets"], key=of_one_act)
        said += [
            label + targets_text(s, list(same_act), is_percent=definition["is_percent"]) for _act, same_act in acts
        ]
        said += [
            label + whose(s, each) + baseline_text(s, each, is_percent=definition["is_percent"])
            for each in series["baselines"]
        ]
    return "\n".join(said) or neither_target_nor_baseline(s)


def bounds(s: Snapshot, row: Row) -> list[str]:
    """What a figure must stay between, which is its target."""
    judgement = row["figures"]["series"][0]["judgement"] if row["figures"]["series"] else {}
    if judgement.get("low") is None:
        return []
    is_percent = row["definition"]["is_percent"]
    low, high = (target_text(s, judgement[name], is_percent=is_percent) for name in ("low", "high"))
    return [_("to be kept between %(low)s and %(high)s") % {"low": low, "high": high}]


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
    act = act_text(s.act(rows[0]["act"]), s.written(source), is_interpolated=False)
    if any(each.get("is_interpolated") for each in rows):
        act += "; " + _("* interpolated between two values that the source publishes")
    return whose(s, rows[0]) + _("%(values)s; over %(scope)s (%(act)s, %(day)s)") % {
        "values": s.joined(points),
        "scope": s.text(rows[0]["scope"]["words"]),
        "act": act,
        "day": s.day(rows[0]["approved_on"]),
    }


def target_value(s: Snapshot, target: Row, *, is_percent: bool) -> str:
    """As it was set; an interpolated one has its mark."""
    return as_set(s, target, is_percent=is_percent) + (MARK if target.get("is_interpolated") else "")


def as_set(s: Snapshot, row: Row, *, is_percent: bool) -> str:
    """A target or a baseline as somebody set it: the two numbers that it is written as, or the value alone."""
    if row.get("denominator") is not None:
        return s.of(amount(row["value"]), amount(row["denominator"]))
    return s.plain_percent(row["value"]) if is_percent else s.number(amount(row["value"]))


def baseline_text(s: Snapshot, start: Row, *, is_percent: bool) -> str:
    return _("baseline %(value)s in %(period)s (%(source)s)") % {
        "value": as_set(s, start, is_percent=is_percent),
        "period": s.period_label(start["period"]),
        "source": s.written(start["source"]),
    }
