"""Every address × every role, against a declared table. An address that nobody declared fails."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, path, reverse
from pytest_django import DjangoDbBlocker

from activities.models import NoteFile
from committee import requesting
from committee.models import Meeting, PlanningPoint
from committee.review.deciding import Choice, decide
from committee.review.opening import open_review
from documents.handed_in import stored
from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from indicators.models import ActionPlan, PlanQuestion, ReportingPeriod
from institutions.models import Institution
from measurements import consolidation, workflow
from measurements.content import CellContent, Content
from measurements.evidence_change import EvidenceChange, NewDocument
from measurements.models import Measurement, Receipt, TemplateDownload
from reports.issuing import issue
from tests.cast import Cast, make_cast
from tests.committee.met import Meetings
from tests.committee.proposed import make_proposal
from tests.committee.requested import PDF, make_request
from tests.conftest import SignIn, kept_for_a_module
from tests.factories import (
    make_activity,
    make_budget_item,
    make_change_of,
    make_commitment,
    make_count,
    make_institution,
    make_note,
    make_period,
    make_plan,
    make_round,
    make_statement,
    make_year_plan,
)
from tests.measurements.extended import make_extension

NOW = "2026-07-10T12:00:00-05:00"
ROLES = (
    "anonymous",
    "reporter",
    "approver",
    "outsider",
    "member",
    "secretary",
    "alternate",
    "observer",
    "administrator",
)
OURS = (
    "institutions",
    "documents",
    "notifications",
    "indicators",
    "activities",
    "measurements",
    "committee",
    "reports",
)
Codes = dict[str, int]


def all_roles(code: int, **others: int) -> Codes:
    """One answer for everybody but those named; who is not signed in is sent to sign in."""
    return {"anonymous": 302} | dict.fromkeys(ROLES[1:], code) | others


def only(*roles: str, code: int = 200, else_: int = 403, **others: int) -> Codes:
    return all_roles(else_) | dict.fromkeys(roles, code) | others


ARMY = ("reporter", "approver")
COMMITTEE = ("member", "secretary", "alternate")
OVERSEERS = (*COMMITTEE, "observer", "administrator")
MANAGERS = ("secretary", "administrator")
READ_ONLY = all_roles(405)
"""What a POST gets where nothing is posted: who is not signed in is sent to sign in before."""
EVERYBODY = all_roles(200)
OWN = {"period": "2026-I", "institution": "EP"}
ONE = OWN | {"indicator": "PREV-1.1.1"}
PROOF = plain_pdf(["Oficio de prueba"])
PROOF_DIGEST = hashlib.sha256(PROOF).hexdigest()
EDITION: dict[str, str | int] = {"period": "2026-I", "number": 1}

HELD: dict[str, str | int] = {"number": "S-2026-01"}
CONSOLIDATED: dict[str, str | int] = {"year": 2024}
REVIEWED = HELD | {"code": "PREV-1.1.1"}
REQUEST: dict[str, str | int] = {"number": "RI-2026-0001"}
PROPOSAL: dict[str, str | int] = {"number": "PC-2026-0001"}
READERS = only(*COMMITTEE, "observer", else_=404)
KEPT = only("secretary", else_=404) | dict.fromkeys(("member", "alternate", "observer"), 403)
"""What only the secretary changes: the Committee and its observers find it and may not; to the others it does not exist."""

PLANNED: dict[str, str | int] = {"year": 2027, "institution": "EP"}
FROZEN: dict[str, str | int] = {"year": 2026, "institution": "EP"}
CHANGED = FROZEN | {"number": 1}
MY_PLAN = only(*ARMY, else_=404, administrator=403)
"""What the Army has in its hands: nobody else finds it, and who reads nothing of activities is told so."""
I_PLAN = MY_PLAN | {"approver": 403}
I_CHANGE = I_PLAN | dict.fromkeys((*COMMITTEE, "observer"), 403)
"""Of a plan that is frozen: the Committee and its observers find it and change nothing."""
BUDGET: dict[str, str | int] = {"year": 2026, "institution": "EP"}
BUDGET_READERS = only(*ARMY, *COMMITTEE, "observer", else_=404) | {"administrator": 403}
BUDGET_WRITERS = only("reporter", else_=404) | dict.fromkeys(("approver", "administrator"), 403)
"""Of a draft: to the Committee it does not exist yet."""
NO_BUDGET_FILE = BUDGET_WRITERS | {"reporter": 302}

READERS_OF_ACTIVITIES = only(*ARMY, "outsider", *COMMITTEE, "observer")
ASKED_FOR_ACTIVITIES = READERS_OF_ACTIVITIES | {"outsider": 404}
"""There is no file of a year for an institution that was asked in none."""


@dataclass(frozen=True)
class Address:
    """What an address answers to GET and to an empty POST, which does nothing but show the form again or say why not."""

    get: Codes
    post: Codes = field(default_factory=lambda: READ_ONLY)
    kwargs: Mapping[str, str | int] = field(default_factory=dict)


def public(**kwargs: Any) -> Address:
    """Read by anybody, posted to by nobody."""
    return Address(dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 405), kwargs)


ADDRESSES: dict[str, Address] = {
    # Signing in, and what stands around it
    "root": Address(dict.fromkeys(ROLES, 302), dict.fromkeys(ROLES, 302)),
    "account_login": Address(all_roles(302, anonymous=200), all_roles(302, anonymous=200)),
    "account_signup": Address(all_roles(302, anonymous=200), all_roles(302, anonymous=200)),
    "account_logout": Address(EVERYBODY, all_roles(302)),
    "account_change_password": Address(EVERYBODY, EVERYBODY),
    "account_reset_password": Address(dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 200)),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": Address(
        dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 200), {"uidb36": "1", "key": "x-y"}
    ),
    "account_reset_password_from_key_done": public(),
    "account_inactive": public(),
    "account_reauthenticate": Address(EVERYBODY, EVERYBODY),
    # Activities and budget: what each room adds stands below its own line
    "activities": Address(only(*ARMY, "outsider", *COMMITTEE, "observer")),
    "activity_queue": Address(only(*ARMY, "outsider", *COMMITTEE, "observer")),
    # Activities: planning, for institutions
    "year_plan": Address(MY_PLAN, MY_PLAN, PLANNED),
    "year_plan_none": Address(I_PLAN, I_PLAN, PLANNED),
    "year_plan_copy": Address(I_PLAN, I_PLAN, PLANNED),
    "activity_new": Address(I_PLAN, I_PLAN, PLANNED),
    "activity_edit": Address(I_PLAN, I_PLAN, PLANNED | {"ordinal": 1}),
    "activity_take_out": Address(I_PLAN, I_PLAN | {"reporter": 409}, PLANNED | {"ordinal": 1}),
    "activity_addition": Address(I_CHANGE, I_CHANGE, FROZEN),
    "activity_change": Address(MY_PLAN, MY_PLAN, CHANGED),
    "activity_change_edit": Address(I_PLAN, I_PLAN, CHANGED),
    "activity_change_withdraw": Address(I_PLAN, I_PLAN | {"reporter": 409}, CHANGED),
    "activity_change_new": Address(I_CHANGE, I_CHANGE, {"code": "EP-2026-01"}),
    "activity_cancel": Address(I_CHANGE, I_CHANGE, {"code": "EP-2026-01"}),
    # Activities: planning, for the Committee
    "notes_together": Address(only("secretary", "alternate"), only("secretary", "alternate")),
    "planning_list": Address(only(*COMMITTEE, "observer")),
    "planning_round": Address(READERS | dict.fromkeys(ARMY, 302), kwargs=CONSOLIDATED),
    "planning_data": Address(READERS | dict.fromkeys(ARMY, 403), kwargs={"year": 2025, "kind": "csv"}),
    "planning_open": Address(only("secretary"), only("secretary")),
    "planning_step": Address(
        KEPT | dict.fromkeys(ARMY, 403), KEPT | dict.fromkeys(ARMY, 403), CONSOLIDATED | {"step": "reabrir"}
    ),
    "meeting_planning": Address(READERS, KEPT, HELD | CONSOLIDATED),
    # Activities: following up
    "activity": Address(
        only(*ARMY, *COMMITTEE, "observer", else_=404) | {"administrator": 403}, kwargs={"code": "EP-2026-01"}
    ),
    "note": Address(
        only(*ARMY, *COMMITTEE, else_=404) | {"administrator": 403},
        only("reporter", code=409, else_=403) | {"outsider": 404, "observer": 404},
        {"code": "EP-2026-01", "period": "2026-I"},
    ),
    "note_file": Address(only(*ARMY, *COMMITTEE, else_=404) | {"administrator": 403}, kwargs={"digest": PROOF_DIGEST}),
    "notes": Address(
        only(*ARMY, *COMMITTEE, "observer", else_=404) | {"administrator": 403},
        only("approver", else_=403) | {"outsider": 404},
        OWN,
    ),
    "notes_overview": Address(only(*COMMITTEE, "observer"), kwargs={"period": "2026-I"}),
    # Activities: views
    "activity_list": Address(READERS_OF_ACTIVITIES),
    "activity_list_data": Address(ASKED_FOR_ACTIVITIES, kwargs={"kind": "csv"}),
    "activity_timeline": Address(READERS_OF_ACTIVITIES),
    "activity_timeline_pdf": Address(ASKED_FOR_ACTIVITIES, kwargs={"paper": "a3"}),
    "activity_calendar": Address(READERS_OF_ACTIVITIES, kwargs={"year": 2026, "month": 7}),
    "action_coverage": Address(READERS_OF_ACTIVITIES),
    "action_coverage_data": Address(ASKED_FOR_ACTIVITIES, kwargs={"kind": "xlsx"}),
    # Activities: budget
    "budget": Address(only(*ARMY, "outsider", *COMMITTEE, "observer")),
    "budget_data": Address(only(*ARMY, "outsider", *COMMITTEE, "observer"), kwargs={"kind": "csv"}),
    "budget_institution": Address(
        BUDGET_READERS, BUDGET_READERS | dict.fromkeys(("approver", *COMMITTEE, "observer"), 403), BUDGET
    ),
    "budget_statement": Address(BUDGET_READERS, BUDGET_READERS, BUDGET | {"number": 1}),
    "budget_source": Address(BUDGET_READERS, kwargs=BUDGET | {"number": 1}),
    "budget_edit": Address(BUDGET_WRITERS, BUDGET_WRITERS, BUDGET | {"number": 2}),
    # Activities: spreadsheets; without an upload whose preview is kept, back to the page that takes one
    "activity_spreadsheet": Address(MY_PLAN, I_PLAN, PLANNED),
    "activity_template": Address(MY_PLAN, kwargs=PLANNED),
    "activity_preview": Address(I_PLAN | {"reporter": 302}, I_PLAN | {"reporter": 302}, PLANNED),
    "budget_import": Address(BUDGET_WRITERS, BUDGET_WRITERS, BUDGET | {"number": 2}),
    "budget_import_columns": Address(NO_BUDGET_FILE, NO_BUDGET_FILE, BUDGET | {"number": 2}),
    "budget_import_check": Address(NO_BUDGET_FILE, NO_BUDGET_FILE, BUDGET | {"number": 2}),
    # What is public
    "plan": public(),
    "methodology": public(),
    "alignment": public(),
    "alignment_data": Address(dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 405), {"kind": "csv"}),
    # What the plan lacks, and the questions that it leaves open
    "alignment_edit": Address(only(*COMMITTEE), only(*COMMITTEE)),
    "diagnosis": Address(only(*OVERSEERS)),
    "diagnosis_data": Address(only(*OVERSEERS), kwargs={"kind": "xlsx"}),
    "plan_question": Address(
        only(*OVERSEERS, else_=404),
        only("secretary", else_=404) | dict.fromkeys(("member", "alternate", "observer", "administrator"), 403),
        {"code": "T-1"},
    ),
    "change_log": public(),
    "change_log_data": public(kind="csv"),
    "definition_list": public(code="PREV-1.1.1"),
    "definition": public(code="PREV-1.1.1", number=1),
    # What each person is told; nobody opens another's
    "notification_list": Address(EVERYBODY),
    "notification_open": Address(READ_ONLY, all_roles(404), {"pk": 0}),
    "notifications_read": Address(READ_ONLY, all_roles(302)),
    "mail_choice": Address(EVERYBODY, EVERYBODY),
    # Managing semesters and commitments
    "management": Address(only(*MANAGERS)),
    "period_list": Address(only(*MANAGERS)),
    "period_new": Address(only(*MANAGERS), only(*MANAGERS)),
    "period": Address(only(*MANAGERS), only(*MANAGERS), {"code": "2026-I"}),
    "commitments": Address(only(*COMMITTEE, "administrator"), only(*MANAGERS, code=302)),
    "commitments_data": Address(only(*COMMITTEE, "administrator"), kwargs={"kind": "csv"}),
    "commitment_changes": Address(only(*COMMITTEE, "administrator")),
    "commitment_changes_data": Address(only(*COMMITTEE, "administrator"), kwargs={"kind": "xlsx"}),
    # Reporting: the institution's own people; to everybody else these pages do not exist
    "home": Address(EVERYBODY),
    "tasks": Address(only(*ARMY, "outsider", code=302)),
    "task_list": Address(only(*ARMY, else_=404), kwargs=OWN),
    "sending": Address(only(*ARMY, else_=404), only("reporter", else_=404) | {"approver": 403}, OWN),
    "entry": Address(only(*ARMY, else_=404), only("reporter", else_=404) | {"approver": 403}, ONE),
    "hand_back": Address(READ_ONLY, only("approver", else_=404) | {"reporter": 403}, ONE),
    "take_back": Address(READ_ONLY, only("reporter", code=302, else_=404) | {"approver": 403}, ONE),
    "evidence": Address(only(*ARMY, *COMMITTEE, else_=404), kwargs={"digest": PROOF_DIGEST}),
    # Unsaved text: a script asks, so it is told that nobody is signed in
    "unsaved": Address(
        only("reporter", else_=404) | {"approver": 403, "anonymous": 401},
        only("reporter", code=400, else_=404) | {"approver": 403, "anonymous": 401},
        ONE,
    ),
    # Spreadsheet: both posts download, reporters upload
    "spreadsheet": Address(only(*ARMY, else_=404), only("reporter", else_=404) | {"approver": 403}, OWN),
    "spreadsheet_template": Address(only(*ARMY, else_=404), kwargs=OWN),
    "spreadsheet_preview": Address(
        only("reporter", code=302, else_=404) | {"approver": 403},
        only("reporter", code=302, else_=404) | {"approver": 403},
        OWN,
    ),
    "units": Address(only(*ARMY, else_=404), only("reporter", else_=404) | {"approver": 403}, ONE),
    "units_data": Address(only(*ARMY, else_=404), kwargs=ONE),
    "part": Address(only(*ARMY, else_=404), only(else_=404) | dict.fromkeys(ARMY, 403), ONE | {"institution": "EP-N"}),
    # Time: extensions and the calendar; a feed answers its secret address alone
    "extension_list": Address(only(*ARMY, "outsider", *COMMITTEE)),
    "extension_request": Address(only(*ARMY, else_=404), only(*ARMY, else_=404), OWN),
    "extension": Address(
        only(*ARMY, *COMMITTEE, else_=404),
        only("secretary", else_=404) | dict.fromkeys((*ARMY, "member", "alternate"), 403),
        OWN | {"number": 1},
    ),
    "calendar_address": Address(EVERYBODY, all_roles(302)),
    "calendar_feed": Address(dict.fromkeys(ROLES, 404), dict.fromkeys(ROLES, 405), {"token": "x"}),
    "succession": Address(only(*ARMY, else_=404), kwargs=OWN),
    # Receipts
    "receipts": Address(only(*ARMY, "outsider", *COMMITTEE)),
    "receipt": Address(only(*ARMY, *COMMITTEE, else_=404), kwargs={"number": "2026-I-EP-0001"}),
    "receipt_file": Address(only(*ARMY, *COMMITTEE, else_=404), kwargs={"number": "2026-I-EP-0001", "language": "es"}),
    "help": Address(EVERYBODY),
    # Reviewing: the Committee reads, the secretary decides
    "review_queue": Address(only(*COMMITTEE)),
    "review": Address(
        only(*COMMITTEE, else_=404) | dict.fromkeys(ARMY, 403),
        only("secretary", else_=404) | dict.fromkeys((*ARMY, "member", "alternate"), 403),
        ONE,
    ),
    "duplicate_list": Address(only(*COMMITTEE)),
    "duplicate": Address(only(else_=404), only(else_=404), {"item": 1, "other": 2}),
    "reopen": Address(
        only("secretary", else_=404) | dict.fromkeys((*ARMY, "member", "alternate"), 403),
        only("secretary", else_=404) | dict.fromkeys((*ARMY, "member", "alternate"), 403),
        ONE,
    ),
    "take_back_return": Address(
        READ_ONLY, only("secretary", code=302, else_=404) | dict.fromkeys((*ARMY, "member", "alternate"), 403), ONE
    ),
    "validate_all": Address(only("secretary", "alternate"), only("secretary", "alternate")),
    # What it means
    "dashboard": Address(only(*OVERSEERS) | dict.fromkeys((*ARMY, "outsider"), 302)),
    "dashboard_data": Address(only(*OVERSEERS, code=404), kwargs={"kind": "csv"}),
    "coverage_matrix": Address(only(*OVERSEERS)),
    "coverage_matrix_data": Address(only(*OVERSEERS), kwargs={"kind": "xlsx"}),
    "institution_dashboard": Address(only(*ARMY, *COMMITTEE, else_=404), kwargs={"code": "EP"}),
    "institution_dashboard_data": Address(only(*ARMY, *COMMITTEE, else_=404), kwargs={"code": "EP", "kind": "xlsx"}),
    "indicator_list": Address(EVERYBODY),
    "indicator_list_data": Address(EVERYBODY, kwargs={"kind": "xlsx"}),
    "indicator": Address(EVERYBODY, kwargs={"code": "PREV-1.1.1"}),
    "indicator_data": Address(EVERYBODY, kwargs={"code": "PREV-1.1.1", "kind": "xlsx"}),
    "pillar": Address(EVERYBODY, kwargs={"code": "PREV"}),
    "pillar_data": Address(EVERYBODY, kwargs={"code": "PREV", "kind": "csv"}),
    "comparison": Address(EVERYBODY),
    "comparison_data": Address(all_roles(404), kwargs={"kind": "xlsx"}),
    "indicator_detail_data": Address(EVERYBODY, kwargs={"code": "PREV-1.1.1", "kind": "csv"}),
    "un_strategy": Address(all_roles(404), kwargs={"code": "PREV-1.1.1"}),
    "un_strategy_data": Address(all_roles(404), kwargs={"code": "PREV-1.1.1", "kind": "csv"}),
    "un_strategy_chart": Address(all_roles(404), kwargs={"code": "PREV-1.1.1", "series": "all", "kind": "svg"}),
    "dashboard_chart": Address(only(*OVERSEERS), kwargs={"name": "matriz", "kind": "svg"}),
    "indicator_chart": Address(EVERYBODY, kwargs={"code": "PREV-1.1.1", "name": "evolucion", "kind": "svg"}),
    "pillar_chart": Address(EVERYBODY, kwargs={"code": "PREV", "name": "fichas", "kind": "svg"}),
    "comparison_chart": Address(all_roles(404), kwargs={"kind": "svg"}),
    "chart_gallery": Address(only("administrator")),
    "explanation": Address(EVERYBODY, kwargs={"code": "PREV-1.1.1", "period": "2026-I"}),
    "explanation_data": Address(EVERYBODY, kwargs={"code": "PREV-1.1.1", "period": "2026-I", "kind": "csv"}),
    # Information requests: the Committee's desk, the institution's own, and one request for both sides
    "committee": Address(only(*COMMITTEE)),
    "request_desk": Address(only(*COMMITTEE)),
    "request_data": Address(only(*COMMITTEE)),
    "request_new": Address(only("secretary", "alternate"), only("secretary", "alternate")),
    "request_list": Address(only(*ARMY, "outsider")),
    "information_request": Address(
        only(*ARMY, *COMMITTEE, else_=404),
        only(*ARMY, "secretary", code=400, else_=404) | {"member": 403, "alternate": 403},
        REQUEST,
    ),
    "request_file": Address(
        only(*ARMY, *COMMITTEE, else_=404), kwargs=REQUEST | {"digest": hashlib.sha256(PDF.content).hexdigest()}
    ),
    "request_oficio": Address(only(*COMMITTEE), kwargs=REQUEST | {"language": "es", "form": "docx"}),
    "request_letter": Address(
        only(else_=403) | dict.fromkeys(COMMITTEE, 404), kwargs=REQUEST | {"language": "es", "form": "docx"}
    ),
    # Meetings: the Committee and its observers read, the secretary keeps; institutions read what binds them
    "meeting_list": Address(only(*COMMITTEE, "observer")),
    "meeting_new": Address(only("secretary"), only("secretary")),
    "meeting": Address(READERS, kwargs=HELD),
    "meeting_change": Address(KEPT | {"secretary": 302}, KEPT, HELD),
    "meeting_cancel": Address(KEPT | {"secretary": 302}, KEPT, HELD),
    "meeting_agenda": Address(KEPT, KEPT, HELD),
    "meeting_pending": Address(KEPT, KEPT, HELD),
    "meeting_record": Address(KEPT, KEPT, HELD),
    "meeting_close": Address(KEPT, KEPT | {"secretary": 409}, HELD),
    "meeting_minutes": Address(READERS, kwargs=HELD | {"language": "es", "form": "pdf"}),
    "meeting_sign": Address(READ_ONLY, KEPT, HELD),
    "meeting_signed": Address(all_roles(404), kwargs=HELD),
    "agreement_new": Address(KEPT, KEPT, HELD),
    "agreement_change": Address(KEPT, KEPT, HELD | {"ordinal": 1}),
    "agreement_list": Address(only(*COMMITTEE, "observer")),
    "agreement_data": Address(only(*COMMITTEE, "observer")),
    "agreements": Address(only(*ARMY, "outsider")),
    "agreement": Address(
        READERS | dict.fromkeys(ARMY, 200),
        only(*ARMY, "secretary", else_=404) | dict.fromkeys(("member", "alternate", "observer"), 403),
        {"number": "S-2026-02", "ordinal": 1},
    ),
    # What institutions propose to change of their indicators
    "proposal_new": Address(only("approver"), only("approver"), {"code": "PREV-1.1.1"}),
    "proposal_list": Address(only(*ARMY, "outsider", *COMMITTEE, "observer")),
    "proposal_data": Address(only(*COMMITTEE, "observer")),
    "proposal": Address(
        READERS | dict.fromkeys(ARMY, 200),
        KEPT | dict.fromkeys(ARMY, 403),
        PROPOSAL,
    ),
    "proposal_withdraw": Address(
        only("approver", else_=404) | dict.fromkeys(("reporter", *COMMITTEE, "observer"), 403),
        only("approver", code=409, else_=404) | dict.fromkeys(("reporter", *COMMITTEE, "observer"), 403),
        PROPOSAL,
    ),
    # The six-monthly review: the Committee and its observers read, the secretary decides
    "revision_hub": Address(only(*COMMITTEE, "observer", code=302)),
    "revision_session": Address(READERS, kwargs=HELD),
    "revision_open": Address(KEPT | {"secretary": 302}, KEPT | {"secretary": 302}, HELD),
    "revision_adopt_all": Address(KEPT, KEPT | {"secretary": 409}, HELD),
    "revision_keep_rest": Address(READ_ONLY, KEPT, HELD),
    "revision_cancel": Address(KEPT, KEPT, HELD),
    "revision_move": Address(KEPT, KEPT, HELD),
    "revision_effect": Address(READ_ONLY, KEPT | {"secretary": 302}, HELD),
    "revision_decision": Address(READERS, KEPT, REVIEWED),
    "revision_adopt": Address(KEPT, KEPT | {"secretary": 409}, REVIEWED),
    "revision_take_back": Address(KEPT | {"secretary": 302}, KEPT | {"secretary": 302}, REVIEWED),
    "revision_defer": Address(KEPT, KEPT, REVIEWED),
    "revision_reopen": Address(READ_ONLY, KEPT | {"secretary": 302}, REVIEWED),
    "revision_impact": Address(READERS, kwargs=REVIEWED),
    "revision_drop": Address(KEPT, KEPT | {"secretary": 409}, REVIEWED),
    "revision_new": Address(KEPT, KEPT, HELD),
    "revision_definition": Address(KEPT, KEPT, REVIEWED),
    "revision_goals": Address(KEPT, KEPT, REVIEWED),
    # Issued reports: the Committee and those who oversee it; the list tells the others so
    # Scorecards: the institution's own people and the Committee
    "scorecard_list": Address(only(*COMMITTEE, else_=404) | dict.fromkeys((*ARMY, "outsider"), 302)),
    "scorecard": Address(only(*ARMY, *COMMITTEE, else_=404), kwargs={"code": "EP"}),
    "scorecard_data": Address(only(*ARMY, *COMMITTEE, else_=404), kwargs={"code": "EP", "kind": "xlsx"}),
    "edition_list": Address(EVERYBODY),
    "edition_preview": Address(only("secretary")),
    "edition_issue": Address(READ_ONLY, only("secretary")),
    "edition": Address(only(*OVERSEERS), kwargs=EDITION),
    "edition_pdf": Address(only(*OVERSEERS), kwargs=EDITION | {"language": "es"}),
    "edition_data": Address(only(*OVERSEERS), kwargs=EDITION),
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The names of all addresses, with the namespace of those that have one."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from patterns(entry, space)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"


def undeclared(resolver: URLResolver) -> set[str]:
    return {name for name in patterns(resolver) if not name.startswith("admin:") and name not in ADDRESSES}


def test_every_address_is_declared_and_every_declaration_exists() -> None:
    assert undeclared(get_resolver()) == set()
    assert set(ADDRESSES) - set(patterns(get_resolver())) == set()


def test_an_undeclared_address_would_be_seen() -> None:
    resolver = URLResolver(get_resolver().pattern, [path("secreto/", HttpResponse, name="secret")])
    assert undeclared(resolver) == {"secret"}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """One answer of the Army, sent; one issued report; everything inside the open semester."""
    with kept_for_a_module(django_db_blocker):
        cast = make_cast()
        with time_machine.travel(NOW, tick=False):
            fill(cast)
        yield cast


@pytest.fixture
def world(made: Cast, db: None) -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        yield deepcopy(made)


def fill(cast: Cast) -> None:
    plan = make_plan()
    period = make_period(plan, "2026-I")
    revision = make_count(plan)
    make_commitment(revision, cast.army, period)
    ask_unit(cast, period)
    send(cast, period)
    make_extension(period, cast.army, period.due_at.replace(day=24), state="requested")
    issue(plan, period, by=cast.secretary, at=period.opens_at)
    meet(cast, period)
    require(cast, period)
    make_proposal(cast, period.plan.indicators.get(), at=period.opens_at)
    review(cast, period)
    plan_years(cast, plan)
    follow_up(cast, period)
    plan_activities(cast, plan)
    state_budget(cast, plan)
    PlanQuestion.objects.create(
        plan=plan, code="T-1", order=1, kind="term", indicator=revision.indicator, text="Qué se cuenta"
    )


def plan_activities(cast: Cast, plan: ActionPlan) -> None:
    """The Army's plan of 2026, frozen, with a change that it is writing of its second activity; and that of 2027, begun."""
    frozen = make_year_plan(make_round(plan, 2026, is_sealed=True), cast.army)
    make_activity(frozen)
    make_change_of(make_activity(frozen))
    opened = frozen.round.sealed_at
    begun = make_round(plan, 2027, opened_at=opened, due_at=opened.replace(month=12))
    make_activity(make_year_plan(begun, cast.army))


def follow_up(cast: Cast, period: ReportingPeriod) -> None:
    """One activity of the Army in an adopted plan, with a note that was sent and its file."""
    year_plan = make_year_plan(make_round(period.plan, 2026, is_sealed=True), cast.army)
    note = make_note(make_activity(year_plan), period, status="submitted")
    proof = stored(Inspected("oficio.pdf", PROOF, "application/pdf"), cast.army)
    at = period.opens_at
    NoteFile.objects.create(note=note, stored_file=proof, added_at=at, added_by=cast.reporter)


def state_budget(cast: Cast, plan: ActionPlan) -> None:
    """One statement of the Army that was validated, with its source, and the next in progress."""
    source = stored(Inspected("oficio.pdf", PROOF, "application/pdf"), cast.army)
    make_budget_item(make_statement(plan, cast.army, source_file=source))
    make_statement(plan, cast.army, status="draft")


def require(cast: Cast, period: ReportingPeriod) -> None:
    """One request to the Army, with a document in its conversation, not answered yet."""
    made = make_request(cast, at=period.opens_at, period=period, indicator=period.plan.indicators.get())
    requesting.comment(made, text="Adjuntamos el oficio.", files=(PDF,), by=cast.reporter, at=period.opens_at)


def meet(cast: Cast, period: ReportingPeriod) -> None:
    """One meeting that was held, and one whose minutes are closed, each with an agreement of the Army."""
    meetings = Meetings(cast, period.plan, period)
    meetings.agreed()
    meetings.bound(hours=1)


def plan_years(cast: Cast, plan: ActionPlan) -> None:
    """Of the Army: the plan of 2025, frozen; and that of 2024, consolidated and before the meeting that was held."""
    make_year_plan(make_round(plan, 2025, is_sealed=True), cast.army)
    consolidated = make_round(plan, 2024, state="consolidated")
    make_year_plan(consolidated, cast.army, "validated")
    meeting = Meeting.objects.get(number=HELD["number"])
    PlanningPoint.objects.create(
        meeting=meeting, round=consolidated, put_by=meeting.called_by, put_at=meeting.starts_at
    )


def review(cast: Cast, period: ReportingPeriod) -> None:
    """The review of the semester, open in the first meeting, with a drafted decision."""
    make_period(period.plan, "2026-II")
    first = Meeting.objects.get(number=HELD["number"])
    session = open_review(first, period=period, is_constitutive=False, by=cast.secretary, at=period.opens_at)
    choice = Choice("keep", period.plan.indicators.get())
    decide(session, choice, version=0, by=cast.secretary, at=period.opens_at)


def ask_unit(cast: Cast, period: ReportingPeriod) -> None:
    """One unit of the Army, asked for its part and giving none."""
    unit = make_institution("EP-N", kind=Institution.Kind.UNIT, parent=cast.army, is_participating=False)
    task = workflow.Task(period.plan.indicators.get(), cast.army, period)
    consolidation.ask(task, [unit], by=cast.reporter, at=period.opens_at)


def send(cast: Cast, period: ReportingPeriod) -> Receipt:
    task = workflow.Task(period.plan.indicators.get(), cast.army, period)
    proof = EvidenceChange(attached=(NewDocument(Inspected("oficio.pdf", PROOF, "application/pdf")),))
    content = Content(values={("total", ""): CellContent(value=Decimal(4))}, evidence=proof)
    answer: Measurement = workflow.save_draft(task, content, version=0, by=cast.reporter, at=period.opens_at)
    answer = workflow.prepare(answer, version=answer.version, by=cast.reporter, at=period.opens_at)
    return workflow.submit([(answer, answer.version)], by=cast.approver, at=period.opens_at)


def browser_of(world: Cast, role: str, signed_in: SignIn) -> Client:
    return signed_in(None if role == "anonymous" else world.people()[role])


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_declared_and_reading_changes_no_row(
    role: str, world: Cast, signed_in: SignIn
) -> None:
    """GET over every address leaves every table of ours as it was, and every page says that the data are a demonstration.

    Only then comes POST.
    """
    ActionPlan.objects.update(is_demonstration=True)
    before = rows()
    wrong = wrong_answers("get", role, world, signed_in)
    assert rows() == before
    assert wrong + wrong_answers("post", role, world, signed_in) == []


def wrong_answers(method: str, role: str, world: Cast, signed_in: SignIn) -> list[str]:
    browser, wrong = browser_of(world, role, signed_in), []
    for name, address in ADDRESSES.items():
        url = reverse(name, kwargs=dict(address.kwargs))
        response, expected = getattr(browser, method)(url), getattr(address, method)[role]
        if response.status_code != expected:
            wrong.append(f"{method.upper()} {url} ({name}): {response.status_code}, declared {expected}")
        if method == "get" and is_silent(response, "Datos de demostración"):
            wrong.append(f"{url} ({name}): does not say that the data are a demonstration")
        if name == "account_logout":
            browser = browser_of(world, role, signed_in)
    return wrong


def is_silent(response: Any, words: str) -> bool:
    """Whether a page does not say the words; what is no page says nothing."""
    is_page = response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")
    return is_page and words not in response.content.decode()


def admin_addresses(*, with_objects: bool = True) -> Iterator[str]:
    """The lists and forms of the admin; one object's page is reached with its first key."""
    for name in patterns(get_resolver()):
        if name.startswith("admin:") and name not in ("admin:login", "admin:logout"):
            for arguments in ([], ["1"]) if with_objects else ([],):
                with suppress(NoReverseMatch):
                    yield reverse(name, args=arguments)


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_enter_the_admin(role: str, world: Cast, signed_in: SignIn) -> None:
    """One door stands before all of it: who is nearest to passing tries each page, the others the lists."""
    ActionPlan.objects.update(is_demonstration=True)
    browser = browser_of(world, role, signed_in)
    tried = admin_addresses(with_objects=role in ("secretary", "administrator"))
    answers = {url: browser.get(url) for url in tried}
    codes = {response.status_code for response in answers.values()}
    assert codes <= ({200, 302, 403, 404, 405} if role == "administrator" else {302, 403, 404})
    if role == "administrator":
        assert 200 in codes
        assert [url for url, response in answers.items() if is_silent(response, "Datos de demostración")] == []


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours; signing in writes only its instant, and that a template was taken away is noted."""
    models = {model for label in OURS for model in apps.get_app_config(label).get_models()} - {TemplateDownload}
    return {
        model.__name__: list(
            model._default_manager.order_by("pk").values_list(
                *(field.attname for field in model._meta.concrete_fields if field.name != "last_login")
            )
        )
        for model in models
    }


def test_every_page_says_in_english_that_the_data_are_a_demonstration(world: Cast, signed_in: SignIn) -> None:
    ActionPlan.objects.update(is_demonstration=True)
    browser = signed_in(world.secretary)
    pages = [
        "/en" + reverse(name, kwargs=dict(address.kwargs))
        for name, address in ADDRESSES.items()
        if name != "account_logout" and address.get["secretary"] == 200
    ]
    assert [page for page in pages if is_silent(browser.get(page), "Demonstration data")] == []
