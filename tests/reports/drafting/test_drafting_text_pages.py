"""The page of one section: what two people at once keep, how the data's sentences are had back, and that a text is only text."""

from __future__ import annotations

import pytest
from django.test import Client

from reports.models import DraftSection, ReportDraft
from tests.cast import Cast
from tests.conftest import SignIn
from tests.reports.read_back.drafting import at, begun, body, boxes
from tests.reports.worlds.drafting import Drafts
from tests.reports.worlds.report import HOSTILE

pytestmark = pytest.mark.django_db
Standing = ReportDraft.Standing


@pytest.fixture
def drafts(cast: Cast) -> Drafts:
    return begun(cast)


@pytest.fixture
def secretary(drafts: Drafts, signed_in: SignIn) -> Client:
    return signed_in(drafts.cast.secretary)


@pytest.fixture
def member(drafts: Drafts, signed_in: SignIn) -> Client:
    return signed_in(drafts.cast.member)


def test_two_people_in_different_sections_never_meet(drafts: Drafts, secretary: Client, member: Client) -> None:
    one, other = at(drafts, "textos/closing/"), at(drafts, "textos/practices/")
    mine, theirs = boxes(secretary, one), boxes(member, other)
    assert member.post(other, theirs | {"text_es": "Lo del miembro."}).status_code == 302
    assert secretary.post(one, mine | {"text_es": "Lo de la secretaria."}).status_code == 302
    kept = dict(DraftSection.objects.exclude(text_es="").values_list("key", "text_es"))
    assert kept == {"closing": "Lo de la secretaria.", "practices": "Lo del miembro."}


def test_the_same_section_shows_both_and_loses_nothing(drafts: Drafts, secretary: Client, member: Client) -> None:
    url = at(drafts, "textos/closing/")
    mine, theirs = boxes(secretary, url), boxes(member, url)
    member.post(url, theirs | {"text_es": "Se cumplió en parte.", "text_en": "Partly kept."})
    page = secretary.post(url, mine | {"text_es": "Se cumplió todo."})
    assert page.status_code == 409
    text = body(page)
    for words in ("Se cumplió en parte.", "Partly kept.", "Se cumplió", "todo.", drafts.cast.member.name):
        assert words in text, words
    assert page.context["form"]["text_es"].value() == "Se cumplió todo."
    assert page.context["form"]["text_en"].value() == "Partly kept."
    section = DraftSection.objects.get(draft=drafts.draft, key="closing")
    assert (section.text_es, section.version) == ("Se cumplió en parte.", 2)
    again = {name: str(page.context["form"][name].value() or "") for name in mine}
    assert secretary.post(url, again).status_code == 302
    section.refresh_from_db()
    assert (section.text_es, section.text_en) == ("Se cumplió todo.", "Partly kept.")


def test_two_translators_of_one_section_both_keep_their_language(
    drafts: Drafts, secretary: Client, member: Client
) -> None:
    url = at(drafts, "textos/summary/")
    mine, theirs = boxes(secretary, url), boxes(member, url)
    assert member.post(url, theirs | {"text_en": "Partly kept."}).status_code == 302
    assert secretary.post(url, mine | {"text_es": "Se cumplió en parte."}).status_code == 302
    section = DraftSection.objects.get(draft=drafts.draft, key="summary")
    assert (section.text_es, section.text_en, section.version) == ("Se cumplió en parte.", "Partly kept.", 3)


def test_an_untouched_page_keeps_following_the_data(drafts: Drafts, member: Client) -> None:
    url = at(drafts, "textos/summary/")
    sent = boxes(member, url)
    assert "De los 5 reportes esperados" in sent["text_es"]
    assert member.post(url, sent | {"text_en": "- Three of five arrived."}).status_code == 302
    section = DraftSection.objects.get(draft=drafts.draft, key="summary")
    assert (section.text_es, section.text_en) == ("", "- Three of five arrived.")
    assert section.basis_en == sent["seen_en"].strip()


def test_the_sentences_of_the_data_can_be_had_back(drafts: Drafts, member: Client) -> None:
    url = at(drafts, "textos/summary/")
    first = boxes(member, url)
    member.post(url, first | {"text_es": "Otra cosa.", "text_en": "Something else."})
    page = member.post(url, boxes(member, url) | {"action": "use:es", "text_en": "Typed and not kept."})
    assert page.status_code == 200
    assert page.context["form"]["text_es"].value() == first["seen_es"]
    assert page.context["form"]["text_en"].value() == "Typed and not kept."
    assert DraftSection.objects.get(draft=drafts.draft, key="summary").text_es == "Otra cosa."
    member.post(url, {name: str(page.context["form"][name].value() or "") for name in first})
    assert DraftSection.objects.get(draft=drafts.draft, key="summary").text_es == ""


def test_it_is_said_when_the_data_say_something_else_since(drafts: Drafts, member: Client) -> None:
    url = at(drafts, "textos/summary/")
    member.post(url, boxes(member, url) | {"text_es": "Casi todo llegó.", "text_en": "Nearly all."})
    assert "los datos ya dicen otra cosa" not in body(member.get(url))
    DraftSection.objects.filter(key="summary").update(basis_es="- Otra cosa.")
    assert body(member.get(url)).count("los datos ya dicen otra cosa") == 1
    assert "los datos ya dicen otra cosa" in body(member.get(at(drafts, "textos/")))
    assert "Por revisar" in body(member.get(at(drafts)))
    sent = boxes(member, url)
    member.post(url, sent)
    assert "los datos ya dicen otra cosa" in body(member.get(url))
    member.post(url, sent | {"holds_es": "on"})
    assert "los datos ya dicen otra cosa" not in body(member.get(url))


def test_too_long_a_text_is_said_beside_its_box_and_stays(drafts: Drafts, member: Client) -> None:
    url = at(drafts, "textos/closing/")
    long = "palabra " * 1600
    page = member.post(url, boxes(member, url) | {"text_en": long})
    assert page.status_code == 200
    assert "Aquí se admiten como máximo 12\u00a0000 caracteres" in body(page)
    assert "<title>Error:" in body(page)
    assert long.strip() in body(page)
    assert not DraftSection.objects.exclude(text_en="").exists()


def test_the_page_knows_whether_its_boxes_hold_what_is_kept_nowhere(drafts: Drafts, member: Client) -> None:
    url, unsaved = at(drafts, "textos/closing/"), 'data-asks-before-leaving="unsaved"'
    fresh, sent = member.get(url), boxes(member, url)
    assert "/js/leaving." in body(fresh)
    assert 'data-asks-before-leaving=""' in body(fresh)
    assert unsaved in body(member.post(url, sent | {"text_es": "Una palabra" * 1200})), "refused"
    member.post(url, sent | {"text_es": "Mi texto."})
    assert 'data-asks-before-leaving=""' in body(member.get(url)), "kept"
    assert unsaved in body(member.post(url, boxes(member, url) | {"action": "use:es"})), "another text in the box"


def test_a_text_is_only_text(drafts: Drafts, member: Client) -> None:
    url = at(drafts, "textos/closing/")
    member.post(url, boxes(member, url) | {"text_es": HOSTILE, "text_en": HOSTILE})
    assert DraftSection.objects.get(draft=drafts.draft, key="closing").text_es == HOSTILE
    for page in (url, at(drafts, "vista-previa/"), at(drafts, "textos/")):
        text = body(member.get(page))
        assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body(member.get(at(drafts, "vista-previa/")))


def test_what_is_shut_meanwhile_keeps_what_was_typed_on_the_page(drafts: Drafts, member: Client) -> None:
    url = at(drafts, "textos/closing/")
    sent = boxes(member, url)
    drafts.bring_to(Standing.CONSULTING)
    page = member.post(url, sent | {"text_es": "Lo que no alcancé a guardar."})
    assert page.status_code == 409
    assert "Lo que no alcancé a guardar." in body(page)
    assert "está en consulta con las instituciones" in body(page)
    assert not DraftSection.objects.exclude(text_es="").exists()


def test_who_reads_a_draft_writes_nothing(drafts: Drafts, signed_in: SignIn) -> None:
    client = signed_in(drafts.cast.observer)
    url = at(drafts, "textos/summary/")
    page = body(client.get(url))
    assert "<textarea" not in page
    assert "De los 5 reportes esperados" in page
    assert client.post(url, {"version": 1, "text_es": "x"}).status_code == 403
    assert client.post(at(drafts, "secciones/"), {"version": 1}).status_code == 403


def test_text_typed_before_the_session_ended_is_there_again(drafts: Drafts, signed_in: SignIn) -> None:
    url = at(drafts, "textos/closing/")
    sent = boxes(signed_in(drafts.cast.member), url) | {"text_es": "Largo y pensado."}
    client = Client()
    assert client.post(url, sent).status_code == 302
    client.force_login(drafts.cast.member, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(url)
    assert page.context["form"]["text_es"].value() == "Largo y pensado."
    assert "Su sesión había terminado" in body(page)
    assert not DraftSection.objects.exclude(text_es="").exists()
