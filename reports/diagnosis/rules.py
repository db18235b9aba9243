"""Every rule, in the order in which the page shows them: from the plan's text to how each indicator is measured and judged."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reports.diagnosis import doing, goals, institutions, measuring, parts
from reports.diagnosis.finding import Mend, Rule, Severity

GRAVE, ATTENTION, NOTE = Severity.GRAVE, Severity.ATTENTION, Severity.NOTE

OF_THE_PLAN = (
    Rule(
        "no_time_frame",
        GRAVE,
        _("No time frame"),
        _("Without a first and a last day nobody can say what is late, or when a target is due at the latest."),
        Mend.PLAN,
        parts.without_time_frame,
    ),
    Rule(
        "no_budget",
        GRAVE,
        _("No budget"),
        _("Looked for: a note in the plan's data that says where its budget is set."),
        Mend.PLAN,
        parts.without_budget,
    ),
    Rule(
        "no_budget_item",
        ATTENTION,
        _("Institutions without a budget item"),
        _(
            "Section 09 of the plan: each institution includes in its annual budget an item for its activities. Read from what each "
            "last sent about the fiscal year; to say that there is none and to say nothing are two things."
        ),
        Mend.BUDGET,
        doing.without_budget_item,
    ),
    Rule(
        "objective_without_action",
        ATTENTION,
        _("General objectives that no action serves"),
        _("A general objective without an action is an intention that nothing carries out. The Committee links them."),
        Mend.ALIGNMENT,
        parts.objective_without_action,
    ),
    Rule(
        "action_without_objective",
        ATTENTION,
        _("Actions that serve no general objective"),
        _("An action that serves no general objective cannot say what it is for. The Committee links them."),
        Mend.ALIGNMENT,
        parts.action_without_objective,
    ),
    Rule(
        "action_without_indicator",
        GRAVE,
        _("Actions without an indicator"),
        _("What no indicator in force measures cannot be shown to be done."),
        Mend.DEFINITION,
        parts.action_without_indicator,
    ),
    Rule(
        "action_without_activity",
        ATTENTION,
        _("Actions without an activity"),
        _(
            "Looked at in the latest plan of a year that a meeting adopted: activities that were cancelled do not count."
        ),
        Mend.ACTIVITIES,
        doing.action_without_activity,
    ),
    Rule(
        "unmeasured_promise",
        ATTENTION,
        _("Promises of the pillars that no indicator measures"),
        _("Read in the description of each pillar and kept as open questions until the Committee answers them."),
        Mend.QUESTION,
        parts.open_promises,
    ),
    Rule(
        "undefined_term",
        ATTENTION,
        _("Terms that the Committee has yet to define"),
        _(
            "Two institutions that read a term differently count different things. Kept as open questions until answered."
        ),
        Mend.QUESTION,
        parts.open_terms,
    ),
    Rule(
        "missed_by_a_review",
        ATTENTION,
        _("What a published review misses in the plan"),
        _(
            "What others wrote that the plan lacks, in their words. Kept as open questions until the Committee answers them."
        ),
        Mend.QUESTION,
        parts.open_subjects,
    ),
    Rule(
        "no_english",
        NOTE,
        _("Texts without English"),
        _("Every text that is there in Spanish should be there in English: those who read the plan abroad rely on it."),
        Mend.TEXT,
        parts.without_english,
    ),
)
OF_MEASURING = (
    Rule(
        "still_proposed",
        ATTENTION,
        _("Definitions that the Committee has not adopted"),
        _("Until the Committee adopts it, how an indicator is measured is a proposal."),
        Mend.DEFINITION,
        measuring.still_proposed,
    ),
    Rule(
        "no_institution",
        GRAVE,
        _("Indicators that no institution reports"),
        _("An institution counts if its commitment is in force now or begins later."),
        Mend.COMMITMENTS,
        institutions.without_institution,
    ),
    Rule(
        "never_reported",
        ATTENTION,
        _("Indicators without any value ever"),
        _("Answers that say that a value is not available, or does not apply, are answers without a value."),
        Mend.REPORTS,
        institutions.never_reported,
    ),
    Rule(
        "alone_with_much",
        NOTE,
        _("Institutions that alone carry much of the plan"),
        _("An institution that is the only one to report more than 40% of the indicators: if it stops, they all stop."),
        Mend.COMMITMENTS,
        institutions.carries_too_much,
    ),
    Rule(
        "no_denominator_source",
        GRAVE,
        _("Proportions without a source of their denominator"),
        _("A list that institutions keep, or a means of verification, says where the whole is taken from."),
        Mend.DEFINITION,
        measuring.without_denominator_source,
    ),
    Rule(
        "no_sex",
        GRAVE,
        _("People counted without telling women from men"),
        _(
            "An indicator counts people by its unit, by a breakdown that only people have, or by a list that asks who took "
            "part. Women are told apart by the breakdown by sex, by a unit that counts women, or by such a list."
        ),
        Mend.DEFINITION,
        measuring.without_sex,
    ),
    Rule(
        "no_proof",
        NOTE,
        _("Indicators that ask for no proof"),
        _("Neither evidence is required nor a means of verification named: what is reported cannot be checked."),
        Mend.DEFINITION,
        measuring.without_proof,
    ),
)
OF_GOALS = (
    Rule(
        "no_baseline",
        ATTENTION,
        _("Indicators without a baseline"),
        _("Without the value that a series started from, nobody can say how far it has come."),
        Mend.GOALS,
        goals.without_baseline,
    ),
    Rule(
        "no_target",
        GRAVE,
        _("Indicators without a target"),
        _("Without a target no progress can be judged. The bounds of a range are a goal without one."),
        Mend.GOALS,
        goals.without_target,
    ),
    Rule(
        "target_as_baseline",
        ATTENTION,
        _("Targets equal to the baseline"),
        _("Where more, or less, is better, a last target equal to the baseline asks for no change."),
        Mend.GOALS,
        goals.target_as_baseline,
    ),
    Rule(
        "target_against_direction",
        GRAVE,
        _("Targets against the direction"),
        _("The last target lies on the wrong side of the baseline. Compared where both are of a semester."),
        Mend.GOALS,
        goals.target_against_direction,
    ),
    Rule(
        "trajectory_turns",
        GRAVE,
        _("Targets that go back and forth"),
        _("Successive targets must go the way that the definition declares; otherwise the indicator is not judged."),
        Mend.GOALS,
        goals.trajectory_turns,
    ),
    Rule(
        "targets_disagree",
        GRAVE,
        _("Targets of institutions that do not add up"),
        _("Looked at where the definition says that they add up to the target of all, or that it holds for each."),
        Mend.GOALS,
        institutions.targets_disagree,
    ),
    Rule(
        "past_the_time_frame",
        ATTENTION,
        _("Targets after the plan's last day"),
        _("Looked at once the plan says on which day it ends."),
        Mend.GOALS,
        goals.past_the_time_frame,
    ),
    Rule(
        "reached_in_a_row",
        NOTE,
        _("Targets reached three semesters in a row"),
        _("A target that is reached again and again asks for nothing more: the Committee may raise it."),
        Mend.GOALS,
        goals.reached_again_and_again,
    ),
)
RULES: tuple[Rule, ...] = (*OF_THE_PLAN, *OF_MEASURING, *OF_GOALS)
