"""Who changes a draft, and where it stands: every person of the cast in every standing, for every verb."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from institutions.models import User
from measurements.answer.refusals import NotAllowed, Stale, WrongState
from reports.drafting.abandoning import abandon
from reports.drafting.arranging import Choice, NothingPrinted, arrange, in_order
from reports.drafting.opening import AlreadyOpen, open_draft
from reports.drafting.writing import StaleText, Unwritable, Written, write
from reports.edition.layout import ANNEXES, SECTIONS, TITLES
from reports.models import ReportDraft, ReportKind
from reports.report_kinds.scope import ReportScope, of_semester
from tests.cast import Cast
from tests.reports.worlds.drafting import LATER, Drafts, make_drafts
from tests.reports.worlds.report import CLOSED, make_world

pytestmark = pytest.mark.django_db
Standing = ReportDraft.Standing
COMMITTEE = ("member", "secretary", "alternate")
EVERYBODY = (
    "reporter",
    "approver",
    "outsider",
    "outside_approver",
    *COMMITTEE,
    "observer",
    "administrator",
)


@pytest.fixture
def drafts(cast: Cast) -> Drafts:
    return make_drafts(cast, make_world())


def writes(draft: ReportDraft, by: User) -> None:
    section = draft.sections.get(key="closing")
    write(section, Written({"es": "Así fue."}, {}), version=section.version, by=by, at=LATER)


def arranges(draft: ReportDraft, by: User) -> None:
    arrange(draft, {"glossary": Choice(is_on=False)}, version=draft.version, by=by)


def gives_up(draft: ReportDraft, by: User) -> None:
    abandon(draft, version=draft.version, by=by, at=LATER)


VERBS: dict[str, tuple[Callable[[ReportDraft, User], None], tuple[str, ...]]] = {
    "write": (writes, COMMITTEE),
    "arrange": (arranges, ("secretary",)),
    "abandon": (gives_up, ("secretary",)),
}


@pytest.mark.parametrize("standing", Standing.values)
def test_a_draft_changes_only_while_it_is_written_and_by_its_people(drafts: Drafts, standing: str) -> None:
    draft = drafts.bring_to(standing)
    people = drafts.cast.people()
    assert set(people) == set(EVERYBODY)
    for name, (verb, allowed) in VERBS.items():
        for role in EVERYBODY:
            before = kept(draft)
            refusal = None
            try:
                verb(drafts.again(), people[role])
            except (NotAllowed, WrongState) as refused:
                refusal = refused
            if role not in allowed:
                assert isinstance(refusal, NotAllowed), (name, role, standing)
            elif standing != Standing.DRAFTING:
                assert isinstance(refusal, WrongState), (name, role, standing)
                assert str(refusal)
            else:
                assert refusal is None, (name, role, standing)
            has_changed = kept(draft) != before
            assert has_changed == (refusal is None and is_first(name, role)), (name, role, standing)
            if name == "abandon" and refusal is None:
                assert drafts.again().standing == Standing.ABANDONED


def is_first(verb: str, role: str) -> bool:
    """The others write and arrange the same again, which changes nothing."""
    return verb != "write" or role == COMMITTEE[0]


def kept(draft: ReportDraft) -> object:
    """All that the verbs can change."""
    row = ReportDraft.objects.values_list("version", "abandoned_at").get(pk=draft.pk)
    return row, list(draft.sections.order_by("pk").values_list("is_on", "order", "text_es", "version", "edited_by"))


@pytest.mark.parametrize("role", EVERYBODY)
def test_an_institutions_own_report_is_written_by_its_people_and_led_by_its_approver(drafts: Drafts, role: str) -> None:
    draft, person = drafts.own(), drafts.cast.people()[role]
    may_write, may_lead = role in ("reporter", "approver"), role == "approver"
    for verb, is_allowed in ((writes, may_write), (arranges, may_lead), (gives_up, may_lead)):
        if is_allowed:
            verb(drafts.again(draft), person)
        else:
            with pytest.raises(NotAllowed):
                verb(drafts.again(draft), person)
    assert ReportDraft.objects.visible_to(person).filter(pk=draft.pk).exists() == may_write


# --- Opening ---


def test_the_same_report_is_opened_once(drafts: Drafts) -> None:
    scope = of_semester(drafts.world.plan, drafts.world.period)
    with pytest.raises(AlreadyOpen) as refusal:
        open_draft(scope, by=drafts.cast.secretary, at=CLOSED)
    assert refusal.value.draft == drafts.draft
    other = ReportScope(drafts.world.plan, ReportKind.RANGE, drafts.world.before, drafts.world.period)
    assert open_draft(other, by=drafts.cast.secretary, at=CLOSED) != drafts.draft
    gives_up(drafts.draft, drafts.cast.secretary)
    assert open_draft(scope, by=drafts.cast.secretary, at=CLOSED) != drafts.draft
    assert ReportDraft.objects.open().count() == 2


# --- Texts ---


def test_versions_are_of_one_section_each(drafts: Drafts) -> None:
    first, other = (drafts.draft.sections.get(key=key) for key in ("summary", "closing"))
    write(first, Written({"es": "Uno."}, {}), version=1, by=drafts.cast.member, at=LATER)
    write(other, Written({"es": "Dos."}, {}), version=1, by=drafts.cast.secretary, at=LATER)
    with pytest.raises(StaleText):
        write(first, Written({"es": "Tres."}, {}), version=1, by=drafts.cast.secretary, at=LATER)
    texts = dict(drafts.draft.sections.exclude(text_es="").values_list("key", "text_es"))
    assert texts == {"summary": "Uno.", "closing": "Dos."}
    first.refresh_from_db()
    assert (first.version, first.edited_by, first.edited_at) == (2, drafts.cast.member.posts[0], LATER)


@pytest.mark.parametrize(
    ("es", "en", "kept"),
    [
        ("Uno.", "Mine.", ("Suyo.", "Mine.")),
        ("De 5, 3.", "Mine.", ("Suyo.", "Mine.")),
        ("Uno.", "One.", ("Suyo.", "One.")),
        ("Mío.", "One.", None),
        ("", "Mine.", None),
    ],
    ids=["the other language", "beside the data's", "neither", "the same", "the same, emptied"],
)
def test_a_translator_in_each_language_never_collide(
    drafts: Drafts, es: str, en: str, kept: tuple[str, str] | None
) -> None:
    """One rewrote the Spanish; the other had the page open since before then."""
    section, seen = drafts.draft.sections.get(key="closing"), {"es": "De 5, 3.", "en": "3 of 5."}
    is_generated = es == "De 5, 3."
    was = {"es": seen["es"] if is_generated else "Uno.", "en": "One."}
    begun = Written({"es": was["es"], "en": "One."}, seen)
    write(section, begun, version=1, by=drafts.cast.member, at=CLOSED)
    theirs = Written({"es": "Suyo.", "en": "One."}, seen, was=was)
    write(section, theirs, version=2, by=drafts.cast.member, at=CLOSED)
    mine = Written({"es": es, "en": en}, seen, was=was)
    if kept is None:
        with pytest.raises(StaleText):
            write(section, mine, version=2, by=drafts.cast.secretary, at=LATER)
        kept = ("Suyo.", "One.")
    else:
        write(section, mine, version=2, by=drafts.cast.secretary, at=LATER)
    section.refresh_from_db()
    assert (section.text_es, section.text_en) == kept
    assert section.edited_at == (LATER if en == "Mine." and kept[1] == "Mine." else CLOSED)


def test_who_confirms_a_text_that_somebody_rewrote_meanwhile_confirms_nothing(drafts: Drafts) -> None:
    section, by = drafts.draft.sections.get(key="closing"), drafts.cast.member
    write(section, Written({"es": "Suyo."}, {"es": "3"}), version=1, by=by, at=LATER)
    mine = Written({"es": "3", "en": "Mine."}, {"es": "3"}, frozenset({"es"}), {"es": "3"})
    with pytest.raises(StaleText):
        write(section, mine, version=1, by=drafts.cast.secretary, at=LATER)


def test_a_text_that_says_what_the_data_say_is_kept_as_theirs(drafts: Drafts) -> None:
    section = drafts.draft.sections.get(key="closing")
    seen = {"es": "De 5, 3.", "en": "3 of 5."}
    kept = write(
        section,
        Written({"es": "De 5, 3.\r\n", "en": "Three of five."}, seen),
        version=1,
        by=drafts.cast.member,
        at=LATER,
    )
    assert (kept.text_es, kept.basis_es, kept.text_en, kept.basis_en) == ("", "", "Three of five.", "3 of 5.")


def test_a_text_keeps_the_sentences_it_was_written_beside_until_it_is_changed_or_confirmed(drafts: Drafts) -> None:
    section, by = drafts.draft.sections.get(key="closing"), drafts.cast.member
    write(section, Written({"es": "Bien.", "en": "Well."}, {"es": "3", "en": "3"}), version=1, by=by, at=LATER)
    later = {"es": "4", "en": "4"}
    kept = write(section, Written({"es": "Bien.", "en": "Better."}, later), version=2, by=by, at=LATER)
    assert (kept.basis_es, kept.basis_en) == ("3", "4")
    kept = write(
        section, Written({"es": "Bien.", "en": "Better."}, later, frozenset({"es"})), version=3, by=by, at=LATER
    )
    assert (kept.basis_es, kept.version) == ("4", 4)
    assert write(section, Written({"es": "Bien.", "en": "Better."}, later), version=4, by=by, at=LATER).version == 4


@pytest.mark.parametrize("text", ["a" * 12_001, "una\x07campana", "\x1b[31mrojo", "medio \ud83d"])
def test_what_no_document_can_print_is_refused(drafts: Drafts, text: str) -> None:
    section = drafts.draft.sections.get(key="closing")
    with pytest.raises(Unwritable) as refusal:
        write(section, Written({"es": "Bien.", "en": text}, {}), version=1, by=drafts.cast.member, at=LATER)
    assert refusal.value.language == "en"
    section.refresh_from_db()
    assert (section.text_es, section.version) == ("", 1)


def test_an_annex_has_no_text(drafts: Drafts) -> None:
    with pytest.raises(WrongState):
        write(
            drafts.draft.sections.get(key="glossary"),
            Written({"es": "x"}, {}),
            version=1,
            by=drafts.cast.member,
            at=LATER,
        )


# --- Order ---


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({}, ["summary", "mandate", "method", "closing"]),
        ({"closing": 2}, ["summary", "closing", "mandate", "method"]),
        ({"summary": 3}, ["mandate", "method", "summary", "closing"]),
        ({"summary": 4, "closing": 1}, ["closing", "mandate", "method", "summary"]),
        ({"method": 1, "closing": 1}, ["method", "closing", "summary", "mandate"]),
        ({"summary": 2, "closing": 2}, ["mandate", "summary", "closing", "method"]),
        ({"mandate": 3, "method": 2}, ["summary", "method", "mandate", "closing"]),
        ({"summary": 99, "mandate": 9}, ["method", "closing", "mandate", "summary"]),
        ({"mandate": None, "summary": None}, ["method", "closing", "summary", "mandate"]),
    ],
)
def test_what_gets_another_number_stands_there_and_the_rest_keep_their_order(
    typed: dict[str, int | None], order: list[str]
) -> None:
    keys = ["summary", "mandate", "method", "closing"]
    choices = {key: Choice(is_on=True, place=typed.get(key, place)) for place, key in enumerate(keys, 1)}
    assert in_order(keys, choices) == order


def test_annexes_follow_the_sections_and_are_numbered_apart() -> None:
    keys = ["summary", "mandate", "matrix", "datasheets", "glossary"]
    places = {"summary": 1, "mandate": 2, "matrix": 1, "datasheets": 2, "glossary": 1}
    choices = {key: Choice(is_on=True, place=place) for key, place in places.items()}
    assert in_order(keys, choices) == ["summary", "mandate", "glossary", "matrix", "datasheets"]


def test_a_section_lands_at_its_new_number_and_what_is_not_named_stays(drafts: Drafts) -> None:
    by = drafts.cast.secretary
    arrange(drafts.draft, {"financing": Choice(is_on=True, place=2)}, version=1, by=by)
    assert body_of(drafts)[:4] == ["summary", "financing", "mandate", "method"]
    arrange(drafts.draft, {"glossary": Choice(is_on=True, place=1)}, version=2, by=by)
    assert body_of(drafts)[:4] == ["summary", "financing", "mandate", "method"]
    first_annex = drafts.draft.sections.filter(key__in=ANNEXES).order_by("order")[0]
    assert first_annex.key == "glossary"


def body_of(drafts: Drafts) -> list[str]:
    return list(drafts.draft.sections.filter(key__in=SECTIONS).order_by("order").values_list("key", flat=True))


def test_arranging_numbers_anew_and_keeps_what_is_always_printed(drafts: Drafts) -> None:
    off = {key: Choice(is_on=False, place=place) for place, key in enumerate(reversed(TITLES), 1)}
    choices = off | {"closing": Choice(is_on=True, place=1)}
    arrange(drafts.draft, choices, version=1, by=drafts.cast.secretary)
    rows = list(drafts.draft.sections.order_by("order").values_list("key", "order", "is_on"))
    assert [key for key, _order, _on in rows] == [*reversed(SECTIONS), *reversed(ANNEXES)]
    assert [order for _key, order, _on in rows] == list(range(1, len(TITLES) + 1))
    assert {key for key, _order, is_on in rows if is_on} == {"closing", "integrity", "corrections"}
    assert drafts.again().version == 2


def test_arranging_from_an_old_page_or_without_any_section_changes_nothing(drafts: Drafts) -> None:
    by = drafts.cast.secretary
    with pytest.raises(NothingPrinted):
        arrange(drafts.draft, {key: Choice(is_on=False) for key in SECTIONS}, version=1, by=by)
    arrange(drafts.draft, {"glossary": Choice(is_on=False)}, version=1, by=by)
    with pytest.raises(Stale):
        arrange(drafts.draft, {"matrix": Choice(is_on=False)}, version=1, by=by)
    with pytest.raises(Stale):
        abandon(drafts.draft, version=1, by=by, at=LATER)
    assert set(drafts.draft.sections.filter(is_on=False).values_list("key", flat=True)) == {"glossary"}
