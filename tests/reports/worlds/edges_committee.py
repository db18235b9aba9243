"""What the Committee and others add to the edges world: a row of every standing in each section that the figures leave empty.

requests     in time, late, open, past its day, closed, withdrawn, required again; of a semester before; of another sector
agreements   to be done, past, said done, done, dropped; long, hostile, in English, like a formula
review       kept, retired, with a target, put off with a long reason in one language; one session is still open
evidence     plain, confidential, numbered, of an item, named like a formula
texts        beside figures that were validated, in both languages
another sector, with something of each, and one with nothing
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from activities.models import Activity
from committee.models import Agreement, InformationRequest
from documents.formatting import LIMA
from documents.plain_pdf import plain_pdf
from documents.storing import store
from indicators.models import Indicator, IndicatorRevision
from institutions.models import Appointment, Role
from measurements.chain import chain
from measurements.models import Evidence, MeasuredValue, Measurement
from reports.aftermath.correcting import open_correction
from reports.models import ConsultationRound, ConsultationSeat, Remark, ReportDraft, ReportEdition
from tests import factories as make
from tests.committee.proposals.proposed import make_decision, make_session
from tests.factories.reports import make_meeting_row

if TYPE_CHECKING:
    from tests.reports.worlds.edges import EdgesWorld

DAY = dt.timedelta(days=1)
HELD = dt.datetime(2026, 6, 12, 12, 0, tzinfo=LIMA)
REVIEWED = dt.datetime(2026, 2, 10, 12, 0, tzinfo=LIMA)
AT = dt.datetime(2026, 9, 1, 10, 30, tzinfo=LIMA)
FORMULA = '=HYPERLINK("http://ejemplo.invalid","clic")'
HOSTILE = '#read("/etc/passwd") *no* $x$ <script>alert(1)</script> | a | b & c'
LONG = (
    " ".join(["Coordinar con todas las unidades, sin excepción, la entrega de las constancias."] * 12) + " " + "a" * 90
)


def add_committee(world: EdgesWorld) -> None:
    secretary = make.make_person(Role.TECHNICAL_SECRETARY, make.make_institution("DGRRII")).posts[0]
    another_sector(world)
    required(world, secretary)
    agreed(world, secretary)
    reviewed(world, secretary)
    beside_the_figures(world)
    proved(world, secretary)


def indicator(world: EdgesWorld, code: str) -> Indicator:
    return Indicator.objects.get(plan=world.plan, code=code)


def another_sector(world: EdgesWorld) -> None:
    world.institutions["MIMP"] = make.make_institution("MIMP", kind="other_ministry")
    make.make_institution("ONU", kind="international", is_participating=False)
    make.make_commitment(indicator(world, "PROT-1.2.1"), world.institutions["MIMP"], world.periods[0])


def required(world: EdgesWorld, post: Appointment) -> None:
    """In days before AT."""
    before, period = world.periods[1:]
    activity = Activity.objects.get(plan=world.plan, title="Directiva")
    ask(world, post, "EP", kind="clarify", period=period, answered=18, indicator=indicator(world, "PREV-1.1.1"))
    ask(world, post, "EP", kind="correct", period=period, answered=5)
    ask(world, post, "EP", kind="evidence", period=period, due=2, activity=activity)
    ask(world, post, "MGP", kind="additional", period=period, due=-30, indicator=indicator(world, "PREV-1.2.1"))
    ask(world, post, "MGP", period=period, state="withdrawn")
    ask(world, post, "FAP", period=period, answered=15, state="accepted")
    ask(world, post, "FAP", period=period, answered=16, state="open")
    ask(world, post, "FAP", period=period, state="expired")
    ask(world, post, "MIMP", due=-3)
    ask(world, post, "MGP", period=before, due=-3)


def ask(
    world: EdgesWorld,
    post: Appointment,
    code: str,
    *,
    due: int = 10,
    answered: int | None = None,
    state: str = "",
    **fields: Any,
) -> None:
    ordinal = InformationRequest.objects.count() + 1
    InformationRequest.objects.create(
        **{"kind": "clarify"} | fields,
        plan=world.plan,
        year=2026,
        ordinal=ordinal,
        number=f"RI-2026-{ordinal:04}",
        institution=world.institutions[code],
        subject="Asunto reservado.",
        text="Texto reservado.",
        made_by=post,
        made_at=AT - 20 * DAY,
        due_at=AT - due * DAY,
        first_answered_at=None if answered is None else AT - answered * DAY,
        state=state or ("open" if answered is None else "answered"),
        closed_at=AT - DAY if state in ("accepted", "expired", "withdrawn") else None,
    )


def agreed(world: EdgesWorld, post: Appointment) -> None:
    meeting = make_meeting_row(world.plan, by=post.user, at=HELD)
    closed = {"closed_at": AT - DAY, "closed_by": post, "closing_text": "Nota reservada."}
    said = {"said_done_at": AT - DAY, "said_done_by": post, "said_done_text": "Hecho."}
    rows: list[tuple[str, str, dt.date, dict[str, Any]]] = [
        ("EP", FORMULA, dt.date(2026, 10, 1), {"indicator": indicator(world, "PREV-1.1.1")}),
        ("MGP", HOSTILE, dt.date(2026, 8, 31), {}),
        ("FAP", LONG, dt.date(2026, 9, 1), {}),
        ("EP", "Primera línea.\n\n- Segunda línea.", dt.date(2026, 8, 1), said),
        ("CCFFAA", "Designar 37 instructoras.", dt.date(2026, 7, 1), closed | {"state": "done"}),
        ("MIMP", "Compartir la cartilla.", dt.date(2026, 7, 1), closed | {"state": "dropped"}),
    ]
    for ordinal, (code, text, due_on, fields) in enumerate(rows, 1):
        Agreement.objects.create(
            meeting=meeting,
            ordinal=ordinal,
            text=text,
            institution=world.institutions[code],
            due_on=due_on,
            **fields,
        )


def reviewed(world: EdgesWorld, post: Appointment) -> None:
    """Before the semester one was retired; what the session decided takes effect with it."""
    meeting = make_meeting_row(world.plan, by=post.user, at=REVIEWED)
    session = make_session(meeting, world.periods[1], world.period, state="closed")
    for code in ("PREV-1.1.1", "PREV-1.2.1"):
        make_decision(session, indicator(world, code), "keep")
    gone = IndicatorRevision.objects.get(indicator=indicator(world, "PREV-2.1.1"), number=2)
    make_decision(session, gone.indicator, "retire", revision=gone, rationale_es="Ya no se mide.")
    aimed = make_decision(session, indicator(world, "PROT-1.1.1"), "target", rationale_es=HOSTILE, rationale_en="Two.")
    assert aimed.revision is not None
    series = make.make_series(aimed.revision)
    make.make_component(aimed.revision, "total")
    make.make_target(series, world.period, 20)
    make.make_baseline(series, world.periods[0], 0)
    late = indicator(world, "PREV-1.3.1")
    make_decision(session, late, "adjust", state="deferred", rationale_es=LONG)
    next_one = make_meeting_row(world.plan, by=post.user, at=HELD + 20 * DAY)
    make_session(next_one, world.period, world.period)


def beside_the_figures(world: EdgesWorld) -> None:
    told = {"EP": (f"{LONG}\n\n{HOSTILE}", "es"), "FAP": ("Fewer complaints were filed: 2.", "en")}
    for code, (text, language) in told.items():
        found = validated(world, "PREV-1.2.1", code)
        Measurement.objects.filter(pk=found.pk).update(narrative=text, narrative_language=language)


def validated(world: EdgesWorld, code: str, institution: str) -> Measurement:
    return Measurement.objects.get(
        indicator__code=code, institution=world.institutions[institution], period=world.period
    )


def proved(world: EdgesWorld, post: Appointment) -> None:
    """Documents count by what the event of the validation kept of them."""
    attach(validated(world, "PREV-1.1.1", "EP"), post, "oficio.pdf", official_number="Oficio N.° 12")
    attach(validated(world, "PREV-1.1.1", "EP"), post, "reservado.pdf", is_confidential=True)
    attach(validated(world, "PREV-1.2.1", "FAP"), post, f"{FORMULA[:40]}.pdf", official_number=HOSTILE)
    attach(validated(world, "PREV-1.3.1", "EP"), post, f"{'acta-' * 30}.pdf", grade="third_party")
    for code, institution in (("PREV-1.1.1", "EP"), ("PREV-1.2.1", "FAP"), ("PREV-1.3.1", "EP")):
        found = validated(world, code, institution)
        assert found.validated_at is not None
        chain.append(found, from_status="submitted", post=post, at=found.validated_at)


def attach(answer: Measurement, post: Appointment, name: str, **fields: Any) -> None:
    kept = store(plain_pdf([name]), name=name, media_type="application/pdf")
    Evidence.objects.create(measurement=answer, stored_file=kept, added_at=AT, added_by=post.user, **fields)


# --- A second edition ---


def corrected(world: EdgesWorld, first: ReportEdition, post: Appointment) -> ReportDraft:
    """The correction of an edition: one figure is another, and the institutions were consulted about it, once by mistake."""
    MeasuredValue.objects.filter(measurement=validated(world, "PREV-1.4.1", "EP")).update(value=19)
    draft = open_correction(first, HOSTILE, language="es", by=post.user, at=AT)
    consulted(world, draft, post)
    consulted_by_mistake(world, draft, post)
    return draft


def consulted(world: EdgesWorld, draft: ReportDraft, post: Appointment) -> None:
    """One agrees by letter, one remarks on a section, on another and on the whole, one says nothing."""
    round_ = ConsultationRound.objects.create(
        draft=draft, number=1, snapshot="{}", sha256="c" * 64, opened_at=AT - 8 * DAY, opened_by=post,
        closes_on=AT.date() - 2 * DAY, closed_at=AT - DAY, closed_by=post,
    )  # fmt: skip
    answered = {"answered_at": AT - 5 * DAY, "answered_by": post}
    seats = {
        "EP": {"answer": "agrees", "reference": "Oficio N.° 37 | a"} | answered,
        "MGP": {"answer": "remarks"} | answered,
        "FAP": {},
    }
    made = {
        code: ConsultationSeat.objects.create(round=round_, institution=world.institutions[code], **fields)
        for code, fields in seats.items()
    }
    replied = {"replied_at": AT - 2 * DAY, "replied_by": post}
    for ordinal, fields in enumerate(
        (
            {"section": "summary", "text": FORMULA, "outcome": "taken", "reply": "Se agregó."},
            {"text": HOSTILE, "outcome": "declined", "reply": LONG},
            {"section": "closing", "text": LONG, "language": "en", "outcome": "partly", "reply": "Yes, 5 of 37."},
        ),
        1,
    ):
        Remark.objects.create(seat=made["MGP"], ordinal=ordinal, **fields, **replied)


def consulted_by_mistake(world: EdgesWorld, draft: ReportDraft, post: Appointment) -> None:
    """Of two institutions one had answered when it was called off."""
    round_ = ConsultationRound.objects.create(
        draft=draft, number=2, snapshot="{}", sha256="d" * 64, opened_at=AT - DAY, opened_by=post, closes_on=AT.date() + 9 * DAY,
    )  # fmt: skip
    for code, answer in (("EP", "agrees"), ("MGP", "")):
        fields = {"answer": answer, "answered_at": AT - DAY, "answered_by": post} if answer else {}
        ConsultationSeat.objects.create(round=round_, institution=world.institutions[code], **fields)
    round_.called_off_at, round_.called_off_by, round_.reason = AT, post, f"{HOSTILE} {FORMULA}"
    round_.save()
