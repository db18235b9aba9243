"""How a definition comes into force, and the one door through which it does.

An adopted definition takes effect with the first semester whose window has not opened, or a later one. While the plan has no
definition that was sealed, its first session may take the open semester, as long as nothing was sent in it. What was adopted can
be taken back until the minutes are closed; closing them seals it, and from then on the database refuses every change of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import F, Max, ProtectedError
from django.utils.translation import gettext as _

from indicators.adoption_rules import (
    Adoption,
    Change,
    Comparability,
    NotAdoptable,
    has_sealed,
    named,
    require_change,
    require_code,
    require_followed,
    require_reason,
    require_sound,
    require_time,
    require_unsealed,
)
from indicators.defining.document import DefinitionDocument
from indicators.defining.known import Known
from indicators.defining.reading import document_of
from indicators.defining.writing import Act, copy_plausibility, set_words, write
from indicators.models import Action, ActionPlan, Baseline, Indicator, IndicatorRevision, Target
from indicators.refusals import Refused, Stale, WrongState

__all__ = [
    "Adoption",
    "NotAdoptable",
    "adopt",
    "adopt_as_proposed",
    "introduce",
    "propose_again",
    "retire",
    "seal",
    "take_back",
]


def adopt(
    indicator: Indicator,
    document: DefinitionDocument,
    adoption: Adoption,
    *,
    read: IndicatorRevision | None,
    at: dt.datetime,
    sent: Callable[[], bool],
) -> IndicatorRevision:
    """Bring another definition of an indicator into force.

    `read` is the definition in force when it was drafted. `sent` tells, under the plan's lock, whether an institution has already
    sent something for the indicator in the semester of effect. Raises Stale where another definition is in force now,
    NotAdoptable for problems of the document, Refused for every other rule; then nothing was changed.
    """
    with transaction.atomic():
        before = _locked(indicator, adoption, read)
        require_followed(before)
        require_time(indicator.plan_id, adoption, at, sent)
        known = Known.of(indicator.plan)
        require_sound(document, adoption, known)
        require_change(document_of(before), document, adoption)
        return _succeed(before, document, adoption, known)


def retire(
    indicator: Indicator,
    adoption: Adoption,
    *,
    read: IndicatorRevision | None,
    at: dt.datetime,
    sent: Callable[[], bool],
) -> IndicatorRevision:
    """Ask nothing more of an indicator from a semester on. Its last definition and all its figures stay readable."""
    with transaction.atomic():
        before = _locked(indicator, adoption, read)
        require_followed(before)
        require_time(indicator.plan_id, adoption, at, sent)
        if adoption.change_class != Change.RETIRED or adoption.comparability != Comparability.CONTINUOUS:
            raise Refused(_("An indicator that is retired leaves its figures as they are."))
        require_reason(adoption)
        return _succeed(before, document_of(before), adoption, Known.of(indicator.plan))


def introduce(
    plan: ActionPlan,
    code: str,
    action: Action,
    document: DefinitionDocument,
    adoption: Adoption,
    *,
    at: dt.datetime,
) -> IndicatorRevision:
    """Give an action of the plan a new indicator, with its first definition. A code is never used for two."""
    with transaction.atomic():
        lock(plan.pk)
        require_code(plan, code)
        if action.plan_id != plan.pk:
            raise Refused(_("The action belongs to another plan."))
        require_time(plan.pk, adoption, at, lambda: False)
        known = Known.of(plan)
        require_sound(document, adoption, known)
        if adoption.change_class != Change.NEW or adoption.comparability != Comparability.CONTINUOUS:
            raise Refused(_("A new indicator has no earlier figures to be compared with."))
        pillar, order = action.objective.pillar, _made_room(plan, action)
        indicator = Indicator(plan=plan, code=code, action=action, pillar=pillar, order=order)
        indicator.save(force_insert=True)
        return write(_row(indicator, 1, adoption), document, known, _act(adoption), old=frozenset())


def adopt_as_proposed(
    revision: IndicatorRevision, adoption: Adoption, *, at: dt.datetime, sent: Callable[[], bool]
) -> IndicatorRevision:
    """Adopt a proposed definition as it is: it gets the day and the act, and stays in force from the semester it was proposed for.

    Nothing of what it says changes, so it may be in force already, whatever was sent under it.
    """
    with transaction.atomic():
        current = _current(revision)
        if not current.is_proposed:
            raise WrongState(_("This definition is already adopted."))
        current.adopted_on, current.act_reference = adoption.adopted_on, named(adoption.act_reference)
        current.save(update_fields=["adopted_on", "act_reference"])
    return current


def propose_again(revision: IndicatorRevision, *, at: dt.datetime) -> IndicatorRevision:
    """Undo `adopt_as_proposed` while the minutes are not closed."""
    with transaction.atomic():
        current = _current(revision)
        require_unsealed(current)
        current.adopted_on, current.act_reference = None, ""
        current.save(update_fields=["adopted_on", "act_reference"])
    return current


def take_back(revision: IndicatorRevision, *, at: dt.datetime) -> None:
    """Undo an adoption while the minutes are not closed and nothing stands on it: its rows go, and a new indicator with them.

    Refused where the semester has opened, except for what the plan's first session adopted for the open semester.
    """
    with transaction.atomic():
        current = _current(revision)
        require_unsealed(current)
        if current.is_proposed:
            raise WrongState(_("This definition is only proposed: there is no adoption to take back."))
        if current.effective_from.opens_at <= at and (current.effective_from.is_closed(at) or is_constituted(current)):
            raise WrongState(_("This definition is already in force: a later session can adopt another one."))
        if current.indicator.revisions.filter(number__gt=current.number).exists():
            raise WrongState(_("A later definition of this indicator was adopted: take that one back first."))
        _delete(current)


def seal(revisions: Iterable[IndicatorRevision], *, at: dt.datetime) -> None:
    """Close adopted definitions for good. From then on the database refuses every change of them and of their parts."""
    for revision in revisions:
        IndicatorRevision.objects.filter(pk=revision.pk, sealed_at__isnull=True).update(sealed_at=at)


def lock(plan_id: int) -> None:
    """One writer at a time for a plan; the same lock as that of its chain of events."""
    ActionPlan.objects.select_for_update().only("pk").get(pk=plan_id)


def is_constituted(revision: IndicatorRevision) -> bool:
    """Whether a session of the plan has closed its minutes over adopted definitions."""
    return has_sealed(revision.indicator.plan_id)


def _made_room(plan: ActionPlan, action: Action) -> int:
    """The place after the last indicator of the action, else of its objective, else of its pillar; those behind move on by one."""
    nearest: tuple[dict[str, object], ...] = (
        {"action": action},
        {"action__objective": action.objective_id},
        {"pillar": action.objective.pillar_id},
        {},
    )
    found = (plan.indicators.filter(**near).aggregate(last=Max("order"))["last"] for near in nearest)
    last = next((order for order in found if order is not None), 0)
    plan.indicators.filter(order__gt=last).update(order=F("order") + 1)
    return int(last) + 1


def _locked(indicator: Indicator, adoption: Adoption, read: IndicatorRevision | None) -> IndicatorRevision:
    """The definition in force at the semester of effect, under the plan's lock; refused unless it is the one that was read."""
    lock(indicator.plan_id)
    own = indicator.revisions.select_related("indicator__plan", "effective_from")
    current = own.order_by("effective_from__ordinal").last()
    if current is None or read is None or current.pk != read.pk:
        raise Stale(_("The definition of this indicator changed while you were working on it. Nothing was changed."))
    if current.effective_from.ordinal >= adoption.effective_from.ordinal:
        raise Refused(_("Another definition already takes effect with that semester or a later one."))
    return current


def _current(revision: IndicatorRevision) -> IndicatorRevision:
    lock(revision.indicator.plan_id)
    found = IndicatorRevision.objects.select_related("indicator__plan", "effective_from").filter(pk=revision.pk).first()
    if found is None:
        raise Stale(_("Somebody took this definition back meanwhile."))
    return found


def _succeed(
    before: IndicatorRevision, document: DefinitionDocument, adoption: Adoption, known: Known
) -> IndicatorRevision:
    old = frozenset((track.code, target) for track in document_of(before).series for target in track.targets)
    row = _row(before.indicator, before.number + 1, adoption)
    revision = write(row, document, known, _act(adoption), old=old)
    copy_plausibility(before, revision)
    return revision


def _row(indicator: Indicator, number: int, adoption: Adoption) -> IndicatorRevision:
    row = IndicatorRevision(
        indicator=indicator,
        number=number,
        effective_from=adoption.effective_from,
        adopted_on=adoption.adopted_on,
        act_reference=named(adoption.act_reference),
        change_class=adoption.change_class,
        comparability=adoption.comparability,
        rebase_factor=adoption.rebase_factor,
    )
    set_words(row, "rationale", adoption.rationale)
    return row


def _act(adoption: Adoption) -> Act:
    return Act(named(adoption.act_reference), adoption.adopted_on)


def _delete(revision: IndicatorRevision) -> None:
    indicator = revision.indicator
    Target.objects.filter(series__revision=revision).delete()
    Baseline.objects.filter(series__revision=revision).delete()
    try:
        revision.delete()
        if not indicator.revisions.exists():
            indicator.delete()
    except ProtectedError as used:
        raise WrongState(_("Something already stands on this definition: it cannot be taken back.")) from used
