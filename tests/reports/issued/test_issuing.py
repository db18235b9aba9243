"""Issuing: only the technical secretary, once a number, and never changed after."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from documents.storing import open_verified
from indicators.models import Category, Commitment, IndicatorRevision, Pillar, Target
from institutions.models import Institution, Role
from measurements.models import MeasuredValue, Measurement, Status
from measurements.workflow.steps import NotAllowed, NotOpen
from reports.drafting.opening import open_draft
from reports.edition.composing import compose
from reports.edition.typesetting import report_pdf
from reports.files.making import Made
from reports.issued import issuing
from reports.issued.issuing import AlreadyIssued, NotAdopted
from reports.models import EditionFile, ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope
from reports.snapshot import Content
from tests.cast import Cast
from tests.factories import make_period
from tests.factories.reports import adopt_draft, issue, make_draft, make_meeting_row
from tests.reports.worlds.report import CLOSED, OPEN, World, make_world

pytestmark = pytest.mark.django_db


def issue_one(world: World, cast: Cast, at: dt.datetime = CLOSED) -> ReportEdition:
    return issue(world.plan, world.period, by=cast.secretary, at=at)


@pytest.mark.parametrize("name", ["reporter", "approver", "member", "alternate", "observer", "administrator"])
def test_only_the_technical_secretary_issues(cast: Cast, name: str) -> None:
    world = make_world()
    draft = adopt_draft(
        make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED
    )
    with pytest.raises(NotAllowed):
        issuing.issue(draft, by=cast.people()[name], at=CLOSED)
    assert not ReportEdition.objects.exists()


@pytest.mark.parametrize("state", ["held", "planned"])
def test_report_that_no_closed_minutes_adopted_is_not_issued(cast: Cast, state: str) -> None:
    world = make_world()
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    with pytest.raises(NotAdopted):
        issuing.issue(draft, by=cast.secretary, at=CLOSED)
    meeting = make_meeting_row(world.plan, by=cast.secretary, at=CLOSED, state=state)
    adopt_draft(draft, by=cast.secretary, at=CLOSED, meeting=meeting)
    with pytest.raises(NotAdopted):
        issuing.issue(draft, by=cast.secretary, at=CLOSED)
    assert not ReportEdition.objects.exists()


def test_semester_whose_window_has_not_opened_is_refused_with_the_day(cast: Cast) -> None:
    world = make_world()
    later = make_period(world.plan, "2026-II")
    with override("es"), pytest.raises(NotOpen, match="1 de enero de 2027"):
        issue(world.plan, later, by=cast.secretary, at=CLOSED)


def test_open_semester_can_be_issued_and_the_report_says_so(cast: Cast) -> None:
    edition = issue_one(make_world(), cast, OPEN)
    document = compose(edition.content, "en", sha256=edition.sha256)
    assert any("still open at the cut-off" in value for _label, value in document.facts)


def test_edition_keeps_snapshot_digest_files_and_who(cast: Cast) -> None:
    edition = issue_one(make_world(), cast)
    assert (edition.number, edition.supersedes, edition.issued_by) == (1, None, cast.secretary)
    assert edition.appointment.role == Role.TECHNICAL_SECRETARY
    assert edition.sha256 == hashlib.sha256(edition.snapshot.encode()).hexdigest()
    assert {(file.format, file.language) for file in edition.files.filter(part="report")} >= {
        ("pdf", "es"),
        ("pdf", "en"),
        ("json", ""),
    }
    data = edition.files.get(format="json").stored_file
    assert open_verified(data) == edition.snapshot.encode()
    assert data.sha256 == edition.sha256


def test_issuing_again_makes_a_new_edition_that_names_the_one_before(cast: Cast) -> None:
    world = make_world()
    first, second = issue_one(world, cast), issue_one(world, cast)
    assert (second.number, second.supersedes) == (2, first)
    assert second.content["edition"]["supersedes"] == {"code": first.code, "number": 1, "sha256": first.sha256}
    assert ReportEdition.objects.get(pk=first.pk).is_superseded
    assert not second.is_superseded


def adopted(world: World, cast: Cast) -> ReportDraft:
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    return adopt_draft(draft, by=cast.secretary, at=CLOSED)


def test_draft_is_issued_once(cast: Cast) -> None:
    draft = adopted(make_world(), cast)
    first = issuing.issue(draft, by=cast.secretary, at=CLOSED)
    with pytest.raises(AlreadyIssued) as refusal:
        issuing.issue(draft, by=cast.secretary, at=CLOSED)
    assert refusal.value.edition == first
    assert ReportEdition.objects.count() == 1


def test_codes_count_what_was_issued_in_the_year_whatever_it_is_of(cast: Cast) -> None:
    world = make_world()
    next_year = CLOSED.replace(year=2027)
    issued = [
        issue_one(world, cast),
        issue(world.plan, world.before, by=cast.secretary, at=CLOSED),
        issue_one(world, cast, next_year),
    ]
    assert [each.code for each in issued] == ["IC-2026-0001", "IC-2026-0002", "IC-2027-0001"]


def test_each_semester_counts_its_own_editions(cast: Cast) -> None:
    world = make_world()
    issue_one(world, cast)
    assert issue(world.plan, world.before, by=cast.secretary, at=CLOSED).number == 1


def test_nobody_waits_under_the_plan_while_files_are_made(cast: Cast) -> None:
    """No transaction is open then beside that of the test itself."""
    draft, depths = adopted(make_world(), cast), list[int]()
    outside = len(connection.savepoint_ids)
    issuing.issue(draft, by=cast.secretary, at=CLOSED, tell=lambda _name: depths.append(len(connection.savepoint_ids)))
    assert depths == [outside] * EditionFile.objects.count()


def test_overtaken_while_its_files_are_made_it_gets_the_next_number_in_every_file(cast: Cast) -> None:
    world, others = make_world(), list[ReportEdition]()
    draft = adopted(world, cast)

    def overtake(_name: str) -> None:
        if not others:
            others.append(issue(world.plan, world.before, by=cast.secretary, at=CLOSED))

    edition = issuing.issue(draft, by=cast.secretary, at=CLOSED, tell=overtake)
    assert [each.code for each in (*others, edition)] == ["IC-2026-0001", "IC-2026-0002"]
    files = list(edition.files.select_related("stored_file"))
    assert len(files) == others[0].files.count()
    assert all(each.stored_file.name.startswith("IC-2026-0002-") for each in files)
    call_command("verify_editions", "--typeset", stdout=io.StringIO())


def test_overtaken_again_and_again_it_is_issued_and_only_its_last_files_are_waited_for(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While answers are validated, one after the other, the data of an institution's own report never stand still."""
    world, asked, depths = make_world(), list[str](), list[int]()
    scope = ReportScope(world.plan, ReportKind.OWN, world.period, world.period, world.army)
    draft, outside, make = (
        open_draft(scope, by=cast.approver, at=CLOSED),
        len(connection.savepoint_ids),
        issuing.make_files,
    )

    def overtaken(content: Content, sha256: str) -> Iterator[Made]:
        depths.append(len(connection.savepoint_ids))
        asked.append(sha256)
        Institution.objects.filter(pk=world.army.pk).update(name_es=f"Ejército {len(asked)}")
        return make(content, sha256)

    monkeypatch.setattr(issuing, "make_files", overtaken)
    edition = issuing.issue(draft, by=cast.approver, at=CLOSED)
    assert [depth - outside for depth in depths] == [0] * issuing.TRIES + [1]
    assert len(set(asked)) == issuing.TRIES + 1
    assert edition.sha256 == asked[-1]


def test_issued_by_a_colleague_while_its_files_are_made_it_is_issued_once(cast: Cast) -> None:
    draft, others = adopted(make_world(), cast), list[ReportEdition]()

    def overtake(_name: str) -> None:
        if not others:
            others.append(issuing.issue(draft, by=cast.secretary, at=CLOSED))

    with pytest.raises(AlreadyIssued):
        issuing.issue(draft, by=cast.secretary, at=CLOSED, tell=overtake)
    assert list(ReportEdition.objects.all()) == others


@pytest.mark.usefixtures("files_made_anew")
def test_failing_to_typeset_issues_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    monkeypatch.setattr("reports.edition.typesetting.TEMPLATE", Path("/nowhere/missing.typ"))
    with pytest.raises(Exception, match="No such file"):
        issue_one(world, cast)
    assert not ReportEdition.objects.exists()
    assert not EditionFile.objects.exists()


# --- Frozen ---


def test_database_refuses_to_change_or_delete_an_edition(cast: Cast) -> None:
    edition = issue_one(make_world(), cast)
    rows = ReportEdition.objects.filter(pk=edition.pk)
    attempts: list[Callable[[], object]] = [
        lambda: rows.update(snapshot="{}"),
        lambda: rows.update(sha256="0" * 64),
        lambda: EditionFile.objects.filter(edition=edition).update(language="xx"),
        lambda: EditionFile.objects.filter(edition=edition).delete(),
        lambda: connection.cursor().execute("DELETE FROM reports_reportedition"),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_nothing_that_happens_later_changes_an_issued_edition(cast: Cast) -> None:
    world = make_world()
    edition = issue_one(world, cast)
    before = rendered(edition)
    change_everything(world)
    assert rendered(ReportEdition.objects.get(pk=edition.pk)) == before


def rendered(edition: ReportEdition) -> list[object]:
    """The document of the page and the PDF made again from the snapshot, and the files as they are stored."""
    content = edition.content
    again = [report_pdf(content, language, sha256=edition.sha256) for language in ("es", "en")]
    stored = [open_verified(file.stored_file) for file in edition.files.all()]
    documents = [compose(content, language, sha256=edition.sha256) for language in ("es", "en")]
    assert set(again) <= set(stored)
    return [*documents, *again, *stored]


def change_everything(world: World) -> None:
    """Change every source of the report, as a careless administrator with the database could."""
    MeasuredValue.objects.update(value=1, denominator=None)
    Measurement.objects.filter(status=Status.SUBMITTED).delete()
    Commitment.objects.all().delete()
    Target.objects.all().delete()
    Institution.objects.update(name_es="Otra", name_en="Other", short_name_es="O", short_name_en="O")
    IndicatorRevision.objects.update(name_es="Otro nombre", name_en="Another name", unit_es="otra", unit_en="other")
    Pillar.objects.update(name_es="Otro", name_en="Other")
    Category.objects.update(name_es="Otra", name_en="Other")
    type(world.plan).objects.update(title_es="Otro plan", title_en="Another plan", is_demonstration=True)
    type(world.period).objects.filter(pk=world.period.pk).update(closes_at=dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
