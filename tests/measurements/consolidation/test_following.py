"""Answers begun under a definition that the first session replaces: what still fits is carried over, nothing written is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from indicators.adopting import take_back
from indicators.defining.document import DefinitionDocument, Words
from indicators.defining.reading import document_of
from indicators.models import ActionPlan, CountingRule, IndicatorRevision
from institutions.models import Role
from measurements.answer.content import CellContent, Content
from measurements.background.comments import latest_comments
from measurements.chain import chain
from measurements.consolidation.following import Followed, follow
from measurements.exchange.cases import desk_of
from measurements.models import Contribution, ContributionEvent, Measurement, RegisterItem, Status
from measurements.workflow import steps as workflow
from measurements.workflow.locks import lock_of
from measurements.workflow.steps import NEW, Task
from notifications.models import Notification
from tests import factories as make
from tests.cast import Cast
from tests.conftest import SignIn
from tests.indicators import adopted as a
from tests.measurements.worlds.entering import url

pytestmark = pytest.mark.django_db
AT = a.AT
WOMEN, MEN = ("total", "sex=women"), ("total", "sex=men")


@pytest.fixture
def plan(cast: Cast) -> ActionPlan:
    plan = make.make_plan()
    a.make_semesters(plan)
    return plan


@pytest.fixture
def people(plan: ActionPlan, cast: Cast) -> IndicatorRevision:
    """Trained people by sex, which the Army owes."""
    sex = make.make_dimension("sex")
    revision = make.make_count(plan, dimensions=[sex], unit="personas", effective_from=a.period(plan, "2025-II"))
    make.make_commitment(revision, cast.army, a.period(plan, "2025-II"))
    return revision


def begin(cast: Cast, revision: IndicatorRevision, values: Mapping[tuple[str, str], int]) -> Measurement:
    """The Army's draft for the open semester."""
    task = Task(revision.indicator, cast.army, a.period(revision.indicator.plan, "2026-I"))
    content = Content(values={key: CellContent(Decimal(value)) for key, value in values.items()})
    return workflow.save_draft(task, content, version=NEW, by=cast.reporter, at=AT)


def redefine(
    cast: Cast, revision: IndicatorRevision, document: DefinitionDocument
) -> tuple[IndicatorRevision, tuple[Followed, ...]]:
    """Adopted in the first session for the open semester; the answers follow."""
    new = a.adopted(revision, document, "2026-I", change_class="methodological", comparability="break")
    return new, move(cast, new)


def move(cast: Cast, to: IndicatorRevision) -> tuple[Followed, ...]:
    post = cast.secretary.post_as(Role.TECHNICAL_SECRETARY)
    assert post is not None
    return follow(to, a.period(to.indicator.plan, "2026-I"), post=post, at=AT)


def cells(measurement: Measurement) -> dict[tuple[str, str], Decimal]:
    read = measurement.values.select_related("component", "combination")
    assert {value.component.revision_id for value in read} <= {measurement.revision_id}
    return {(value.component.code, value.combination.key): value.value for value in read}


def widened(revision: IndicatorRevision) -> DefinitionDocument:
    """Also asks for events, beside the people."""
    document = document_of(revision)
    events = replace(document.components[0], code="events", label=Words("Eventos"), is_disaggregated=False)
    return replace(document, components=(*document.components, events))


def test_cells_that_are_still_asked_are_carried_over(cast: Cast, people: IndicatorRevision) -> None:
    draft = begin(cast, people, {WOMEN: 3, MEN: 5})
    new, (followed,) = redefine(cast, people, widened(people))
    draft.refresh_from_db()
    assert draft.revision == new
    assert cells(draft) == {WOMEN: 3, MEN: 5}
    assert (followed.written, followed.carried) == (2, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"dimensions": ()},
        {"dimensions": ("sex", "rank")},
        {"kind": "NARRATIVE", "across": "listed", "accumulation": "stock", "dimensions": ()},
    ],
)
def test_cells_that_are_no_longer_asked_stay_in_the_record_alone(
    cast: Cast, people: IndicatorRevision, changes: Mapping[str, Any]
) -> None:
    make.make_dimension("rank", "ncos", "officers")
    draft = begin(cast, people, {WOMEN: 3, MEN: 5})
    _new, (followed,) = redefine(cast, people, replace(document_of(people), **changes))
    draft.refresh_from_db()
    assert cells(draft) == {}
    assert (followed.written, followed.carried) == (2, 0)
    kept = json.loads(draft.events.latest("sequence").snapshot)
    assert kept["revision"] == people.number
    assert {(each["component"], each["cell"], each["value"]) for each in kept["values"]} == {
        ("total", "sex=women", "3"),
        ("total", "sex=men", "5"),
    }


def test_what_waited_for_approval_goes_back_to_the_reporter(cast: Cast, people: IndicatorRevision) -> None:
    draft = begin(cast, people, {WOMEN: 3, MEN: 5, ("total", "sex=not_recorded"): 0})
    workflow.prepare(draft, version=draft.version, by=cast.reporter, at=AT)
    redefine(cast, people, widened(people))
    draft.refresh_from_db()
    assert (draft.status, draft.prepared_by) == (Status.DRAFT, None)
    event = draft.events.latest("sequence")
    assert (event.from_status, event.to_status, event.actor) == ("prepared", "draft", cast.secretary)
    assert latest_comments([draft])[draft.pk].is_of_definition


def test_who_still_has_the_old_page_open_is_told(cast: Cast, people: IndicatorRevision) -> None:
    draft = begin(cast, people, {WOMEN: 3})
    read = draft.version
    redefine(cast, people, widened(people))
    task = Task(people.indicator, cast.army, draft.period)
    with pytest.raises(workflow.Stale):
        workflow.save_draft(task, Content(), version=read, by=cast.reporter, at=AT)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED, Status.VALIDATED])
def test_what_was_sent_keeps_its_definition(cast: Cast, people: IndicatorRevision, status: str) -> None:
    new = a.adopted(people, widened(people), "2026-I", change_class="methodological", comparability="break")
    period = a.period(people.indicator.plan, "2026-I")
    sent = make.make_measurement(people, cast.army, period, values={"total:sex=women": 3}, status=status)
    assert move(cast, new) == ()
    sent.refresh_from_db()
    assert sent.revision == people
    assert cells(sent) == {WOMEN: 3}


def test_people_of_the_institution_are_told_and_the_page_says_why(
    cast: Cast, people: IndicatorRevision, signed_in: SignIn, clock: object
) -> None:
    begin(cast, people, {WOMEN: 3, MEN: 5})
    redefine(cast, people, replace(document_of(people), dimensions=()))
    told = Notification.objects.get(user=cast.reporter)
    assert "PREV-1.1.1" in told.title
    assert "De 2 cifras o elementos que había escrito se conservaron 0" in told.text
    assert set(Notification.objects.values_list("user", flat=True)) == {cast.reporter.pk, cast.approver.pk}
    page = signed_in(cast.reporter).get(url())
    assert "Cambió la definición de este indicador" in page.content.decode()


def test_chain_holds_and_no_answer_was_rewritten(cast: Cast, people: IndicatorRevision) -> None:
    begin(cast, people, {WOMEN: 3, MEN: 5})
    redefine(cast, people, widened(people))
    assert chain.verify(people.indicator.plan).first_broken is None
    assert chain.first_rewritten(people.indicator.plan) is None


def test_draft_follows_back_when_the_adoption_is_taken_back(cast: Cast, people: IndicatorRevision) -> None:
    draft = begin(cast, people, {WOMEN: 3, MEN: 5})
    new, _moved = redefine(cast, people, widened(people))
    move(cast, people)
    take_back(new, at=AT)
    draft.refresh_from_db()
    assert draft.revision == people
    assert cells(draft) == {WOMEN: 3, MEN: 5}


def test_following_twice_moves_nothing_more(cast: Cast, people: IndicatorRevision) -> None:
    begin(cast, people, {WOMEN: 3})
    new, _moved = redefine(cast, people, widened(people))
    assert move(cast, new) == ()


class TestLists:
    @pytest.fixture
    def events(self, plan: ActionPlan, cast: Cast) -> IndicatorRevision:
        register = make.make_register_list("event", "planned", "held")
        revision = make.make_register(plan, register=register, effective_from=a.period(plan, "2025-II"))
        CountingRule.objects.get().stages.set(register.stages.filter(code="held"))
        make.make_commitment(revision, cast.army, a.period(plan, "2025-II"))
        return revision

    @pytest.fixture
    def listed(self, cast: Cast, events: IndicatorRevision) -> Measurement:
        """Two events: one held, one only planned."""
        period = a.period(events.indicator.plan, "2026-I")
        draft = make.make_measurement(events, cast.army, period, status="draft")
        for title, stage in (("Seminario", "held"), ("Foro", "planned")):
            item = make.make_item(cast.army, title=title)
            item.stages.create(stage=item.register.stages.get(code=stage), reached_on=item.dated_on)
            make.make_entry(draft, item)
        make.make_value(draft, "held", 1)
        return draft

    def test_values_follow_from_the_list_under_the_new_rule(
        self, cast: Cast, events: IndicatorRevision, listed: Measurement
    ) -> None:
        document = document_of(events)
        (held,) = document.components
        assert held.rule is not None
        both = replace(held, rule=replace(held.rule, stages=("planned", "held")))
        _new, (followed,) = redefine(cast, events, replace(document, components=(both,)))
        listed.refresh_from_db()
        assert cells(listed) == {("held", ""): 2}
        assert (followed.written, followed.carried) == (2, 2)

    def test_items_of_a_list_that_is_counted_no_more_stay_in_the_institutions_list(
        self, cast: Cast, events: IndicatorRevision, listed: Measurement
    ) -> None:
        make.make_register_list("publication", "prepared")
        document = document_of(events)
        (held,) = document.components
        assert held.rule is not None
        other = replace(held, rule=replace(held.rule, register="publication", stages=("prepared",)))
        _new, (followed,) = redefine(cast, events, replace(document, components=(other,)))
        listed.refresh_from_db()
        assert not listed.entries.exists()
        assert cells(listed) == {}
        assert RegisterItem.objects.count() == 2
        assert (followed.written, followed.carried) == (2, 0)
        kept = json.loads(listed.events.latest("sequence").snapshot)
        assert {item["title"] for item in kept["items"]} == {"Seminario", "Foro"}

    def test_what_becomes_a_count_takes_the_number_along_and_not_the_list(
        self, cast: Cast, events: IndicatorRevision, listed: Measurement
    ) -> None:
        document = document_of(events)
        counted = tuple(replace(part, rule=None) for part in document.components)
        redefine(cast, events, replace(document, kind="COUNT", across="sum", components=counted))
        listed.refresh_from_db()
        assert not listed.entries.exists()
        assert cells(listed) == {("held", ""): 1}


class TestUnits:
    def part(self, cast: Cast, people: IndicatorRevision, **values: int) -> Contribution:
        """What a unit of the Army gave."""
        unit = make.make_institution("EP-N", parent=cast.army, kind="unit", is_participating=False)
        reporter = make.make_person(Role.REPORTER, unit)
        given = Contribution.objects.create(
            indicator=people.indicator, institution=cast.army, period=a.period(people.indicator.plan, "2026-I"), unit=unit,
            asked_by=cast.reporter, asked_at=AT, status="given", given_by=reporter, given_at=AT, updated_by=reporter, updated_at=AT,
        )  # fmt: skip
        for sex, value in values.items():
            component, combination = people.components.get(), make.make_combination(f"sex={sex}")
            given.values.create(component=component, combination=combination, value=value)
        return given

    def test_part_that_is_still_whole_stays_given(self, cast: Cast, people: IndicatorRevision) -> None:
        part = self.part(cast, people, women=3, men=5)
        document = a.changed(people, unit=Words("capacitaciones-persona"))
        new, _moved = redefine(cast, people, document)
        part.refresh_from_db()
        assert part.is_given
        assert {value.component.revision_id for value in part.values.all()} == {new.pk}

    def test_part_that_lacks_a_box_is_asked_again_and_its_steps_keep_it(
        self, cast: Cast, people: IndicatorRevision
    ) -> None:
        part = self.part(cast, people, women=3, men=5)
        redefine(cast, people, widened(people))
        part.refresh_from_db()
        assert not part.is_given
        assert part.values.count() == 2
        assert ContributionEvent.objects.get().act == ContributionEvent.Act.TAKEN_BACK

    def test_part_of_what_is_no_longer_added_up_is_withdrawn(self, cast: Cast, people: IndicatorRevision) -> None:
        self.part(cast, people, women=3, men=5)
        narrative = replace(document_of(people), kind="NARRATIVE", across="listed", accumulation="stock", dimensions=())
        redefine(cast, people, narrative)
        assert not Contribution.objects.exists()
        assert ContributionEvent.objects.get().act == ContributionEvent.Act.WITHDRAWN


def test_nothing_begun_of_an_indicator_retired_for_the_open_semester_is_written_or_sent(
    cast: Cast, people: IndicatorRevision
) -> None:
    """What was begun stays as it was; it goes on if the retirement is taken back."""
    begun = begin(cast, people, {WOMEN: 3, MEN: 4})
    gone = a.retired(people, "2026-I")
    task = Task(people.indicator, cast.army, begun.period)
    with pytest.raises(workflow.NotOpen, match="retir"):
        workflow.save_draft(task, Content(), version=begun.version, by=cast.reporter, at=AT)
    with pytest.raises(workflow.NotOpen, match="retir"):
        workflow.prepare(begun, version=begun.version, by=cast.reporter, at=AT)
    assert "retir" in lock_of(task, begun, cast.reporter, at=AT)
    assert not desk_of(cast.army, begun.period, user=cast.reporter, at=AT).cases
    take_back(gone, at=AT)
    begun.refresh_from_db()
    assert workflow.prepare(begun, version=begun.version, by=cast.reporter, at=AT).status == Status.PREPARED
