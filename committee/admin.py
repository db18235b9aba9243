"""What the Committee keeps, to look at in the administration."""

from committee import meeting_admin  # noqa: F401 - registers its models
