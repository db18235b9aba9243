"""Which pages belong to which entry of the menu, so that the entry is marked on each of them."""

from __future__ import annotations

MEETINGS = (
    "meeting_list",
    "meeting_new",
    "meeting",
    "meeting_change",
    "meeting_cancel",
    "meeting_agenda",
    "meeting_pending",
    "meeting_record",
    "meeting_close",
    "meeting_sign",
    "meeting_planning",
    "meeting_report",
    "agreement_new",
    "agreement_change",
    "agreement_list",
    "agreement",
    "proposal_list",
    "proposal",
)
REVIEWS = (
    "revision_hub",
    "revision_session",
    "revision_open",
    "revision_adopt_all",
    "revision_keep_rest",
    "revision_cancel",
    "revision_move",
    "revision_decision",
    "revision_adopt",
    "revision_take_back",
    "revision_defer",
    "revision_definition",
    "revision_goals",
    "revision_new",
    "revision_impact",
)
PLANNING_DESK = ("planning_list", "planning_round", "planning_open", "planning_step")
PLANNING: tuple[str, ...] = (
    "year_plan",
    "year_plan_none",
    "year_plan_copy",
    "activity_new",
    "activity_edit",
    "activity_take_out",
    "activity_addition",
    "activity_change",
    "activity_change_edit",
    "activity_change_withdraw",
    "activity_change_new",
    "activity_cancel",
)
FOLLOWING: tuple[str, ...] = ("activity", "note", "notes", "notes_overview")
ACTIVITY_VIEWS = ("activity_list", "activity_timeline", "activity_calendar", "action_coverage")
BUDGET = ("budget", "budget_institution", "budget_statement", "budget_edit")
IMPORTING = (
    "activity_spreadsheet",
    "activity_preview",
    "budget_import",
    "budget_import_columns",
    "budget_import_check",
)
INDICATORS = ("indicator_list", "indicator", "explanation", "pillar", "comparison", "un_strategy")
MANAGEMENT = ("management", "period_list", "period_new", "period", "commitments", "commitment_changes")
OF_THE_PLAN = (
    "diagnosis",
    "plan_question",
    "alignment",
    "alignment_edit",
    "change_log",
    "definition_list",
    "definition",
)
REPORTS: tuple[str, ...] = (
    "edition_list",
    "edition",
    # reports: drafts
    "draft_list",
    "draft_new",
    "draft",
    "draft_sections",
    "draft_texts",
    "draft_text",
    "draft_practices",
    "draft_preview",
    "draft_checklist",
    "draft_abandon",
    # reports: consultation and issuing
    "draft_consultation",
    "consultation_answer",
    "consultation_letter",
    "consultation_remark",
    "consultation_report",
    "draft_meeting",
    "draft_issue",
    "edition_withdraw",
    # reports: verification and signed copies
    "edition_signed",
    # reports: after issuing
    "edition_drift",
    "edition_correct",
)
SECTIONS = {
    "plan": ("plan", *OF_THE_PLAN),
    "tasks": (
        "tasks",
        "task_list",
        "entry",
        "sending",
        "hand_back",
        "extension_request",
        "units",
        "part",
        "succession",
        "receipts",
        "receipt",
    ),
    "activities": (
        "activities",
        "activity_queue",
        "notes_together",
        *PLANNING_DESK,
        *PLANNING,
        *FOLLOWING,
        *ACTIVITY_VIEWS,
        *BUDGET,
        *IMPORTING,
    ),
    "request_list": (
        "request_list",
        "information_request",
        "agreements",
        "agreement",
        "proposal_list",
        "proposal",
        "proposal_new",
        "proposal_withdraw",
    ),
    "review_queue": (
        "review_queue",
        "review",
        "reopen",
        "validate_all",
        "duplicate_list",
        "duplicate",
        "extension_list",
        "extension",
    ),
    "committee": (
        "committee",
        "request_desk",
        "request_new",
        "information_request",
        "scorecard_list",
        "scorecard",
        *MEETINGS,
        *REVIEWS,
        *MANAGEMENT,  # for who reaches it through the hub
        *OF_THE_PLAN,
    ),
    "meeting_list": (*MEETINGS, *REVIEWS),
    "dashboard": (
        "dashboard",
        "coverage_matrix",
        "institution_dashboard",
        "scorecard",  # of who reports: in the Committee's menu the hub has it
        *INDICATORS,  # of who reports or decides: where the menu has the list of indicators, that is their section
        *REPORTS,  # of who reports: an institution finds its own from its dashboard
    ),
    "indicator_list": INDICATORS,
    "edition_list": (*REPORTS, "verify", "verify_digest"),
    "verify": ("verify", "verify_digest"),  # of who is not signed in
    "management": (*MANAGEMENT, *OF_THE_PLAN),
}


def is_section(current: str, name: str) -> bool:
    return current in SECTIONS.get(name, (name,))
