"""Answers to the questions that the plan's text leaves open: who writes them, and that they are only added."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from indicators.answering import Empty, Reply, answer, questions_of
from indicators.models import PlanAnswer, PlanQuestion
from indicators.refusals import NotAllowed, Stale
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 7, 10, 12, tzinfo=make.LIMA)
SETTLED = Reply("Se cuentan las acciones del anexo 2.", True, "es", "Acta S-2026-03")
STILL_OPEN = Reply("El anexo 2 quedó sin efecto.", False)


@pytest.fixture
def question(cast: Cast) -> PlanQuestion:
    plan = make.make_plan()
    return PlanQuestion.objects.create(
        plan=plan, code="T-1", order=1, kind="term", indicator=make.make_indicator(plan), text="Qué es una acción"
    )


def standing(question: PlanQuestion) -> bool:
    return questions_of(question.plan).get(pk=question.pk).is_settled


@pytest.mark.parametrize(
    "role",
    ["reporter", "approver", "outsider", "member", "alternate", "observer", "administrator"],
)
def test_nobody_but_the_technical_secretary_answers(role: str, question: PlanQuestion, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        answer(question, SETTLED, seen=0, by=cast.people()[role], at=AT)
    assert not PlanAnswer.objects.exists()


def test_the_latest_answer_stands_and_a_further_one_opens_the_question_again(
    question: PlanQuestion, cast: Cast
) -> None:
    assert not standing(question)
    first = answer(question, SETTLED, seen=0, by=cast.secretary, at=AT)
    assert standing(question)
    answer(question, STILL_OPEN, seen=first.pk, by=cast.secretary, at=AT + dt.timedelta(days=1))
    assert not standing(question)
    assert [each.text for each in questions_of(question.plan).get().answers.all()] == [STILL_OPEN.text, SETTLED.text]


def test_the_same_answer_twice_is_one(question: PlanQuestion, cast: Cast) -> None:
    first = answer(question, SETTLED, seen=0, by=cast.secretary, at=AT)
    assert answer(question, SETTLED, seen=0, by=cast.secretary, at=AT) == first
    assert PlanAnswer.objects.count() == 1


def test_who_read_an_older_answer_adds_nothing(question: PlanQuestion, cast: Cast) -> None:
    answer(question, SETTLED, seen=0, by=cast.secretary, at=AT)
    with pytest.raises(Stale):
        answer(question, STILL_OPEN, seen=0, by=cast.secretary, at=AT)
    assert standing(question)


def test_an_answer_says_something(question: PlanQuestion, cast: Cast) -> None:
    with pytest.raises(Empty):
        answer(question, Reply("  ", True), seen=0, by=cast.secretary, at=AT)


def test_answers_are_never_rewritten(question: PlanQuestion, cast: Cast) -> None:
    answer(question, SETTLED, seen=0, by=cast.secretary, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanAnswer.objects.update(is_settled=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanAnswer.objects.all().delete()


@pytest.mark.parametrize("kind", ["promise", "term"])
def test_a_promise_names_its_pillar_and_a_term_its_indicator(kind: str, question: PlanQuestion) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanQuestion.objects.create(plan=question.plan, code="X", order=2, kind=kind, text="Algo")
