"""Put together everything that an edition says, at one instant. What is printed later comes from here and nowhere else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zlib import compress, decompress

from django.conf import settings
from django.utils import timezone

from committee.models import Meeting
from documents.acts import minutes_of
from documents.canonical import canonical, digest
from indicators.models import ActionPlan, Bands
from institutions.models import Appointment
from measurements.chain import chain
from reports.edition.layout import Laid, as_content, layout_for
from reports.edition.telling import told
from reports.edition.version import RENDERER
from reports.figures.board import Dashboard, dashboard_of
from reports.figures.reading import Reading
from reports.keeping import kept
from reports.models import ReportEdition
from reports.report_kinds.scope import ReportScope
from reports.snapshot import definitions, doing, numbers, own, plan_texts, record
from reports.snapshot import span as spans
from reports.snapshot.agreements import agreements_of
from reports.snapshot.answers import answers_of, dimensions_in, post_of
from reports.snapshot.bilingual import LANGUAGES, said
from reports.snapshot.checks import checks_of, warned_in
from reports.snapshot.coordination import coordination_of
from reports.snapshot.explanations import read_behind
from reports.snapshot.method_note import RULES, RULES_OF_ONE
from reports.snapshot.requests import requests_of
from reports.snapshot.review import review_of
from reports.snapshot.un_strategy import strategy

SCHEMA = "compliance-report/5"
SAID_IN_ISSUING = ("code", "number", "issued_at", "issued_by", "supersedes", "adopted_in")
"""Nothing before, of what a report says of itself."""
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot as it is stored: its canonical text and the digest of that text."""

    text: str
    sha256: str

    @property
    def content(self) -> Content:
        content: Content = json.loads(self.text)
        return content


def freeze(content: Content) -> Frozen:
    return Frozen(canonical(content).decode(), digest(content))


def build(scope: ReportScope, *, at: dt.datetime, laid: Sequence[Laid] | None = None) -> Content:
    """The content of a report at an instant, before it is issued: it has no number yet. It is plain, as it will be frozen.

    What is frozen is built inside the transaction that locks the plan, so that all of it is of one moment; a page may be made of
    what was read before, while that still holds.
    """
    laid = layout_for(scope.kind) if laid is None else laid
    read = read_for(scope, at=at)
    content: Content = read["data"] | {"edition": plain(unissued(scope, at))}
    content["checks"] = checks_of(content, laid, read["warned"])
    content["layout"] = [as_content(each, {}, LANGUAGES) for each in laid]
    generated = {language: told(content, language) for language in LANGUAGES}
    layout = [
        as_content(each, {language: generated[language].get(each.key, "") for language in LANGUAGES}, LANGUAGES)
        for each in laid
    ]
    return content | {"layout": plain(layout)}


def read_for(scope: ReportScope, *, at: dt.datetime) -> Content:
    """What the database says for a report, whoever writes it: `data`, and the indicators `warned` of. Small, to be kept."""

    def work() -> bytes:
        return compress(canonical({"data": data_of(scope, at=at), "warned": warned_in(scope)}))

    institution = scope.institution.pk if scope.institution else ""
    name = f"report:{scope.plan.pk}:{scope.kind}:{scope.first.pk}:{scope.period.pk}:{institution}"
    read: Content = json.loads(decompress(kept(name, work, at=at)))
    return read


def plain(content: object) -> Any:
    """As it is read back from its canonical text."""
    return json.loads(canonical(content))


def data_of(scope: ReportScope, *, at: dt.datetime) -> Content:
    """All that is read from the database."""
    plan, institution = scope.plan, scope.institution
    reading = own.reading_of(scope, at)
    board = dashboard_of(reading)
    indicators = indicators_of(scope, reading, board)
    commitments = own.commitments_for(scope, record.commitments_in_force(reading.period))
    activities = doing.activities(plan, reading.period, at, of=institution)
    budget = doing.budget(plan, reading.period, of=institution)
    span = spans.span(scope, reading)
    required, agreed, answered = requests_of(scope, at), agreements_of(scope, at), answers_of(scope)
    beyond = coordination_of(
        scope,
        commitments=commitments,
        requests=required["rows"],
        agreements=agreed,
        activities=activities.get("rows", ()),
    )
    return {
        "schema": SCHEMA,
        "renderer": RENDERER,
        "edition": unissued(scope, at),
        "plan": plan_texts.plan_texts(plan),
        "alignment": plan_texts.alignment(plan),
        "period": plan_texts.period_window(reading.period, reading.period_before(), at),
        "method": [said(rule) for rule in (RULES if institution is None else RULES_OF_ONE)],
        "thresholds": thresholds(plan, reading),
        "record": record.record(board.matrix, commitments),
        "commitments": commitments,
        "indicators": indicators,
        "retired": own.retired_for(scope, definitions.retired_in(reading.period), reading),
        "changes": [{"indicator": row.indicator.code, "series": row.series.code} for row in board.changes],
        "tallies": {"plan": asdict(board.tally), "pillars": {each.code: asdict(each.tally) for each in board.pillars}},
        "with_target": board.with_target,
        "span": span,
        "own": own.record(scope, reading),
        "activities": activities,
        "budget": budget,
        "requests": required,
        "review": review_of(scope, at) if scope.is_of_the_committee else None,
        "agreements": agreed,
        "coordination": beyond if scope.is_of_the_committee else None,
        **answered,
        "institutions": record.institution_names(
            own.names_for(
                scope,
                institutions_named(reading, indicators)
                | doing.institutions_in(activities, budget)
                | spans.institutions_in(span)
                | record.taking_part(scope)
                | {
                    each["institution"]
                    for each in (*required["rows"], *agreed, *answered["answers"], *beyond["bodies"])
                },
            )
        ),
        "categories": record.category_names(dimensions_named(indicators) | dimensions_in(answered["cells"])),
        "un_strategy": strategy(plan, {each["code"] for each in indicators}),
        "chain": asdict(chain.verify(plan)),
    }


def unissued(scope: ReportScope, at: dt.datetime) -> Content:
    """What a report says of itself before it is issued; `issued_as` says the rest."""
    return {
        "kind": scope.kind,
        "first_period": scope.first.code,
        "institution": scope.institution.code if scope.institution else None,
        "code": None,
        "number": None,
        "cut_off": at,
        "classification": ReportEdition.Classification.INTERNAL,
        "is_demonstration": scope.plan.is_demonstration,
        "supersedes": None,
        "issued_at": None,
        "issued_by": None,
        "adopted_in": None,
        "verification": f"{settings.SITE_URL}/verificar/",
    }


def issued_as(
    content: Content,
    *,
    code: str,
    number: int,
    post: Appointment,
    at: dt.datetime,
    supersedes: ReportEdition | None,
    adopted_in: Meeting | None,
) -> Content:
    """The same content under the number that it is issued with. Nothing else of it changes."""
    said_of_itself = content["edition"] | {
        "code": code,
        "number": number,
        "issued_at": at,
        "issued_by": post_of(post),
        "supersedes": named(supersedes) if supersedes else None,
        "adopted_in": adoption(adopted_in, digest(content)) if adopted_in else None,
    }
    return content | {"edition": said_of_itself}


def before_issuing(content: Content) -> Content:
    """What `issued_as` was given: of the Committee's reports what a meeting adopted, whose digest its minutes name."""
    return content | {"edition": content["edition"] | dict.fromkeys(SAID_IN_ISSUING)}


def named(edition: ReportEdition) -> Content:
    return {"code": edition.code, "number": edition.number, "sha256": edition.sha256}


def adoption(meeting: Meeting, sha256: str) -> Content:
    """Which act the cover names, and the digest that this act names: that of the content before it was given its number."""
    return {
        "meeting": meeting.number,
        "held_on": timezone.localtime(meeting.starts_at).date(),
        "sha256": sha256,
        "act": {code: minutes_of(meeting.number, code) for code in LANGUAGES},
    }


def thresholds(plan: ActionPlan, reading: Reading) -> Content:
    bands = Bands.objects.filter(plan=plan).in_force(on=reading.period.ends_on).first()
    return {
        "low": reading.thresholds.low,
        "high": reading.thresholds.high,
        "is_approved": bool(bands and bands.is_approved),
    }


def indicators_of(scope: ReportScope, reading: Reading, board: Dashboard) -> list[Content]:
    """Every indicator in force: where it stands in the plan, its definition and its figures."""
    known = definitions.definitions_in_force(reading.period)
    revisions = {each.indicator.code: each for each in reading.revisions.values()}
    behind = read_behind(reading, board.indicators, of=scope.institution.code if scope.institution else "")
    return [
        {
            "code": each.indicator.code,
            "pillar": each.indicator.pillar_code,
            "objective": each.indicator.objective_code,
            "action": revisions[each.indicator.code].indicator.action.code,
            "definition": own.definition_for(scope, known[each.indicator.code]),
            "figures": numbers.indicator_numbers(reading, each, revisions[each.indicator.code], behind),
        }
        for each in board.indicators
    ]


def institutions_named(reading: Reading, indicators: list[Content]) -> set[str]:
    named = {
        row["institution"]
        for each in indicators
        for series in each["figures"]["series"]
        for row in series["by_institution"]
    }
    return named | set(reading.institutions)


def dimensions_named(indicators: list[Content]) -> set[str]:
    return {
        row["dimension"] for each in indicators for series in each["figures"]["series"] for row in series["by_category"]
    }
