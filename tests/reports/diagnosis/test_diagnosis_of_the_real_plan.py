"""What the rules say of Peru's plan as it is shipped, held against docs/diagnosis.md, which was made by hand from the source."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.loading import PLAN
from indicators.models import IndicatorRevision, Pillar, PlanQuestion

pytestmark = [
    pytest.mark.usefixtures("real_plan_read_only"),
    pytest.mark.django_db,
]

# rule: how many findings, of how many that were looked at; by hand, from the plan's text and indicators
EXPECTED = {
    "no_time_frame": (1, 1),  # “There is no clear timeframe for the implementation of the NAP.”
    "no_budget": (1, 1),  # section 09 leaves it to the annual budget of each institution
    "no_budget_item": (1, 1),  # CECOPAZ owes an indicator from 2026-II on, and has said nothing
    "objective_without_action": (6, 6),  # the text links none of the six
    "action_without_objective": (21, 21),
    "action_without_indicator": (0, 21),  # every action has exactly one
    "action_without_activity": (0, 0),  # no plan of a year was adopted
    "unmeasured_promise": (7, 7),  # PREV 1, PART 2, PROT 2, REC 2
    "undefined_term": (11, 11),
    "missed_by_a_review": (2, 2),  # disarmament, and the coherence of objectives and pillars
    "no_english": (0, 61),  # 1 plan + 4 pillars + 6 general objectives + 8 objectives + 21 actions + 21 definitions
    "still_proposed": (21, 21),
    "no_institution": (20, 21),  # all but CECOPAZ's PART-1.1.1
    "never_reported": (21, 21),
    "alone_with_much": (0, 1),  # CECOPAZ alone has 1 of 21
    "no_denominator_source": (1, 3),  # PART-1.2.1; contingents are a list that is kept
    "no_sex": (0, 11),  # 4 by unit or breakdown, 7 by a list that asks for women and men
    "no_proof": (21, 21),
    "no_baseline": (21, 21),
    "no_target": (21, 21),
    "target_as_baseline": (0, 0),
    "target_against_direction": (0, 0),
    "trajectory_turns": (0, 0),
    "targets_disagree": (0, 0),
    "past_the_time_frame": (0, 0),
    "reached_in_a_row": (0, 0),
}


def said(language: str = "en") -> list[str]:
    out = StringIO()
    with time_machine.travel("2026-07-10T12:00:00-05:00", tick=False):
        call_command("diagnose_plan", PLAN, language=language, stdout=out)
    return out.getvalue().splitlines()


def test_each_rule_finds_what_was_counted_by_hand() -> None:
    lines = said()
    counts = [line.split("\t") for line in lines[lines.index("") + 1 :]]
    clean_of = {rule: tuple(map(int, score.split("/"))) for rule, _found, score in counts}
    assert {rule: int(found) for rule, found, _score in counts} == {rule: n for rule, (n, _all) in EXPECTED.items()}
    assert clean_of == {rule: (every - found, every) for rule, (found, every) in EXPECTED.items()}


def test_each_finding_is_one_line_of_severity_rule_subject_and_sentence() -> None:
    lines = said()
    findings = [line.split("\t") for line in lines[: lines.index("")]]
    assert len(findings) == sum(found for found, _every in EXPECTED.values())
    assert {len(each) for each in findings} == {4}
    assert next(each[:3] for each in findings if each[1] == "no_denominator_source") == [
        "grave",
        "no_denominator_source",
        "PART-1.2.1",
    ]
    assert [each[2] for each in findings if each[1] == "unmeasured_promise"] == [
        "PREV", "PART", "PART", "PROT", "PROT", "REC", "REC",
    ]  # fmt: skip
    assert not [each for each in findings if each[1:3] == ["no_institution", "PART-1.1.1"]]


def test_the_command_speaks_both_languages_and_knows_no_other_plan() -> None:
    assert any(line.endswith("\tNo tiene meta.") for line in said("es"))
    with pytest.raises(CommandError, match="no plan XX"):
        call_command("diagnose_plan", "XX")


def test_the_document_has_the_same_table() -> None:
    text = Path(settings.BASE_DIR, "docs", "diagnosis.md").read_text()
    table = {
        rule: (int(found), int(every))
        for rule, found, every in re.findall(r"^\| `(\w+)` \| (\d+) of (\d+) \|", text, re.MULTILINE)
    }
    assert table == EXPECTED


def test_questions_quote_the_plan_word_for_word() -> None:
    """In English the source's own words, in Spanish those of the working translation."""
    names = {each.indicator.code: each for each in IndicatorRevision.objects.select_related("indicator")}
    descriptions = {each.code: each for each in Pillar.objects.all()}
    for question in PlanQuestion.objects.exclude(kind="subject").select_related("pillar", "indicator"):
        for language in ("es", "en"):
            quoted = getattr(question, f"quotation_{language}")
            if question.pillar:
                source = getattr(descriptions[question.pillar.code], f"description_{language}")
            else:
                assert question.indicator
                source = getattr(names[question.indicator.code], f"name_{language}")
            assert quoted, question.code
            assert quoted in source, (question.code, language)


def test_every_question_is_whole_in_both_languages() -> None:
    assert PlanQuestion.objects.count() == 7 + 11 + 2
    for question in PlanQuestion.objects.all():
        for field in ("text", "quotation", "source"):
            assert getattr(question, f"{field}_es"), (question.code, field)
            assert getattr(question, f"{field}_en"), (question.code, field)
