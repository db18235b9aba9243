"""Whether a target can be reached, on a page. Nothing is computed here."""

from __future__ import annotations

from django import template

from reports.wording import feasibility as feasibility_wording

register = template.Library()
register.filter("outlook_text", feasibility_wording.outlook_text)
register.filter("feasibility_facts", feasibility_wording.facts)
register.filter("feasibility_assumptions", feasibility_wording.assumptions)
