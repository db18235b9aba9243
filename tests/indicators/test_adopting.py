"""One function brings a definition into force; what it refuses changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from indicators.adopting import (
    NotAdoptable,
    adopt,
    introduce,
    retire,
)
from indicators.defining.document import Words
from indicators.defining.reading import document_of
from indicators.models import ActionPlan, Indicator, IndicatorRevision, PlausibilityRule, Target
from indicators.refusals import Refused, Stale, WrongState
from tests import factories as make
from tests.indicators import adopted as a

pytestmark = pytest.mark.django_db


class TestAdopting:
    def test_definition_holds_from_its_semester_and_not_before(self, sealed: IndicatorRevision) -> None:
        new = a.adopted(sealed, a.reworded(sealed))
        plan = sealed.indicator.plan
        held = {code: IndicatorRevision.objects.in_force(a.period(plan, code)).get().number for code in a.SEMESTERS}
        assert held == {"2025-II": 1, "2026-I": 1, "2026-II": 2, "2027-I": 2, "2027-II": 2}
        assert (new.adopted_on, new.act_reference, new.sealed_at) == (a.AT.date(), a.ACT, None)

    def test_definition_says_what_was_drafted_and_why(self, sealed: IndicatorRevision) -> None:
        document = a.reworded(sealed)
        new = a.adopted(sealed, document)
        assert (new.rationale_es, new.rationale_en) == (a.WHY.es, a.WHY.en)
        assert document_of(new).name == Words("Otro nombre", "Another name")

    def test_new_targets_carry_the_act_and_old_ones_keep_theirs(self, sealed: IndicatorRevision) -> None:
        document = a.with_target(document_of(sealed), 60)
        new = a.adopted(sealed, document, change_class="target")
        acts = Target.objects.filter(series__revision=new).values_list("period__code", "act_reference", "approved_on")
        assert set(acts) == {
            ("2026-II", "Acta 1-2025", dt.date(2025, 1, 24)),
            ("2027-II", a.ACT, a.AT.date()),
        }

    def test_changed_target_carries_the_act_though_the_draft_names_the_old_one(self, sealed: IndicatorRevision) -> None:
        old = document_of(sealed).series[0].targets[0]
        document = a.with_target(
            document_of(sealed), 45, "2026-II", act_reference=old.act_reference, approved_on=old.approved_on
        )
        new = a.adopted(sealed, document, change_class="target")
        assert Target.objects.get(series__revision=new).act_reference == a.ACT

    def test_rules_of_what_is_odd_are_kept_where_their_components_are(self, plan: ActionPlan) -> None:
        revision = make.make_register(plan, components=("articles", "books"), effective_from=a.period(plan, "2025-II"))
        articles, books = revision.components.all()
        make.make_plausibility_rule(revision, "identical", is_on=False)
        make.make_plausibility_rule(revision, "part_above_whole", part=articles, whole=books)
        kept = [part for part in document_of(revision).components if part.code == "articles"]
        document = a.changed(revision, components=tuple(kept))
        new = a.adopted(revision, document, change_class="methodological", comparability="break")
        assert list(PlausibilityRule.objects.filter(revision=new).values_list("kind", "is_on")) == [
            ("identical", False)
        ]

    def test_first_session_may_take_the_open_semester_while_nothing_was_sent(self, proposed: IndicatorRevision) -> None:
        assert a.adopted(proposed, a.reworded(proposed), "2026-I").effective_from.code == "2026-I"

    def test_factor_goes_with_what_is_rebased(self, sealed: IndicatorRevision) -> None:
        document = a.changed(sealed, unit=Words("decenas", "tens"))
        new = a.adopted(
            sealed, document, change_class="methodological", comparability="rebased", rebase_factor=Decimal("0.1")
        )
        assert new.rebase_factor == Decimal("0.1")


class TestRefusals:
    @pytest.mark.parametrize(
        ("semester", "fields", "words"),
        [
            ("2025-II", {}, "ya rige"),
            ("2026-I", {}, "está abierto"),
            ("2026-II", {"rationale": Words()}, "por qué"),
            ("2026-II", {"rationale": Words("", "Only in English")}, "por qué"),
            ("2026-II", {"act_reference": "  "}, "acto"),
            ("2026-II", {"comparability": "rebased"}, "factor"),
            ("2026-II", {"rebase_factor": Decimal(2)}, "factor"),
            ("2026-II", {"comparability": "rebased", "rebase_factor": Decimal(0)}, "factor"),
            ("2026-II", {"comparability": "break"}, "metodológico"),
            ("2026-II", {"comparability": "", "change_class": "methodological"}, "compararse"),
            ("2026-II", {"change_class": "new"}, "clase de cambio"),
            ("2026-II", {"change_class": "retired"}, "clase de cambio"),
        ],
    )
    def test_adoption_is_refused(
        self, sealed: IndicatorRevision, semester: str, fields: dict[str, Any], words: str
    ) -> None:
        with pytest.raises(Refused, match=words):
            a.adopted(sealed, a.reworded(sealed), semester, **fields)
        assert IndicatorRevision.objects.count() == 1

    def test_open_semester_is_refused_once_something_was_sent(self, proposed: IndicatorRevision) -> None:
        says = a.adoption(a.period(proposed.indicator.plan, "2026-I"))
        with pytest.raises(Refused, match="ya se envió"):
            adopt(proposed.indicator, a.reworded(proposed), says, read=proposed, at=a.AT, sent=lambda: True)

    def test_closed_semester_is_refused_in_the_first_session_too(self, proposed: IndicatorRevision) -> None:
        late = a.period(proposed.indicator.plan, "2026-I").closes_at
        with pytest.raises(Refused, match="cerró"):
            a.adopted(proposed, a.reworded(proposed), "2026-I", at=late)

    def test_semester_of_another_plan_is_refused(self, sealed: IndicatorRevision) -> None:
        other = make.make_period(make.make_plan("OTRO"), "2026-II")
        says = a.adoption(other)
        with pytest.raises(Refused, match="otro plan"):
            adopt(sealed.indicator, a.reworded(sealed), says, read=sealed, at=a.AT, sent=lambda: False)

    def test_draft_over_another_definition_is_stale(self, sealed: IndicatorRevision) -> None:
        a.adopted(sealed, a.reworded(sealed))
        with pytest.raises(Stale):
            a.adopted(sealed, a.reworded(sealed, "Un tercero"))
        with pytest.raises(Stale):
            adopt(
                sealed.indicator, a.reworded(sealed), a.adoption(a.period(sealed.indicator.plan, "2027-I")),
                read=None, at=a.AT, sent=lambda: False,
            )  # fmt: skip

    def test_definition_with_problems_is_refused_with_their_places(self, sealed: IndicatorRevision) -> None:
        with pytest.raises(NotAdoptable) as refused:
            a.adopted(sealed, a.changed(sealed, dimensions=("nada",)), change_class="methodological")
        assert [each.path for each in refused.value.problems] == ["dimensions.nada"]

    def test_what_changes_nothing_is_kept_instead(self, sealed: IndicatorRevision) -> None:
        with pytest.raises(Refused, match="mantener"):
            a.adopted(sealed, document_of(sealed))

    @pytest.mark.parametrize(
        ("declared", "is_allowed"), [("editorial", False), ("target", False), ("methodological", True)]
    )
    def test_change_of_what_is_measured_is_declared_as_such(
        self, sealed: IndicatorRevision, declared: str, is_allowed: bool
    ) -> None:
        document = a.changed(sealed, unit=Words("personas"))
        if is_allowed:
            assert a.adopted(sealed, document, change_class=declared).change_class == declared
        else:
            with pytest.raises(Refused, match="clase de cambio"):
                a.adopted(sealed, document, change_class=declared)

    def test_retired_indicator_is_adjusted_no_more(self, sealed: IndicatorRevision) -> None:
        gone = a.retired(sealed)
        with pytest.raises(WrongState):
            a.adopted(gone, a.reworded(gone), "2027-I")
        with pytest.raises(WrongState):
            a.retired(gone, "2027-I")


class TestRetiring:
    def test_definition_stays_as_it_was(self, sealed: IndicatorRevision) -> None:
        gone = a.retired(sealed)
        assert (gone.change_class, gone.effective_from.code) == ("retired", "2026-II")
        assert document_of(gone) == document_of(sealed)

    @pytest.mark.parametrize(
        "fields", [{"comparability": "break"}, {"change_class": "editorial"}, {"rationale": Words()}]
    )
    def test_retiring_is_nothing_else_and_says_why(self, sealed: IndicatorRevision, fields: dict[str, Any]) -> None:
        says = replace(a.adoption(a.period(sealed.indicator.plan, "2026-II"), "retired"), **fields)
        with pytest.raises(Refused):
            retire(sealed.indicator, says, read=sealed, at=a.AT, sent=lambda: False)


class TestIntroducing:
    def test_new_indicator_has_its_place_and_its_first_definition(self, sealed: IndicatorRevision) -> None:
        new = a.introduced(sealed, "PREV-1.1.2")
        indicator = Indicator.objects.get(code="PREV-1.1.2")
        assert (indicator.action, indicator.pillar) == (sealed.indicator.action, sealed.indicator.pillar)
        assert indicator.order > sealed.indicator.order
        assert (new.number, new.change_class) == (1, "new")

    def test_it_stands_beside_those_of_its_action_and_the_others_move_on(self, sealed: IndicatorRevision) -> None:
        make.make_count(sealed.indicator.plan, "PREV-2.1.1")
        a.introduced(sealed, "PREV-1.1.2")
        codes = Indicator.objects.filter(plan=sealed.indicator.plan).order_by("order").values_list("code", flat=True)
        assert [*codes] == ["PREV-1.1.1", "PREV-1.1.2", "PREV-2.1.1"]

    @pytest.mark.parametrize("code", ["PREV-1.1.1", "", "  ", "P" * 21])
    def test_code_is_short_and_of_nobody_else(self, sealed: IndicatorRevision, code: str) -> None:
        with pytest.raises(Refused):
            a.introduced(sealed, code)

    def test_code_of_a_retired_indicator_is_not_used_again(self, sealed: IndicatorRevision) -> None:
        a.retired(sealed)
        with pytest.raises(Refused, match="nunca se vuelven a usar"):
            a.introduced(sealed, sealed.indicator.code)

    def test_action_belongs_to_the_plan(self, sealed: IndicatorRevision) -> None:
        other = make.make_action(make.make_plan("OTRO"))
        says = a.adoption(a.period(sealed.indicator.plan, "2026-II"), "new")
        with pytest.raises(Refused):
            introduce(sealed.indicator.plan, "PREV-1.1.2", other, document_of(sealed), says, at=a.AT)

    @pytest.mark.parametrize("fields", [{"change_class": "editorial"}, {"comparability": "break"}])
    def test_it_breaks_nothing(self, sealed: IndicatorRevision, fields: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            a.introduced(sealed, "PREV-1.1.2", **fields)
