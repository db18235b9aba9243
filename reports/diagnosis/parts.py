"""Rules about the plan's own text: its time frame and budget, how its parts hang together, what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents.formatting import joined
from indicators.models import PlanQuestion
from reports.diagnosis.facts import Defined, Facts
from reports.diagnosis.finding import Looked, Place, Said, Subject
from reports.wording.figures import language


def plan_of(facts: Facts) -> Subject:
    return Subject(Place.PLAN, facts.plan.code, facts.plan.short_title)


def without_time_frame(facts: Facts) -> Looked:
    plan, subject = facts.plan, plan_of(facts)
    lacks_both = plan.starts_on is None and plan.ends_on is None
    said: list[Said] = []
    if lacks_both:
        said.append((subject, _("The plan says neither when it begins nor when it ends.")))
    elif plan.ends_on is None:
        said.append((subject, _("The plan does not say when it ends.")))
    elif plan.starts_on is None:
        said.append((subject, _("The plan does not say when it begins.")))
    return Looked([subject], said)


def without_budget(facts: Facts) -> Looked:
    subject, sentence = plan_of(facts), _("The plan sets no budget.")
    return Looked([subject], [] if (facts.plan.budget_note or "").strip() else [(subject, sentence)])


def objective_without_action(facts: Facts) -> Looked:
    served, sentence = {objective for objective, _action in facts.links}, _("No action is linked to it.")
    subjects = [Subject(Place.GENERAL_OBJECTIVE, each.code, each.text) for each in facts.general_objectives]
    return Looked(subjects, [(each, sentence) for each in subjects if each.code not in served])


def action_without_objective(facts: Facts) -> Looked:
    serving, sentence = {action for _objective, action in facts.links}, _("It is linked to no general objective.")
    subjects = [Subject(Place.ACTION, each.code, each.text) for each in facts.actions]
    return Looked(subjects, [(each, sentence) for each in subjects if each.code not in serving])


def action_without_indicator(facts: Facts) -> Looked:
    measured = {each.revision.indicator.action_id for each in facts.defined}
    lacking = {each.code for each in facts.actions if each.pk not in measured}
    subjects, sentence = (
        [Subject(Place.ACTION, each.code, each.text) for each in facts.actions],
        _("No indicator measures it."),
    )
    return Looked(subjects, [(each, sentence) for each in subjects if each.code in lacking])


def open_promises(facts: Facts) -> Looked:
    return open_questions(facts, PlanQuestion.Kind.PROMISE)


def open_terms(facts: Facts) -> Looked:
    return open_questions(facts, PlanQuestion.Kind.TERM)


def open_subjects(facts: Facts) -> Looked:
    return open_questions(facts, PlanQuestion.Kind.SUBJECT)


def open_questions(facts: Facts, kind: str) -> Looked:
    """Each question is looked at by itself; what is said of it is said of the part of the plan that raises it."""
    asked = [each for each in facts.questions if each.kind == kind]
    left = [each for each in asked if not each.is_settled]
    names = {each.code: each.subject for each in facts.defined}
    return Looked(
        [Subject(Place.PLAN, each.code) for each in asked],
        [(place_of(each, facts, names), each.text) for each in left],
        [each.code for each in left],
    )


def place_of(question: PlanQuestion, facts: Facts, named: dict[str, Subject]) -> Subject:
    if question.indicator is not None:
        return named.get(question.indicator.code, Subject(Place.INDICATOR, question.indicator.code))
    if question.pillar is not None:
        return Subject(Place.PILLAR, question.pillar.code, question.pillar.name)
    return plan_of(facts)


def without_english(facts: Facts) -> Looked:
    """Every text that is there in Spanish is there in English."""
    looked = [*texts_of_parts(facts), *(texts_of_definition(each) for each in facts.defined)]
    found = [(subject, sentence) for subject, lacking in looked for sentence in say_english(lacking)]
    return Looked([subject for subject, _lacking in looked], found)


def say_english(lacking: list[str]) -> Iterator[str]:
    if lacking:
        yield _("Without English: %(fields)s.") % {"fields": joined(lacking, language())}


def texts_of_parts(facts: Facts) -> Iterator[tuple[Subject, list[str]]]:
    yield (
        plan_of(facts),
        lacking_in(facts.plan, ("title", "subtitle", "legal_instrument", "scope", "committee", "budget_note")),
    )
    for pillar in facts.pillars:
        yield Subject(Place.PILLAR, pillar.code, pillar.name), lacking_in(pillar, ("name", "description"))
    for general in facts.general_objectives:
        yield Subject(Place.GENERAL_OBJECTIVE, general.code, general.text), lacking_in(general, ("text",))
    for objective in facts.objectives:
        yield Subject(Place.OBJECTIVE, objective.code, objective.text), lacking_in(objective, ("text",))
    for action in facts.actions:
        yield Subject(Place.ACTION, action.code, action.text), lacking_in(action, ("text",))


def texts_of_definition(each: Defined) -> tuple[Subject, list[str]]:
    own = lacking_in(each.revision, ("name", "definition", "note", "unit", "means_of_verification", "rationale"))
    labelled = [*each.components, *(series.row for series in each.series)]
    labels = [name for row in labelled for name in lacking_in(row, ("label",))]
    return each.subject, list(dict.fromkeys([*own, *labels]))


def lacking_in(row: object, fields: tuple[str, ...]) -> list[str]:
    """The names of the fields that have Spanish words and no English ones."""
    meta = type(row)._meta  # type: ignore[attr-defined]
    return [
        str(meta.get_field(field).verbose_name)
        for field in fields
        if getattr(row, f"{field}_es", "") and not getattr(row, f"{field}_en", "")
    ]
