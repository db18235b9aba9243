"""What every address answers to each role, declared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.addresses_world import DRAFT, HELD, PROOF_DIGEST
from tests.committee.requests.requested import PDF
from tests.who_may import (
    ARMY,
    COMMITTEE,
    EVERYBODY,
    KEPT,
    MANAGERS,
    OVERSEERS,
    READ_ONLY,
    READERS,
    ROLES,
    Codes,
    all_roles,
    only,
)

OWN = {"period": "2026-I", "institution": "EP"}
ONE = OWN | {"indicator": "PREV-1.1.1"}
EDITION: dict[str, str | int] = {"code": "IC-2026-0001"}
CONSOLIDATED: dict[str, str | int] = {"year": 2024}
REVIEWED = HELD | {"code": "PREV-1.1.1"}
REQUEST: dict[str, str | int] = {"number": "RI-2026-0001"}
PROPOSAL: dict[str, str | int] = {"number": "PC-2026-0001"}
CONSULTED: dict[str, str | int] = {"pk": 801}
READ_DRAFTS = only(*OVERSEERS, else_=404)
KEPT_DRAFTS = READ_DRAFTS | dict.fromkeys(("member", "alternate", "observer", "administrator"), 403)
"""Of the Committee's reports: the secretary acts, the others who read them act not."""
REPLIED = READ_DRAFTS | dict.fromkeys(("member", "secretary", "observer", "administrator"), 403)
"""A remark of the secretary's own institution: the alternate answers it."""
DRAFT_READERS = only(*OVERSEERS, else_=404)
LED = DRAFT_READERS | dict.fromkeys(("member", "alternate", "observer", "administrator"), 403)
"""What the technical secretary does with a report: who reads it finds it and may not."""
WRITTEN = DRAFT_READERS | dict.fromkeys(("observer", "administrator"), 403)
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
    "meeting_report": Address(READERS, KEPT, HELD | {"pk": 802}),
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
    "edition": Address(only(*OVERSEERS, else_=404), kwargs=EDITION),
    "edition_file": Address(only(*OVERSEERS, else_=404), kwargs=EDITION | {"name": "IC-2026-0001-informe-es.pdf"}),
    "edition_by_semester": Address(
        only(else_=404) | dict.fromkeys(OVERSEERS, 301), kwargs={"period": "2026-I", "number": 1}
    ),
    "edition_pdf_by_semester": Address(
        only(else_=404) | dict.fromkeys(OVERSEERS, 301), kwargs={"period": "2026-I", "number": 1, "language": "es"}
    ),
    "edition_data_by_semester": Address(
        only(else_=404) | dict.fromkeys(OVERSEERS, 301), kwargs={"period": "2026-I", "number": 1}
    ),
    # reports: drafts
    "draft_list": Address(all_roles(302), all_roles(302)),
    "draft_new": Address(only("approver", "secretary"), only("approver", "secretary")),
    "draft": Address(DRAFT_READERS, kwargs=DRAFT),
    "draft_sections": Address(DRAFT_READERS, LED, DRAFT),
    "draft_texts": Address(DRAFT_READERS, kwargs=DRAFT),
    "draft_text": Address(DRAFT_READERS, WRITTEN, DRAFT | {"key": "summary"}),
    "draft_practices": Address(DRAFT_READERS, WRITTEN, DRAFT),
    "draft_preview": Address(DRAFT_READERS, kwargs=DRAFT),
    "draft_preview_file": Address(DRAFT_READERS, kwargs=DRAFT | {"name": "borrador-2026-I-informe-es.pdf"}),
    "draft_checklist": Address(DRAFT_READERS, kwargs=DRAFT),
    "draft_abandon": Address(LED, LED, DRAFT),
    # reports: consultation and issuing
    "draft_consultation": Address(READ_DRAFTS, KEPT_DRAFTS, CONSULTED),
    "consultation_answer": Address(
        READ_DRAFTS | dict.fromkeys(("alternate", "observer", "administrator"), 403),
        READ_DRAFTS | dict.fromkeys(("alternate", "observer", "administrator"), 403),
        CONSULTED,
    ),
    "consultation_call_off": Address(KEPT_DRAFTS, KEPT_DRAFTS, CONSULTED | {"number": 1}),
    "consultation_letter": Address(KEPT_DRAFTS, KEPT_DRAFTS, CONSULTED | {"code": "EP"}),
    "consultation_remark": Address(REPLIED, REPLIED, CONSULTED | {"remark": 811}),
    "consultation_report": Address(READ_DRAFTS, kwargs=CONSULTED | {"number": 1}),
    "consultation_file": Address(READ_DRAFTS, kwargs=CONSULTED | {"number": 1, "code": "es"}),
    "draft_meeting": Address(READ_DRAFTS, KEPT_DRAFTS, {"pk": 802}),
    "draft_issue": Address(KEPT_DRAFTS, KEPT_DRAFTS, {"pk": 803}),
    "edition_withdraw": Address(KEPT_DRAFTS, KEPT_DRAFTS, EDITION),
    # reports: verification and signed copies
    "verify": Address(dict.fromkeys(ROLES, 200), dict.fromkeys(ROLES, 200)),
    "verify_digest": Address(dict.fromkeys(ROLES, 404), dict.fromkeys(ROLES, 405), {"digest": "0" * 64}),
    "edition_signed": Address(
        only(*OVERSEERS, else_=404),
        only("secretary", else_=404) | dict.fromkeys(set(OVERSEERS) - {"secretary"}, 403),
        EDITION,
    ),
    "edition_signed_file": Address(all_roles(404), kwargs=EDITION | {"digest": "0" * 64}),
    # reports: after issuing
    "edition_drift": Address(only(*OVERSEERS, else_=404), kwargs=EDITION),
    "edition_drift_data": Address(only(*OVERSEERS, else_=404), kwargs=EDITION | {"kind": "csv"}),
    "edition_correct": Address(
        only("secretary", else_=404) | dict.fromkeys(set(OVERSEERS) - {"secretary"}, 403),
        only("secretary", else_=404) | dict.fromkeys(set(OVERSEERS) - {"secretary"}, 403),
        EDITION,
    ),
}
