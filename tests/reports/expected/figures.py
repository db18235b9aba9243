"""What a report must print of its snapshot, worked out here from the frozen numbers alone, and spelled here as each language does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.reports.read_back.files import Read

Row = dict[str, Any]
OF = {"es": "de", "en": "of"}
POINTS = {"es": " p. p.", "en": " pp"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """Numbers as a language writes them: `1 234,5 %`, `1,234.5%`."""

    language: str

    def number(self, value: str | int | Decimal, places: int | None = None, *, signed: bool = False) -> str:
        exact = Decimal(value)
        if places is not None:
            exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        whole, _point, rest = f"{abs(exact):f}".partition(".")
        rest = rest if places is not None else rest.rstrip("0")
        thousands, point = (" ", ",") if self.language == "es" else (",", ".")
        text = re.sub(r"(?<=\d)(?=(\d{3})+$)", thousands, whole) + (point + rest if rest else "")
        return ("\u2212" if exact < 0 else "+" if signed and exact > 0 else "") + text

    def percent(self, value: str | Decimal, places: int | None = 1, *, signed: bool = False) -> str:
        return self.number(value, places, signed=signed) + (" %" if self.language == "es" else "%")

    def share(self, part: str | int, whole: str | int) -> str:
        return self.percent(Decimal(part) * 100 / Decimal(whole))

    def pair(self, part: str | int, whole: str | int) -> str:
        return f"{self.number(part)} {OF[self.language]} {self.number(whole)}"

    def difference(self, change: Row) -> str:
        if change["is_percent"]:
            return self.number(change["difference"], 1, signed=True) + POINTS[self.language]
        return self.number(change["difference"], signed=True)

    def short(self, value: str, *, is_percent: bool) -> str:
        """A target, or what is expected on the way to it: two places at most."""
        two = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return self.percent(two, None) if is_percent else self.number(two)


def holds(text: str, printed: str) -> bool:
    """Whether a text has it as a number of its own, not as a piece of a longer one."""
    return bool(re.search(rf"(?<![\d.,+\u2212])(?<!\d ){re.escape(printed)}(?![.,]?\d)(?! \d)", text))


def mismatches(content: Row, language: str, read: Read) -> list[str]:
    """What the snapshot has and the document does not say in its place. Empty: they agree."""
    spell = Spelling(language)
    missing = [f"row {wanted}" for wanted in rows_of(content, language) if not is_among(read, wanted)]
    for row in content["indicators"]:
        place = read.under(f"{row['code']} ·")
        text = place.text
        said = [f"{what} {printed}" for what, printed in of_indicator(row, spell) if not holds(text, printed)]
        said += [f"row {wanted}" for wanted in rows_of_indicator(content, row, spell) if not is_among(place, wanted)]
        missing += [f"{row['code']}: {each}" for each in said]
    return missing


def is_among(read: Read, wanted: list[str]) -> bool:
    return any(same_row(row, wanted) for row in read.rows)


# --- An indicator, under its heading ---


def of_indicator(row: Row, spell: Spelling) -> Iterator[tuple[str, str]]:
    every = row["figures"]["series"]
    if not any(each["figure"]["value"] for each in every):
        return
    for series in every:
        yield from of_figure(series["figure"], spell)
        yield from of_change(series["change"], spell, is_alone=len(every) == 1)
        yield from of_target(series["judgement"], spell, is_percent=row["definition"]["is_percent"])
        yield from of_categories(series, spell)
    for part in row["figures"]["parts"]:
        if len(row["figures"]["parts"]) > 1 and part["figure"]["value"] is not None:
            yield from of_value(f"part {part['code']}", part["figure"], spell)


def of_figure(figure: Row, spell: Spelling) -> Iterator[tuple[str, str]]:
    if figure["value"] is None:
        return
    yield from of_value("value", figure, spell)
    yield "reach", spell.pair(figure["reported"], figure["expected"])
    if figure["joined"] != "0":
        yield "joined", spell.number(figure["joined"])


def of_value(what: str, said: Row, spell: Spelling) -> Iterator[tuple[str, str]]:
    if said["denominator"] is None:
        yield what, spell.number(said["value"])
    else:
        yield what, spell.share(said["numerator"], said["denominator"])
        yield f"parts of {what}", spell.pair(said["numerator"], said["denominator"])


def of_change(change: Row | None, spell: Spelling, *, is_alone: bool) -> Iterator[tuple[str, str]]:
    if change is None or change["difference"] is None:
        return
    if not is_alone:
        yield "change", spell.difference(change)
        return
    yield "change", spell.difference(change).removesuffix(POINTS[spell.language])
    yield "before", spell.percent(change["before"]) if change["is_percent"] else spell.number(change["before"])
    if change["percent"] is not None:
        yield "change in percent", spell.percent(change["percent"], signed=True)


def of_target(judgement: Row, spell: Spelling, *, is_percent: bool) -> Iterator[tuple[str, str]]:
    if judgement["target"]:
        yield "target", spell.short(judgement["target"]["value"], is_percent=is_percent)
    if judgement["expected"]:
        yield "expected", spell.short(judgement["expected"], is_percent=is_percent)
    for name in ("low", "high"):
        if judgement[name]:
            yield name, spell.short(judgement[name], is_percent=is_percent)
    if judgement["pace"]["raw_percent"]:
        yield "pace", spell.percent(judgement["pace"]["raw_percent"])
    if judgement["target"] and judgement["attainment"]["raw_percent"]:
        yield "attainment", spell.percent(judgement["attainment"]["raw_percent"])


# --- Rows of tables ---


def rows_of_indicator(content: Row, row: Row, spell: Spelling) -> Iterator[list[str]]:
    """Who reported what, over all series, where several institutions are expected; then the categories."""
    series = row["figures"]["series"]
    if not any(each["figure"]["value"] for each in series):
        return
    names = short_names(content, spell.language)
    said = [each for each in series[0]["by_institution"] if each["situation"] != "not_expected"]
    for place, first in enumerate(series[0]["by_institution"]):
        values = [each["by_institution"][place] for each in series]
        if len(said) > 1 and all(each["value"] is not None for each in values):
            yield [names[first["institution"]], *(text for each in values for _what, text in of_value("", each, spell))]
    for each in series:
        yield from rows_of_categories(content, each, spell)


def rows_of_categories(content: Row, series: Row, spell: Spelling) -> Iterator[list[str]]:
    for breakdown in series["by_category"]:
        names = content["categories"][breakdown["dimension"]]["categories"]
        for each in breakdown["rows"]:
            name, value = names[each["code"]][spell.language], spell.number(each["value"])
            if breakdown["kind"] == "share" and len(breakdown["rows"]) > 1:
                mark = " *" if each["is_small"] else ""
                yield [
                    name,
                    value,
                    spell.number(each["denominator"]),
                    spell.share(each["value"], each["denominator"]) + mark,
                ]
            if breakdown["kind"] == "sex_split":
                yield [name, spell.number(each["women"]), spell.number(each["men"]), value]


def of_categories(series: Row, spell: Spelling) -> Iterator[tuple[str, str]]:
    """Of whatever is printed in a sentence and not in a table."""
    for breakdown in series["by_category"]:
        for each in breakdown["rows"]:
            yield each["code"], spell.number(each["value"])


def short_names(content: Row, language: str) -> dict[str, str]:
    return {each["code"]: each["short_name"][language] for each in content["institutions"]}


def same_row(row: tuple[str, ...], wanted: list[str]) -> bool:
    """The first cell, and the numbers after it in their order; other cells may stand between."""
    rest = iter(row[1:])
    return bool(row) and row[0] == wanted[0] and all(any(cell == each for cell in rest) for each in wanted[1:])


def rows_of(content: Row, language: str) -> Iterator[list[str]]:
    spell = Spelling(language)
    names = short_names(content, language)
    for row in content["record"]["rows"]:
        yield [names[row["institution"]], *coverage(row["coverage"], spell)]
    yield ["Total", *coverage(content["record"]["coverage"], spell)]
    for pillar in content["plan"]["pillars"]:
        if tally := content["tallies"]["pillars"].get(pillar["code"]):
            yield [
                pillar["name"][language],
                *(str(tally[name]) for name in ("on_track", "at_risk", "off_track", "no_target")),
            ]
    yield from moved(content, spell)
    yield from budgeted(content, names, spell)
    for each in content["activities"].get("institutions") or []:
        if each["is_sent"]:
            yield [
                names[each["institution"]],
                *(str(each["tally"][name]) for name in ("planned", "running", "done", "delayed")),
            ]
    for series, goals in (content["un_strategy"] or {"goals": {}})["goals"].items():
        marked = [spell.number(goal["percent"]) + ("*" if goal["is_interpolated"] else "") for goal in goals]
        yield [series, *marked]


def coverage(said: Row, spell: Spelling) -> Iterator[str]:
    counts = (
        said["expected"],
        said["submitted"],
        said["on_time"],
        said["validated"],
        said["submitted"] - said["with_data"],
    )
    yield from map(spell.number, counts)
    if said["expected"]:
        yield spell.share(said["submitted"], said["expected"])
        yield spell.share(said["on_time"], said["expected"])


def moved(content: Row, spell: Spelling) -> Iterator[list[str]]:
    for row in content["indicators"]:
        for series in row["figures"]["series"]:
            change = series["change"]
            if change is None or change["before"] is None or change["after"] is None:
                continue
            label = next(
                each["label"][spell.language] for each in row["definition"]["series"] if each["code"] == series["code"]
            )
            spelled = spell.percent if change["is_percent"] else spell.number
            yield [" · ".join(filter(None, (row["code"], label))), spelled(change["before"]), spelled(change["after"]),
                   spell.difference(change) + (" *" if change["is_small"] else "")]  # fmt: skip


def budgeted(content: Row, names: dict[str, str], spell: Spelling) -> Iterator[list[str]]:
    for line in content["budget"]["lines"]:
        if line["amounts"]:
            yield [names[line["institution"]], *amounts(line["amounts"], spell)]


def amounts(said: Row, spell: Spelling) -> Iterator[str]:
    for name in ("initial", "modified", "committed", "executed"):
        each = said[name]
        some = (
            "" if each["reported_items"] == each["items"] else f" ({spell.pair(each['reported_items'], each['items'])})"
        )
        yield spell.number(each["sum"], 2) + some if each["sum"] is not None else "–"


# --- Any number ---


def frozen_numbers(content: Any, language: str) -> set[str]:
    """Every number that is frozen, as it may be printed: whole, to one place, to two, with its sign; and each share of two."""
    spell = Spelling(language)
    if isinstance(content, list):
        return {each for part in content for each in frozen_numbers(part, language)}
    if isinstance(content, dict):
        found = {each for part in content.values() for each in frozen_numbers(part, language)}
        part, whole = content.get("numerator"), content.get("denominator")
        if part is not None and whole is not None and Decimal(whole):
            found.add(spell.number(Decimal(part) * 100 / Decimal(whole), 1))
        return found
    if isinstance(content, bool) or content is None or not re.fullmatch(r"-?\d+(\.\d+)?", str(content)):
        return set()
    exact = Decimal(str(content))
    return {spell.number(exact, places, signed=signed) for places in (None, 1, 2) for signed in (False, True)}
