"""What institutions will do, what of it they did, and what it costs."""

from activities.models.activity import Activity, AdoptedActivity
from activities.models.budget import GREATEST_AMOUNT, BudgetItem, BudgetStatement
from activities.models.change import ActivityChange
from activities.models.handed_in import SENT, WRITABLE, HandedIn, Status
from activities.models.note import NoteFile, Progress, ProgressNote
from activities.models.planning import PlanningRound, YearPlan
from activities.models.step import ActivityStep
from activities.models.upload import ActivityUpload, BudgetUpload, ColumnMapping

__all__ = [
    "GREATEST_AMOUNT",
    "SENT",
    "WRITABLE",
    "Activity",
    "ActivityChange",
    "ActivityStep",
    "ActivityUpload",
    "AdoptedActivity",
    "BudgetItem",
    "BudgetStatement",
    "BudgetUpload",
    "ColumnMapping",
    "HandedIn",
    "NoteFile",
    "PlanningRound",
    "Progress",
    "ProgressNote",
    "Status",
    "YearPlan",
]
