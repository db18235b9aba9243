"""The words of severities and subjects."""

from django.utils.translation import pgettext_lazy

from reports.diagnosis.finding import Place, Severity

SEVERITIES = {
    Severity.GRAVE: pgettext_lazy("severity", "Grave"),
    Severity.ATTENTION: pgettext_lazy("severity", "Needs attention"),
    Severity.NOTE: pgettext_lazy("severity", "Note"),
}
PLACES = {
    Place.PLAN: pgettext_lazy("part of the plan", "Plan"),
    Place.PILLAR: pgettext_lazy("part of the plan", "Pillar"),
    Place.OBJECTIVE: pgettext_lazy("part of the plan", "Objective"),
    Place.GENERAL_OBJECTIVE: pgettext_lazy("part of the plan", "General objective"),
    Place.ACTION: pgettext_lazy("part of the plan", "Action"),
    Place.INDICATOR: pgettext_lazy("part of the plan", "Indicator"),
    Place.INSTITUTION: pgettext_lazy("part of the plan", "Institution"),
}
