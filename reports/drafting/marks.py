"""The marks of components/status.html for where a draft stands."""

from reports.models import ReportDraft

Standing = ReportDraft.Standing
MARKS = {
    Standing.DRAFTING: "draft",
    Standing.CONSULTING: "submitted",
    Standing.PROPOSED: "prepared",
    Standing.ADOPTED: "validated",
    Standing.READY: "validated",
    Standing.ISSUED: "validated",
    Standing.ABANDONED: "not_applicable",
}
