"""How the figures of an edition were made, in the words that it keeps. The whole method: docs/methodology.md."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

RULES_OF_ONE = (
    _("Only the institution's validated answers make a figure."),
    _(
        "A percentage is one number over another as they were reported; over several semesters their sums, never an average."
    ),
    _("Without an approved target a change goes up or down; it is neither better nor worse."),
    _("With a target that holds for the institution, the state is read against the value expected by the semester."),
    _("Objectives and areas are counted by state, never averaged. There is no index and no ranking."),
)
"""Of an institution's own report, in which nothing is put together across institutions."""
RULES = (
    _("Only validated answers make a figure. Each says from how many institutions of how many it is made."),
    _(
        "Counts add what was reported; a partial sum says so. Lists count distinct items: one joined by the reviewer counts once."
    ),
    _("Proportions are the sum of the numerators over the sum of the denominators, never an average of percentages."),
    _("Changes compare like with like: the institutions present in both semesters. What the others add is said apart."),
    _("Without an approved target a change goes up or down; it is neither better nor worse."),
    _(
        "With a target, the state is read against the value expected by the semester; the advance towards it is printed apart."
    ),
    _("Objectives, areas and the plan are counted by state, never averaged. There is no index and no ranking."),
)
