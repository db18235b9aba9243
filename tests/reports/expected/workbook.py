"""What a workbook must hold of its snapshot: every sheet read back, row by row, against the frozen numbers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import python_calamine

from tests.reports.expected.committee import committee_sheets

Row = dict[str, Any]
Line = list[Any]
TWO_PLACES = Decimal("0.01")
SHEETS = {
    "es": {"series": "Por indicador", "institutions": "Por institución", "categories": "Por categoría", "history": "Por semestre",
           "goals": "Metas y líneas de base", "strategy": "Estrategia ONU", "coverage": "Cobertura", "budget": "Presupuesto",
           "cells": "Celdas", "activities": "Actividades", "requests": "Requerimientos", "agreements": "Acuerdos",
           "evidence": "Documentos de sustento", "answers": "Respuestas", "review": "Decisiones de la revisión",
           "consultation": "Consulta", "remarks": "Observaciones", "called_off": "Consultas sin efecto",
           "corrections": "Correcciones"},
    "en": {"series": "By indicator", "institutions": "By institution", "categories": "By category", "history": "By semester",
           "goals": "Targets and baselines", "strategy": "UN strategy", "coverage": "Coverage", "budget": "Budget",
           "cells": "Cells", "activities": "Activities", "requests": "Requests", "agreements": "Agreements",
           "evidence": "Supporting documents", "answers": "Answers", "review": "Review decisions",
           "consultation": "Consultation", "remarks": "Remarks", "called_off": "Consultations called off",
           "corrections": "Corrections"},
}  # fmt: skip
YES = {"es": "sí", "en": "yes"}


def workbook_mismatches(content: Row, language: str, workbook: bytes) -> list[str]:
    """What differs, sheet by sheet. Rows are compared in their order, by the cells that are named here."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    wrong = []
    for sheet, wanted in expected_sheets(content, language).items():
        name = SHEETS[language][sheet]
        found = (
            [line[: len(wanted[0])] for line in book.get_sheet_by_name(name).to_python()[1:]]
            if name in book.sheet_names
            else []
        )
        if len(found) != len(wanted):
            wrong.append(f"{name}: {len(found)} rows, not {len(wanted)}")
        wrong += [
            f"{name} {cells}: {mine!r}, not {other!r}"
            for cells, line in zip(found, wanted, strict=False)
            for mine, other in zip(cells, line, strict=True)
            if not is_same(mine, other)
        ]
    return wrong


def is_same(found: Any, wanted: Any) -> bool:
    """A number is a number, never a text that looks like one; nothing is an empty cell, never a zero. `...`: not compared."""
    if wanted is ...:
        return True
    if wanted is None:
        return bool(found == "")
    if isinstance(wanted, Decimal | int):
        return isinstance(found, float | int) and not isinstance(found, bool) and float(found) == float(wanted)
    return bool(found == wanted)


def expected_sheets(content: Row, language: str) -> dict[str, list[Line]]:
    sheets = {
        "series": list(series(content, language)),
        "institutions": list(institutions(content, language)),
        "categories": list(categories(content, language)),
        "history": list(history(content, language)),
        "goals": list(goals(content, language)),
        "strategy": list(strategy(content)),
        "coverage": list(coverage(content, language)),
        "budget": list(budget(content, language)),
        "activities": list(activities(content, language)),
        "cells": list(cells(content)),
        **committee_sheets(content, language),
    }
    return {name: rows for name, rows in sheets.items() if rows}


def number(text: str | None, *, is_percent: bool = False) -> Decimal | None:
    if text is None:
        return None
    return Decimal(text).quantize(TWO_PLACES, ROUND_HALF_UP) if is_percent else Decimal(text)


def share(part: str | int | None, whole: str | int | None) -> Decimal | None:
    if part is None or whole is None or not Decimal(whole):
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(TWO_PLACES, ROUND_HALF_UP)


def pairs(content: Row) -> Iterator[tuple[Row, Row, Row]]:
    """An indicator, one of its series, and the definition of that series."""
    for row in content["indicators"]:
        for each in row["figures"]["series"]:
            yield row, each, next(known for known in row["definition"]["series"] if known["code"] == each["code"])


def series(content: Row, language: str) -> Iterator[Line]:
    """From the code to the change; words in between are not compared."""
    for row, each, defined in pairs(content):
        is_percent, figure, judged = row["definition"]["is_percent"], each["figure"], each["judgement"]
        target, change = judged["target"], each["change"] or {}
        yield [
            row["code"], row["definition"]["name"][language].rstrip(". "), defined["label"][language], *[...] * 5,
            *(number(figure[name], is_percent=is_percent and name == "value") for name in ("value", "numerator", "denominator")),
            *(figure[name] for name in ("reported", "expected", "not_available", "not_applicable", "missing")),
            number(figure["joined"]), YES[language] if figure["is_partial"] else "no", YES[language] if figure["is_small"] else "no",
            number(target["value"], is_percent=is_percent) if target else None, ...,
            number(judged["expected"], is_percent=is_percent),
            *(number(judged[name]["raw_percent"], is_percent=True) for name in ("pace", "attainment")),
            *(number(judged[name], is_percent=is_percent) for name in ("low", "high")), ..., ..., ..., ..., ..., ...,
            *(number(change.get(name), is_percent=is_percent) for name in ("before", "after", "difference")),
            number(change.get("percent"), is_percent=True),
        ]  # fmt: skip


def institutions(content: Row, language: str) -> Iterator[Line]:
    names = {each["code"]: each["short_name"][language] for each in content["institutions"]}
    for row, each, defined in pairs(content):
        for said in each["by_institution"]:
            value = number(said["value"], is_percent=row["definition"]["is_percent"])
            yield [row["code"], defined["label"][language], names[said["institution"]], ..., ..., ..., ..., value,
                   number(said["numerator"]), number(said["denominator"])]  # fmt: skip


def categories(content: Row, language: str) -> Iterator[Line]:
    for row, each, defined in pairs(content):
        label = defined["label"][language]
        for breakdown in each["by_category"]:
            known = content["categories"][breakdown["dimension"]]
            for one in breakdown["rows"]:
                women, men = number(one["women"]), number(one["men"])
                both = None if women is None or men is None else str(women + men)
                yield [row["code"], label, known["name"][language], known["categories"][one["code"]][language], number(one["value"]),
                       number(one["denominator"]), share(one["value"], one["denominator"]), women, men,
                       share(one["women"], both), of_few(breakdown["kind"], one, both, language)]  # fmt: skip
        for step in (each["figure"]["in_words"] or {"steps": []})["steps"]:
            yield [
                row["code"],
                label,
                ...,
                step["named"][language],
                step["count"],
                each["figure"]["reported"],
                None,
                None,
                None,
                None,
                None,
            ]


def of_few(kind: str, one: Row, both: str | None, language: str) -> str | None:
    """Whether a percentage is of one to nineteen; a count of a category is no percentage."""
    whole = one["denominator"] if kind == "share" else both
    if kind == "count":
        return None
    return YES[language] if whole is not None and 0 < Decimal(whole) < 20 else "no"


def history(content: Row, language: str) -> Iterator[Line]:
    for row, each, defined in pairs(content):
        is_percent = row["definition"]["is_percent"]
        for point in each["history"]:
            said = point["figure"]
            yield [row["code"], defined["label"][language], ..., ..., number(said["value"], is_percent=is_percent),
                   number(said["numerator"]), number(said["denominator"]), said["reported"], said["expected"],
                   number(point["expected"], is_percent=is_percent)]  # fmt: skip


def goals(content: Row, language: str) -> Iterator[Line]:
    for row in content["indicators"]:
        for defined in row["definition"]["series"]:
            for each in (*defined["targets"], *defined["baselines"]):
                is_percent = row["definition"]["is_percent"] and each["denominator"] is None
                yield [row["code"], defined["label"][language], *[...] * 4, number(each["value"], is_percent=is_percent),
                       number(each["denominator"])]  # fmt: skip


def strategy(content: Row) -> Iterator[Line]:
    kept = content["un_strategy"] or {"goals": {}}
    for name, reached in kept["goals"].items():
        for goal in reached:
            yield [kept["indicator"], name, str(goal["year"]), number(goal["percent"], is_percent=True)]


def coverage(content: Row, language: str) -> Iterator[Line]:
    names = {each["code"]: each["short_name"][language] for each in content["institutions"]}
    record = content["record"]
    for name, said in [
        *((names[row["institution"]], row["coverage"]) for row in record["rows"]),
        ("Total", record["coverage"]),
    ]:
        yield [name, said["expected"], said["submitted"], said["on_time"], said["validated"], said["submitted"] - said["with_data"],
               share(said["submitted"], said["expected"]), share(said["on_time"], said["expected"])]  # fmt: skip


def budget(content: Row, language: str) -> Iterator[Line]:
    names = {each["code"]: each["short_name"][language] for each in content["institutions"]}
    for line in content["budget"]["lines"]:
        yield [str(content["budget"]["year"]), names[line["institution"]], ..., ..., ..., *amounts(line["amounts"])]


def amounts(said: Row | None) -> Iterable[Any]:
    if said is None:
        return [None] * 11
    sums = [
        part
        for name in ("initial", "modified", "committed", "executed")
        for part in (number(said[name]["sum"]), said[name]["reported_items"])
    ]
    rate = said["rate"]
    return [*sums, said["initial"]["items"], share(rate["numerator"], rate["denominator"]), rate["items"]]


def activities(content: Row, language: str) -> Iterator[Line]:
    names = {each["code"]: each["short_name"][language] for each in content["institutions"]}
    for row in content["activities"].get("rows") or []:
        days = [dt.date.fromisoformat(row[name]) for name in ("starts_on", "ends_on")]
        yield [row["code"], row["title"][language], names[row["institution"]], row["action"], row["product"][language],
               row["post"][language], ..., *days]  # fmt: skip


def cells(content: Row) -> Iterator[Line]:
    """As stored; a column of each dimension stands between the institution and the numbers."""
    found = content.get("cells") or []
    dimensions = {dimension for each in found for dimension in each["combination"]}
    for each in found:
        numbers = [number(each.get(name)) for name in ("value", "numerator", "denominator")]
        yield [each["indicator"], each["component"], *[...] * (3 + len(dimensions)), *numbers]
