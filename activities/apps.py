from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from activities.sealing import SEAL
from documents import append_only, data_version


class ActivitiesConfig(AppConfig):
    """What institutions will do, what of it they did, and what it costs: activities, progress notes, budget statements."""

    name = "activities"
    verbose_name = _("Activities and budget")

    def ready(self) -> None:
        append_only.protect(self, "ActivityStep", "AdoptedActivity")
        SEAL.protect(self)
        data_version.follow(self, but=("ActivityUpload", "BudgetUpload", "ColumnMapping"))
        from activities.activity_dates import activity_dates
        from activities.approving import approval_rows
        from activities.budgeting.duties import budget_duties
        from activities.budgeting.kind import STATEMENT
        from activities.handing_in import register
        from activities.models import ActivityChange, BudgetStatement, ProgressNote, YearPlan
        from activities.noting.duties import note_duties
        from activities.noting.kind import NOTE
        from activities.planning.duties import planning_duties
        from activities.planning.kinds import CHANGE, YEAR_PLAN
        from activities.todo import activity_rows
        from activities.uploads import forget_outdated
        from notifications import duties, other_dates, tidying, todo_sources

        register(YearPlan, YEAR_PLAN)
        register(ActivityChange, CHANGE)
        register(ProgressNote, NOTE)
        register(BudgetStatement, STATEMENT)
        duties.register(planning_duties)
        duties.register(note_duties)
        duties.register(budget_duties)
        other_dates.register(activity_dates)
        todo_sources.register(activity_rows)
        todo_sources.register_for_institutions(approval_rows)
        tidying.register(forget_outdated)
