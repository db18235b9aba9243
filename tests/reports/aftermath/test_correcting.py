"""An edition is corrected: by whom, once, with what changed and why, beginning with its own layout and texts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from measurements.answer.refusals import NotAllowed, WrongState
from reports.aftermath.correcting import AlreadyBegun, open_correction
from reports.aftermath.drift import drift_of
from reports.drafting.arranging import Choice, arrange
from reports.drafting.laying import content_of
from reports.drafting.opening import open_draft
from reports.drafting.plain import tidy
from reports.drafting.sections import OUTDATED, WRITTEN, rows_of
from reports.edition.layout import STANDARD, Laid
from reports.issued import issuing
from reports.models import ReportEdition
from reports.report_kinds.scope import of_semester
from tests.cast import Cast
from tests.conftest import SignIn
from tests.factories.reports import adopt_draft, make_draft
from tests.reports.aftermath.drifted import LATER, issued, validate_the_navy
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db


def test_a_corrected_edition_lists_what_changed_and_why(cast: Cast) -> None:
    world = make_world()
    first = issued(world, cast)
    validate_the_navy(world)
    draft = open_correction(first, "Llegó la validación.", language="es", by=cast.secretary, at=LATER)
    second = issuing.issue(adopt_draft(draft, by=cast.secretary, at=LATER), by=cast.secretary, at=LATER)
    said = second.content["corrections"]
    assert (said["code"], said["sha256"], said["reason"]) == (first.code, first.sha256, "Llegó la validación.")
    hours = [each for each in said["changes"] if each["where"]["en"] == "PREV-1.2.1"]
    assert {each["what"]["en"]: (each["before"]["en"], each["after"]["en"]) for each in hours}.items() >= {
        "Figure": ("10", "109"),
        "State of progress": ("Off track", "On track"),
    }.items()
    assert [each["is_band"] for each in hours].count(True) == 1
    assert second.supersedes == first
    assert not drift_of(ReportEdition.objects.whole().get(pk=second.pk), at=LATER).has_drifted


def test_what_was_issued_is_only_corrected(cast: Cast) -> None:
    world = make_world()
    first = issued(world, cast)
    with pytest.raises(WrongState, match=first.code):
        open_draft(of_semester(world.plan, world.period), by=cast.secretary, at=LATER)


def test_only_the_latest_edition_is_corrected(cast: Cast) -> None:
    world = make_world()
    first, second = issued(world, cast), issued(world, cast)
    with pytest.raises(WrongState, match=second.code):
        open_correction(first, "Tarde.", language="es", by=cast.secretary, at=LATER)


def test_a_correction_is_begun_once(cast: Cast) -> None:
    edition = issued(make_world(), cast)
    begun = open_correction(edition, "Una cifra.", language="es", by=cast.secretary, at=LATER)
    with pytest.raises(AlreadyBegun) as refusal:
        open_correction(edition, "Otra vez.", language="es", by=cast.secretary, at=LATER)
    assert refusal.value.draft == begun


def test_preparing_a_report_leads_to_the_correction_that_is_under_way(cast: Cast, signed_in: SignIn) -> None:
    edition, client = issued(make_world(), cast), signed_in(cast.secretary)
    correct = reverse("edition_correct", args=[edition.code])
    assert f'href="{correct}"' in client.get(reverse("draft_new")).content.decode()
    begun = open_correction(edition, "Una cifra.", language="es", by=cast.secretary, at=LATER)
    page = client.get(reverse("draft_new")).content.decode()
    assert f'href="{correct}"' not in page
    assert f'href="{reverse("draft", args=[begun.pk])}">Seguir con la edición corregida<' in page


@pytest.mark.parametrize("name", ["reporter", "approver", "member", "alternate", "observer", "administrator"])
def test_only_the_secretary_corrects(cast: Cast, name: str) -> None:
    edition = issued(make_world(), cast)
    with pytest.raises(NotAllowed):
        open_correction(edition, "Una cifra.", language="es", by=cast.people()[name], at=LATER)


def test_a_draft_that_was_overtaken_is_not_issued(cast: Cast) -> None:
    """Two drafts of one report are never open together; this one is taken up again behind the back of the doors."""
    world = make_world()
    overtaken = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    type(overtaken).objects.update(abandoned_at=CLOSED)
    first = issued(world, cast)
    overtaken.refresh_from_db()
    overtaken.abandoned_at = None
    adopt_draft(overtaken, by=cast.secretary, at=CLOSED)
    with pytest.raises(WrongState, match=first.code):
        issuing.issue(overtaken, by=cast.secretary, at=LATER)


def test_a_correction_begins_with_the_layout_and_the_texts_of_the_edition(cast: Cast) -> None:
    world = make_world()
    laid = [
        Laid(each.key, each.key != "glossary", {"es": "Propio."} if each.key == "mandate" else {}) for each in STANDARD
    ]
    draft = open_draft(of_semester(world.plan, world.period), by=cast.secretary, at=CLOSED, laid=laid)
    edition = issuing.issue(adopt_draft(draft, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    correction = open_correction(edition, "Una cifra.", language="es", by=cast.secretary, at=LATER)
    sections = {each.key: each for each in correction.sections.all()}
    assert sections["mandate"].text_es == "Propio."
    assert not sections["glossary"].is_on
    assert content_of(correction, at=LATER)["corrections"]["code"] == edition.code


@pytest.mark.parametrize("keeps_draft", [True, False])
def test_a_text_of_the_corrected_edition_is_older_than_the_data_only_where_they_changed(
    cast: Cast, keeps_draft: bool
) -> None:
    """As it stood when it was issued, whether the edition knows its draft or is from before there were any."""
    world = make_world()
    draft = open_draft(of_semester(world.plan, world.period), by=cast.secretary, at=CLOSED)
    seen = {each["key"]: each["generated"]["es"] for each in content_of(draft, at=CLOSED)["layout"]}
    for key in ("mandate", "method"):
        draft.sections.filter(key=key).update(text_es="Propio.", basis_es=tidy(seen[key]))
    edition = issuing.issue(adopt_draft(draft, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    if not keeps_draft:
        edition.draft = None
    validate_the_navy(world)
    correction = open_correction(edition, "Una cifra.", language="es", by=cast.secretary, at=LATER)
    rows = {row.key: row for row in rows_of(correction, content_of(correction, at=LATER))}
    stands = {key: rows[key].texts[0].kind for key in ("mandate", "method")}
    assert stands == {"mandate": WRITTEN, "method": OUTDATED}


def test_a_correction_lists_the_sections_that_people_changed(cast: Cast) -> None:
    """A text written anew, another taken out, and a section left out; the sentences of the data are not listed."""
    world = make_world()
    laid = [
        Laid(each.key, edited={"es": "Antes.", "en": "Before."} if each.key == "mandate" else {}) for each in STANDARD
    ]
    draft = open_draft(of_semester(world.plan, world.period), by=cast.secretary, at=CLOSED, laid=laid)
    edition = issuing.issue(adopt_draft(draft, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    correction = open_correction(edition, "Las palabras.", language="es", by=cast.secretary, at=LATER)
    correction.sections.filter(key="mandate").update(text_en="After.")
    correction.sections.filter(key="glossary").update(is_on=False)
    said = content_of(correction, at=LATER)["corrections"]["changes"]
    assert [(each["where"]["en"], each["what"]["en"], each["before"]["en"], each["after"]["en"]) for each in said] == [
        ("Mandate and scope", "Text of the section", "as it was issued", "another since"),
        ("Glossary", "Section", "printed", "left out"),
    ]


def test_a_correction_says_that_the_sections_stand_in_another_order(cast: Cast) -> None:
    world = make_world()
    edition = issued(world, cast)
    correction = open_correction(edition, "El orden.", language="es", by=cast.secretary, at=LATER)
    arrange(correction, {"closing": Choice(is_on=True, place=1)}, version=correction.version, by=cast.secretary)
    (said,) = content_of(correction, at=LATER)["corrections"]["changes"]
    assert (said["where"]["en"], said["what"]["en"]) == ("The whole report", "Order of the sections")
    assert (said["where"]["es"], said["what"]["es"]) == ("Todo el informe", "Orden de las secciones")
