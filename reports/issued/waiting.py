"""What keeps a draft from being issued, in plain English for the operator of a command."""

from __future__ import annotations

from reports.models import ReportDraft

Standing = ReportDraft.Standing


def what_it_waits_for(draft: ReportDraft) -> str:
    meeting = draft.point.meeting.number if draft.point is not None else ""
    consulted = draft.open_round
    until = f"{consulted.closes_on:%Y-%m-%d}" if consulted is not None else ""
    sentences = {
        Standing.DRAFTING: "It is still being written: it waits to be put before a meeting.",
        Standing.CONSULTING: f"It is being consulted until {until}: then it waits to be put before a meeting.",
        Standing.PROPOSED: f"It stands before meeting {meeting}: it waits to be adopted there.",
        Standing.ADOPTED: f"Meeting {meeting} adopted it: it waits for the minutes to be closed.",
        Standing.READY: "It waits for nothing.",
        Standing.ISSUED: "It was issued.",
        Standing.ABANDONED: "It was given up.",
    }
    return f"Draft {draft.pk}: {sentences[draft.standing]}"
