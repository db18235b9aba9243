"""An institution's own report: what it answered, issued by its approver, and nothing of anybody else in any byte of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.canonical import canonical
from documents.storing import open_verified
from measurements.answer.refusals import NotAllowed
from reports import snapshot
from reports.aftermath.correcting import open_correction
from reports.drafting.opening import open_draft
from reports.edition.blocks import Table
from reports.edition.composing import compose
from reports.edition.layout import NOT_OF_ONE
from reports.issued import issuing
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope, of_semester
from tests.cast import Cast
from tests.documents.ooxml_package import texts_inside
from tests.factories.reports import issue as issue_of_semester
from tests.reports.worlds.own import AT, ITS_NUMBERS, WORD, make_own_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(cast: Cast) -> ReportScope:
    return make_own_world(cast)


def frozen(scope: ReportScope) -> dict[str, Any]:
    return snapshot.freeze(snapshot.build(scope, at=AT)).content


def issued(scope: ReportScope, cast: Cast) -> ReportEdition:
    return issuing.issue(open_draft(scope, by=cast.approver, at=AT), by=cast.approver, at=AT)


def words_in(value: Any) -> Iterator[str]:
    """Every name and value of the content, as text."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from words_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from words_in(each)
    else:
        yield str(value)


def found_in(texts: Iterable[str]) -> list[str]:
    """What is of the Navy: its word within a text, or a number that only it can have made so large."""
    return [text for text in texts if WORD in text.casefold() or ITS_NUMBERS.search(text)]


# --- Nothing of another ---


def test_report_of_the_committee_is_full_of_the_other(scope: ReportScope) -> None:
    """What is looked for is there to be found."""
    content = frozen(of_semester(scope.plan, scope.period))
    found = found_in(words_in(content))
    assert len(found) > 50
    assert {"700001", "700015", "1400004", "1400048"} <= set(found)


def test_content_of_an_own_report_holds_nothing_of_another_institution(scope: ReportScope) -> None:
    assert found_in(words_in(frozen(scope))) == []


def test_files_and_page_of_an_own_report_hold_nothing_of_another_institution(
    scope: ReportScope, cast: Cast, client: Client
) -> None:
    edition = issued(scope, cast)
    texts = {each.stored_file.name: text_of(open_verified(each.stored_file)) for each in edition.files.all()}
    client.force_login(cast.approver)
    texts["page"] = client.get(reverse("edition", args=[edition.code])).content.decode()
    assert len(texts) > 3
    assert {name: found_in([text]) for name, text in texts.items()} == {name: [] for name in texts}


def text_of(content: bytes) -> str:
    """What a file says, whatever it is."""
    if content.startswith(b"%PDF"):
        command = ["pdftotext", "-layout", "-", "-"]
        return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    if content.startswith(b"PK"):
        return "\n".join(texts_inside(content).values())
    return content.decode()


def test_name_of_the_other_is_nowhere_in_the_bytes(scope: ReportScope) -> None:
    assert WORD.encode() not in canonical(snapshot.build(scope, at=AT)).lower()


# --- What it says ---


def series_of(content: dict[str, Any], code: str) -> dict[str, Any]:
    row = next(each for each in content["indicators"] if each["code"] == code)
    found: dict[str, Any] = row["figures"]["series"][0]
    return found


def test_figures_are_what_the_institution_answered(scope: ReportScope) -> None:
    content = frozen(scope)
    assert [each["code"] for each in content["indicators"]] == [
        "PREV-1.1.1", "PREV-1.2.1", "PREV-1.4.1", "PREV-3.1.1", "PREV-3.2.1", "PREV-3.3.1", "PREV-2.3.1", "PART-1.2.1",
    ]  # fmt: skip
    figures = {code: series_of(content, code)["figure"] for code in ("PREV-1.1.1", "PREV-1.2.1", "PREV-1.4.1")}
    said = {code: (each["value"], each["reported"], each["expected"], each["state"]) for code, each in figures.items()}
    assert said == {
        "PREV-1.1.1": ("44", 1, 1, "computed"),
        "PREV-1.2.1": (None, 0, 1, "not_reported"),
        "PREV-1.4.1": (None, 0, 0, "not_applicable"),
    }
    share = series_of(content, "PART-1.2.1")["figure"]
    assert (share["value"], share["numerator"], share["denominator"]) == ("75", "9", "12")


def test_history_change_and_target_are_its_own(scope: ReportScope) -> None:
    """40 → 44 of the 50 set for it: 88 %, at risk."""
    series = series_of(frozen(scope), "PREV-1.1.1")
    assert [(each["period"], each["figure"]["value"]) for each in series["history"]] == [
        ("2025-II", "40"),
        ("2026-I", "44"),
    ]
    assert (series["change"]["difference"], series["change"]["comparable"], series["change"]["of"]) == ("4", 1, 1)
    assert (series["judgement"]["target"]["value"], series["judgement"]["pace"]["raw_percent"]) == ("50", "88")
    assert series["state"] == "at_risk"


def test_breakdown_is_of_its_own_cells(scope: ReportScope) -> None:
    (by_sex,) = series_of(frozen(scope), "PREV-1.1.1")["by_category"]
    assert [(each["code"], each["value"]) for each in by_sex["rows"]] == [("women", "14"), ("men", "30")]


def test_joined_item_of_another_is_its_own_item_here(scope: ReportScope) -> None:
    figure = series_of(frozen(scope), "PREV-2.3.1")["figure"]
    assert (figure["value"], figure["joined"]) == ("1", "0")


def test_coverage_and_record_are_its_own(scope: ReportScope) -> None:
    """8 indicators, one confirmed as not applicable: 7 expected, all 7 received, one of them not validated."""
    content = frozen(scope)
    coverage = content["record"]["coverage"]
    assert (coverage["expected"], coverage["submitted"], coverage["validated"]) == (7, 7, 6)
    assert content["record"]["unassigned"] == []
    here = content["own"]["semesters"][-1]
    assert (here["period"], here["expected"], here["submitted"], here["not_applicable"]) == ("2026-I", 7, 7, 1)
    assert (here["requests"]["made"], here["requests"]["answered"]) == (1, 0)
    assert [each["institution"] for each in content["commitments"]] == ["EP"] * 8
    assert [each["code"] for each in content["institutions"]] == ["EP"]


def test_activities_and_budget_are_its_own(scope: ReportScope) -> None:
    content = frozen(scope)
    assert [each["title"]["es"] for each in content["activities"]["rows"]] == ["Curso"]
    assert content["activities"]["gaps"] == []
    assert [(each["institution"], each["amounts"]["initial"]["sum"]) for each in content["budget"]["lines"]] == [
        ("EP", "500")
    ]


@pytest.mark.parametrize("language", ["es", "en"])
def test_document_stands_in_the_name_of_the_institution(scope: ReportScope, language: str) -> None:
    content = frozen(scope)
    document = compose(content, language)
    keys = {each.anchor for each in document.sections}
    assert not keys & NOT_OF_ONE
    assert document.over == "Institución EP"
    assert document.names[-1] == "EP"
    assert document.title.endswith("Institución EP")
    said = {
        "es": "dice lo que reportó la institución Institución EP en",
        "en": "says what the institution Institución EP reported",
    }
    assert said[language] in repr(document), "names are data: the sentence needs no article of theirs"
    (progress,) = (each for each in document.sections if each.anchor == "progress")
    text = " ".join(map(str, progress.blocks))
    assert "1 de 1 instituci" not in text
    assert "1 of 1 instituti" not in text


def test_stages_and_changes_of_one_institution_speak_of_no_others(scope: ReportScope) -> None:
    """Of the milestone two of three stages, of the scale the option in the middle; 40 → 44."""
    document = compose(frozen(scope), "es")
    (progress,) = (each for each in document.sections if each.anchor == "progress")
    tables = {each.caption.split(" · ")[-1]: each for each in progress.blocks if isinstance(each, Table)}
    for title, answers in (("Las etapas alcanzadas", ["Sí", "Sí", "No"]), ("La opción elegida", ["No", "Sí", "No"])):
        assert tables[title].columns[1].title == "EP"
        assert [row[1].text for row in tables[title].rows] == answers
    text = repr(progress.blocks)
    assert "comparable" not in text
    assert "1 de 1" not in text


# --- Who issues and who reads ---


def test_approver_issues_without_a_meeting_and_the_cover_says_no_act(scope: ReportScope, cast: Cast) -> None:
    edition = issued(scope, cast)
    assert (edition.kind, edition.institution, edition.adopted_in, edition.number) == ("own", cast.army, None, 1)
    assert edition.content["edition"]["adopted_in"] is None
    assert edition.content["edition"]["issued_by"]["institution"]["es"] == "Institución EP"
    assert json.loads(edition.snapshot)["own"]["institution"] == "EP"


@pytest.mark.parametrize(
    "name",
    ["reporter", "outsider", "outside_approver", "member", "secretary", "alternate", "observer", "administrator"],
)
def test_nobody_else_opens_or_issues_it(scope: ReportScope, cast: Cast, name: str) -> None:
    other = cast.people()[name]
    with pytest.raises(NotAllowed):
        open_draft(scope, by=other, at=AT)
    draft = open_draft(scope, by=cast.approver, at=AT)
    with pytest.raises(NotAllowed):
        issuing.issue(draft, by=other, at=AT)
    assert not ReportEdition.objects.exists()


def test_second_issue_supersedes_the_first_and_numbers_it_apart_from_the_committees(
    scope: ReportScope, cast: Cast
) -> None:
    first = issued(scope, cast)
    of_all = issue_of_semester(scope.plan, scope.period, by=cast.secretary, at=AT)
    draft = open_correction(first, "Se corrige una cifra.", language="es", by=cast.approver, at=AT)
    second = issuing.issue(draft, by=cast.approver, at=AT)
    assert found_in(words_in(second.content)) == []
    assert [(each.code, each.number) for each in (first, of_all, second)] == [
        ("IC-2026-0001", 1), ("IC-2026-0002", 1), ("IC-2026-0003", 2),
    ]  # fmt: skip
    assert second.supersedes == first
    assert ReportEdition.objects.get(pk=first.pk).state == ReportEdition.State.SUPERSEDED
    assert ReportEdition.objects.get(pk=of_all.pk).state == ReportEdition.State.ISSUED


def test_same_draft_is_issued_once(scope: ReportScope, cast: Cast) -> None:
    draft = open_draft(scope, by=cast.approver, at=AT)
    issuing.issue(draft, by=cast.approver, at=AT)
    with pytest.raises(issuing.AlreadyIssued):
        issuing.issue(ReportDraft.objects.get(pk=draft.pk), by=cast.approver, at=AT)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("reporter", 200),
        ("approver", 200),
        ("outsider", 404),
        ("outside_approver", 404),
        ("member", 200),
        ("secretary", 200),
        ("alternate", 200),
        ("observer", 200),
        ("administrator", 200),
    ],
)
def test_its_people_and_who_oversees_read_it(
    scope: ReportScope, cast: Cast, client: Client, name: str, status: int
) -> None:
    edition = issued(scope, cast)
    client.force_login(cast.people()[name])
    assert client.get(reverse("edition", args=[edition.code])).status_code == status
    file = f"{edition.code}-informe-es.pdf"
    assert client.get(reverse("edition_file", args=[edition.code, file])).status_code == status


def test_unvalidated_answers_are_said_and_counted_in_nothing(scope: ReportScope, cast: Cast) -> None:
    document = compose(issued(scope, cast).content, "es")
    (summary,) = (each for each in document.sections if each.anchor == "summary")
    text = " ".join(str(block) for block in summary.blocks)
    assert "1 respuesta enviada aún no está validada" in text


def test_kind_without_an_institution_is_no_own_report(scope: ReportScope, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_draft(ReportScope(scope.plan, ReportKind.OWN, scope.period, scope.period), by=cast.approver, at=AT)


def test_page_before_issuing_promises_no_consultation(scope: ReportScope, cast: Cast, client: Client) -> None:
    draft = open_draft(scope, by=cast.approver, at=AT)
    client.force_login(cast.approver)
    page = client.get(reverse("draft_issue", args=[draft.pk])).content.decode()
    assert "dice qué cambió y por qué" in page
    assert "consultada y aprobada" not in page
