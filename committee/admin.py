"""What the Committee keeps, to look at in the administration."""

from committee import meeting_admin, proposal_admin, request_admin, review_admin  # noqa: F401 - they register their models
