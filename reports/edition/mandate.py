"""Mandate and scope: which plan, what it covers, what it proposes that the Committee does, and whose words these are."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.blocks import Block, Callout, Heading, Note, Terms, Text
from reports.edition.reading import Snapshot


def mandate(s: Snapshot) -> list[Block]:
    blocks: list[Block] = [Text(purpose(s)), Terms(tuple(facts(s)))]
    clauses = s["plan"]["clauses"]
    if clauses:
        blocks += [
            Heading(2, _("Powers that the plan proposes for the Committee")),
            Text(
                _(
                    "This report answers the third. The data behind it comes from the semester's reports of the institutions."
                )
            ),
            Terms(tuple((power["code"], s.text(power["text"])) for power in clauses["powers"])),
            Heading(2, _("Financing and other sectors")),
            Terms(
                (
                    (_("Financing (section 09 of the plan)"), s.text(clauses["financing"])),
                    (_("Other sectors"), s.text(clauses["recommendation"])),
                )
            ),
        ]
    if s["plan"]["is_working_translation"]:
        blocks.append(Callout(reservation(s), title=_("The words of the plan"), tone="risk"))
    if s["plan"]["source_note"]:
        blocks.append(Note(_("Citation that the source asks for: %(note)s") % {"note": s["plan"]["source_note"]}))
    return blocks


def purpose(s: Snapshot) -> str:
    return _(
        "This report says what was reported and validated for the semester %(period)s (%(first)s to %(last)s) about the plan "
        "named below, as recorded up to %(cut_off)s (Lima time). What was not reported is said as such and never estimated."
    ) % {
        "period": s.period,
        "first": s.day(s["period"]["starts_on"]),
        "last": s.day(s["period"]["ends_on"]),
        "cut_off": s.instant(s["edition"]["cut_off"]),
    }


def reservation(s: Snapshot) -> str:
    return _(
        "The official Spanish text of the plan was not at hand. Its Spanish words here are a working translation of an unofficial "
        "English translation, and must be replaced by the official text before they are quoted."
    )


def facts(s: Snapshot) -> Iterator[tuple[str, str]]:
    plan = s["plan"]
    title, subtitle = s.text(plan["title"]), s.text(plan["subtitle"])
    yield _("Plan"), f"{title}. {subtitle}" if subtitle else title
    for label, field in (
        (_("Legal instrument"), "legal_instrument"),
        (_("Scope"), "scope"),
        (_("Committee"), "committee"),
    ):
        if s.text(plan[field]):
            yield label, s.text(plan[field])
    yield pgettext("what the plan holds", "Contents"), counts(s)


def counts(s: Snapshot) -> str:
    pillars = s["plan"]["pillars"]
    objectives = [each for pillar in pillars for each in pillar["objectives"]]
    actions = [each for objective in objectives for each in objective["actions"]]
    return _(
        "%(pillars)s areas, %(objectives)s objectives, %(actions)s actions and %(indicators)s indicators in force"
    ) % {
        "pillars": s.number(len(pillars)),
        "objectives": s.number(len(objectives)),
        "actions": s.number(len(actions)),
        "indicators": s.number(len(s["indicators"])),
    }
