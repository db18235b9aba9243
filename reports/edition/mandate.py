"""Mandate and scope: which plan, what it covers, what it proposes that the Committee does, and whose words these are."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.edition.blocks import Block, Callout, Heading, Note, Terms, Text
from reports.edition.kind import own_of, purpose
from reports.edition.reading import Snapshot


def mandate(s: Snapshot) -> list[Block]:
    blocks: list[Block] = [] if s.is_told else [Text(purpose(s))]
    blocks.append(Terms(tuple(facts(s))))
    clauses = s["plan"]["clauses"]
    if clauses and own_of(s) is None:
        blocks += [
            Heading(2, _("Powers that the plan proposes for the Committee")),
            Text(
                _(
                    "This report answers the third. The data behind it comes from the semester's reports of the institutions."
                )
            ),
            Terms(tuple((power["code"], s.text(power["text"])) for power in clauses["powers"])),
        ]
    if clauses:
        blocks += [
            Heading(2, _("Financing and other sectors")),
            Terms(
                (
                    (_("Financing (section 09 of the plan)"), s.text(clauses["financing"])),
                    (_("Other sectors"), s.text(clauses["recommendation"])),
                )
            ),
        ]
    if not s.is_in_the_language_of_the_product:
        blocks.append(Note(_("What institutions and people wrote stands in the language in which they wrote it.")))
    if s["plan"]["is_working_translation"]:
        blocks.append(Callout(reservation(s), title=_("The words of the plan"), tone="risk"))
    if s["plan"]["source_note"]:
        blocks.append(
            Note(_("Citation that the source asks for: %(note)s") % {"note": s.written(s["plan"]["source_note"], "en")})
        )
    return blocks


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
    n, held = len(s["indicators"]), [len(pillars), len(objectives), len(actions)]
    said = [
        ngettext("%(count)s area", "%(count)s areas", held[0]) % {"count": s.number(held[0])},
        ngettext("%(count)s objective", "%(count)s objectives", held[1]) % {"count": s.number(held[1])},
        ngettext("%(count)s action", "%(count)s actions", held[2]) % {"count": s.number(held[2])},
    ]
    if own_of(s) is not None:
        reports = ngettext(
            "the institution reports %(count)s indicator of them",
            "the institution reports %(count)s indicators of them",
            n,
        )
        return f"{s.joined(said)}; {reports % {'count': s.number(n)}}"
    in_force = ngettext("%(count)s indicator in force", "%(count)s indicators in force", n)
    return s.joined([*said, in_force % {"count": s.number(n)}])
