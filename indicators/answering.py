"""What the Committee answers to a question that the plan's text leaves open. Answers are only added: the latest one stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from indicators.models import ActionPlan, PlanAnswer, PlanQuestion
from indicators.refusals import NotAllowed, Refused, Stale
from institutions.models import Appointment, Role, User

ABOUT_THE_ALIGNMENT = "S-ALIGNMENT"
"""The code of the question that a plan has, where somebody wrote that its general objectives and its pillars do not cohere."""


class Empty(Refused):
    """An answer says something."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, and whether the question is settled by it or stays open."""

    text: str
    is_settled: bool
    language: str = "es"
    act_reference: str = ""


def answering_post(user: User) -> Appointment | None:
    """The post in which the person writes down what the Committee answered."""
    return user.post_as(Role.TECHNICAL_SECRETARY)


def questions_of(plan: ActionPlan) -> QuerySet[PlanQuestion]:
    """The plan's questions in order, each with its answers, the latest first, in two queries."""
    answers = PlanAnswer.objects.select_related("post__user", "post__institution")
    return (
        PlanQuestion.objects.filter(plan=plan)
        .select_related("pillar", "indicator")
        .prefetch_related(Prefetch("answers", queryset=answers))
    )


def answer(question: PlanQuestion, reply: Reply, *, seen: int, by: User, at: dt.datetime) -> PlanAnswer:
    """Add an answer. `seen` is the key of the latest one that was read, 0 where there was none.

    The same answer twice is one. A settled question is opened again by a further answer that does not settle it.
    """
    post = answering_post(by)
    if post is None:
        raise NotAllowed(_("Only the technical secretary writes what the Committee answered."))
    text, act = reply.text.strip(), reply.act_reference.strip()
    with transaction.atomic():
        ActionPlan.objects.select_for_update().only("pk").get(pk=question.plan_id)
        latest = PlanAnswer.objects.filter(question=question).order_by("-at", "-pk").first()
        if latest and (latest.text, latest.is_settled, latest.act_reference) == (text, reply.is_settled, act):
            return latest
        if (latest.pk if latest else 0) != seen:
            raise Stale(_("Somebody answered this question while you were working on it. Nothing was changed."))
        if not text:
            raise Empty(_("Write what the Committee answered."))
        return PlanAnswer.objects.create(
            question=question,
            is_settled=reply.is_settled,
            text=text,
            language=reply.language,
            act_reference=act,
            post=post,
            at=at,
        )
