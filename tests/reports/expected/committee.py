"""What a report must print of requests, agreements, reviews, documents, texts, consultation and corrections, worked out here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Any

from institutions.spreadsheet_safety import escape_text
from tests.reports.read_back.files import Read

Row = dict[str, Any]
SPOKEN = {"es": "español", "en": "English"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SAID = {
    "es": {
        "done": "Cumplido", "said_done": "Se dice cumplido, aún sin confirmar", "open": "Por cumplir", "overdue": "Vencido",
        "dropped": "Sin efecto", "past": "(vencido)", "later": "Se posterga a una sesión posterior",
        "withheld": "Confidencial: se reserva su nombre", "proves": "sustenta: ",
        "agrees": "Conforme", "remarks": "Con observaciones", "": "Sin respuesta",
        "in_time": "Respondido en plazo", "late": "Respondido fuera de plazo", "outstanding": "Sin respuesta",
        "expired": "Cerrado sin respuesta", "withdrawn": "Retirado",
        "taken": "Acogida", "partly": "Acogida en parte", "declined": "No acogida",
        "adopted": "Aprobado", "still": "Sigue abierta a la fecha de corte",
    },
    "en": {
        "done": "Done", "said_done": "Said to be done, not confirmed yet", "open": "To be done", "overdue": "Past its last day",
        "dropped": "Dropped", "past": "(past)", "later": "Put off to a later session",
        "withheld": "Confidential: its name is withheld", "proves": "proves: ",
        "agrees": "Agrees", "remarks": "Remarks", "": "No answer",
        "in_time": "Answered in time", "late": "Answered late", "outstanding": "Without an answer",
        "expired": "Closed without an answer", "withdrawn": "Withdrawn",
        "taken": "Taken up", "partly": "Taken up in part", "declined": "Not taken up",
        "adopted": "Adopted", "still": "Still open at the cut-off",
    },
}  # fmt: skip


def committee_mismatches(content: Row, language: str, read: Read) -> list[str]:
    """Rows and texts of the snapshot that a document does not have. Breaks of lines and hyphens are no matter, all else is."""
    rows = [[bare(cell) for cell in row] for row in read.rows]
    lines = [wanted for wanted in rows_of(content, language) if [bare(cell) for cell in wanted] not in rows]
    everything = bare(read.text)
    texts = [text for text in texts_of(content) if bare(text) not in everything]
    return [f"row {each}" for each in lines] + [f"text {each}" for each in texts]


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def rows_of(content: Row, language: str) -> Iterator[list[str]]:
    names = {each["code"]: each["short_name"][language] for each in content["institutions"]}
    said = SAID[language]
    yield from required(content["requests"]["rows"], names, language)
    for each in content["agreements"]:
        number = ", ".join(filter(None, (each["meeting"], str(each["ordinal"]), each["indicator"])))
        yield [
            f"{number}: {each['text']}",
            names[each["institution"]],
            day(each["due_on"], language),
            said[each["standing"]],
        ]
    for session in content["review"]["sessions"]:
        for each in session["decisions"]:
            if not each["is_adopted"]:
                reason = each["rationale"][language] or each["rationale"]["es"] or each["rationale"]["en"] or "–"
                yield [each["indicator"], each["kind"]["words"][language], said["later"], reason]
    for each in content["evidence"]:
        proves = said["proves"] + each["item"] if each["item"] else ""
        name = " · ".join(filter(None, (each["name"], each["number"], proves)))
        named = said["withheld"] if each["is_confidential"] else name
        yield [each["indicator"], named, each["kind"]["words"][language], each["sha256"]]
    for held in content["consultation"]["rounds"]:
        for seat in held["seats"]:
            yield [
                names[seat["institution"]],
                said[seat["answer"]],
                seat["reference"] or "–",
                str(len(seat["remarks"])),
            ]
    for each in content["corrections"]["changes"]:
        yield [each[name][language] for name in ("where", "what", "before", "after")]


def required(rows: list[Row], names: dict[str, str], language: str) -> Iterator[list[str]]:
    for code in dict.fromkeys(row["institution"] for row in rows):
        yield counted(names[code], [row for row in rows if row["institution"] == code], language)
    yield counted("Total", rows, language)
    for row in rows:
        if row["is_open"]:
            past = " " + SAID[language]["past"] if row["is_overdue"] else ""
            about = filter(None, (row["indicator"], row["activity"], half(row["period"], language)))
            yield [row["number"], names[row["institution"]], row["kind"]["words"][language], " · ".join(about) or "–",
                   day(row["due_on"], language) + past]  # fmt: skip


def counted(name: str, rows: list[Row], language: str) -> list[str]:
    standings = [row["standing"] for row in rows]
    counts = [standings.count(each) for each in ("in_time", "late", "outstanding", "expired", "withdrawn")]
    days = [row["days"] for row in rows if row["standing"] in ("in_time", "late")]
    middle = f"{median(days):g}".replace(".", "," if language == "es" else ".") if days else "–"
    return [name, str(len(rows) - counts[-1]), *map(str, counts), middle]


def half(code: str | None, language: str) -> str:
    if code is None:
        return ""
    year, name = code.split("-")
    return code if language == "es" else f"{year}\u00a0H{len(name)}"


def day(text: str, language: str) -> str:
    on = dt.date.fromisoformat(text)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}" if language == "en" else f"{on:%d/%m/%Y}"


def texts_of(content: Row) -> Iterator[str]:
    """What people wrote, whole; a text beside a figure, a remark and its answer, why a consultation was called off,
    why an edition is corrected."""
    for each in content["answers"]:
        yield each["narrative"] or ""
    for held in content["consultation"]["rounds"]:
        for remark in (each for seat in held["seats"] for each in seat["remarks"]):
            yield from (remark["text"], remark["reply"])
    yield from (held["reason"] for held in content["consultation"]["called_off"])
    yield content["corrections"]["reason"]
    for session in content["review"]["sessions"]:
        yield from (each["rationale"]["es"] for each in session["decisions"] if not each["rationale"]["en"])


# --- Sheets of the workbook, by the cells that are named ---


def committee_sheets(content: Row, language: str) -> dict[str, list[list[Any]]]:
    names = {each["code"]: each["short_name"][language] for each in content["institutions"]}
    said = SAID[language]
    return {
        "requests": [
            [each["number"], names[each["institution"]], each["kind"]["words"][language], half(each["period"], language) or None,
             each["indicator"] or None, each["activity"] or None, dt.date.fromisoformat(each["due_on"]), said[each["standing"]],
             yes(each["is_open"], language), yes(each["is_overdue"], language), each["days"]]
            for each in content["requests"]["rows"]
        ],
        "agreements": [
            [each["meeting"], each["ordinal"], escape_text(each["text"]), ..., names[each["institution"]], each["indicator"] or None,
             dt.date.fromisoformat(each["due_on"]), said[each["standing"]]]
            for each in content["agreements"]
        ],
        "evidence": [
            [each["indicator"], ..., names[each["institution"]], escape_text(each["name"]) or None, escape_text(each["number"]) or None,
             escape_text(each["item"]) or None, each["kind"]["words"][language], yes(each["is_confidential"], language), each["sha256"]]
            for each in content["evidence"]
        ],
        "answers": [
            [each["indicator"], ..., names[each["institution"]], ..., ..., escape_text(each["reason"] or "") or None,
             escape_text(each["narrative"] or "") or None, ..., ...,
             dt.date.fromisoformat(each["validated_on"]) if each["validated_on"] else None, each["receipt"]]
            for each in content["answers"]
        ],
        "review": list(review_rows(content, language)),
        "consultation": [
            [names[seat["institution"]], said[seat["answer"]], escape_text(seat["reference"]) or None, len(seat["remarks"]),
             held["number"], local_day(held["opened_at"]), dt.date.fromisoformat(held["closes_on"]), local_day(held["closed_at"])]
            for held in content["consultation"]["rounds"] for seat in held["seats"]
        ],
        "remarks": [
            [names[seat["institution"]], held["number"], each["ordinal"], ..., escape_text(each["text"]), SPOKEN[each["language"]],
             said[each["outcome"]], escape_text(each["reply"]) or None, SPOKEN[each["reply_language"]] if each["reply"] else None]
            for held in content["consultation"]["rounds"] for seat in held["seats"] for each in seat["remarks"]
        ],
        "called_off": [
            [held["number"], local_day(held["opened_at"]), dt.date.fromisoformat(held["closes_on"]), local_day(held["called_off_at"]),
             held["asked"], held["answered"], escape_text(held["reason"]), SPOKEN[held["reason_language"]]]
            for held in content["consultation"]["called_off"]
        ],
        "corrections": [
            [each["where"][language], each["what"][language], *(printed(each[name], language) for name in ("before", "after")),
             yes(each["is_band"], language), each["indicator"] or None,
             names[each["institution"]] if each["institution"] else None]
            for each in content["corrections"]["changes"]
        ],
    }  # fmt: skip


def review_rows(content: Row, language: str) -> Iterator[list[Any]]:
    """A decision that made no definition has nothing after its reason; of an open session only that it is open."""
    said = SAID[language]
    for session in content["review"]["sessions"]:
        held = [session["meeting"], dt.date.fromisoformat(session["held_on"]),
                *(half(session[name], language) for name in ("period", "effective_from"))]  # fmt: skip
        for each in session["decisions"]:
            told = each["rationale"]
            reason = told[language] or told["es"] or told["en"]
            outcome = said["adopted"] if each["is_adopted"] else said["later"]
            yield [*held, each["indicator"], each["kind"]["words"][language], outcome, escape_text(reason) or None, ...,
                   *definition_made(each["made"], language)]  # fmt: skip
    for meeting in content["review"]["open"]:
        yield [meeting, *[None] * 5, said["still"], *[None] * 8]


def definition_made(made: Row | None, language: str) -> list[Any]:
    if made is None:
        return [None] * 6
    adopted = dt.date.fromisoformat(made["adopted_on"]) if made["adopted_on"] else None
    act = escape_text(made["act"][language]) or None
    return [made["number"], half(made["in_force_from"], language), adopted, act, made["targets"], made["baselines"]]


def printed(words: Row, language: str) -> Any:
    """A number as one, whatever language prints it; else the words."""
    plain = words["en"].replace(",", "").replace("\u2212", "-").removesuffix("%")
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else words[language]


def local_day(moment: str) -> dt.date:
    return dt.datetime.fromisoformat(moment).astimezone(dt.timezone(dt.timedelta(hours=-5))).date()


def yes(is_so: bool, language: str) -> str:
    return {"es": ("no", "sí"), "en": ("no", "yes")}[language][is_so]
