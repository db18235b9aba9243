"""What is kept of the data is never older than they are: pages of drafts after whatever changes, in both languages, at any hour."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import append_only, data_version
from documents.formatting import LIMA
from indicators.models import ReportingPeriod
from institutions.models import Institution
from measurements.models import Measurement
from reports.drafting.abandoning import abandon
from reports.drafting.writing import Written, write
from reports.keeping import kept
from reports.models import DraftSection, ReportKind
from reports.report_kinds.scope import ReportScope, of_semester
from reports.snapshot.building import read_for
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.conftest import SignIn
from tests.reports.every_page.test_freshness import CHANGES
from tests.reports.read_back.drafting import at as address_of
from tests.reports.read_back.drafting import begun
from tests.reports.worlds.drafting import Drafts
from tests.reports.worlds.edges import CUT_OFF, make_edges_world

NOON = dt.datetime(2031, 5, 5, 12, 0, tzinfo=LIMA)
"""Later than any change that these tests make: databases have clocks of their own."""
PAGES = ("", "pendientes/", "textos/", "textos/summary/", "vista-previa/")
NEVER_CHANGES = {"documents_storedfile"}
Change = Callable[[Drafts], object]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture
def _first_version(transactional_db: None) -> None:
    """What a migration puts there, after a test that emptied the database."""
    append_only.run(connection, data_version.prelude_sql(connection.vendor))


# --- Pages of drafts ---


def reword(drafts: Drafts) -> None:
    section = drafts.draft.sections.get(key="summary")
    texts = Written({"es": "Otra cosa.", "en": "Something else."}, seen={})
    write(section, texts, version=section.version, by=drafts.cast.secretary, at=timezone.now())


def turn_off(drafts: Drafts) -> None:
    DraftSection.objects.filter(draft=drafts.draft, key="mandate").update(is_on=False)


def rename_by_hand(_drafts: Drafts) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Institution._meta.db_table} SET short_name_es = 'Armada' WHERE code = 'MGP'")


OF_THE_DRAFT: dict[str, Change] = {
    "a text is written": reword,
    "a section is turned off": turn_off,
    "an institution is renamed by raw SQL": rename_by_hand,
}
OF_THE_DATA = (
    "an answer is returned",
    "an answer is validated",
    "a value is corrected",
    "an institution is committed",
    "a commitment goes by raw SQL",
    "a target is set",
    "a baseline is set",
    "other bands",
    "a definition is worded anew",
)
"""Of the changes that make pages of figures anew, those that a report prints."""


def changes(drafts: Drafts) -> Iterator[tuple[str, Callable[[], object]]]:
    for what, change in OF_THE_DRAFT.items():
        yield what, lambda change=change: change(drafts)
    for what in OF_THE_DATA:
        yield what, lambda what=what: CHANGES[what](drafts.world)


def seen(client: Client, drafts: Drafts) -> dict[str, str]:
    """Every page of the draft in both languages, without what differs at each request."""
    pages = (f"{prefix}{address_of(drafts, tail)}" for prefix in ("", "/en") for tail in PAGES)
    return {page: settled(client.get(page).content.decode()) for page in pages}


def settled(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", page)


def made_anew(client: Client, drafts: Drafts) -> dict[str, str]:
    cache.clear()
    return seen(client, drafts)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version", "clock")
def test_whatever_changes_is_on_the_next_page_of_a_draft(signed_in: SignIn) -> None:
    """Committed, as in life. Each change shows somewhere, and no page is another than one made of nothing kept."""
    drafts = begun(make_cast())
    client = signed_in(drafts.cast.secretary)
    before = seen(client, drafts)
    unseen, stale = [], []
    for what, change in changes(drafts):
        change()
        after = seen(client, drafts)
        anew = made_anew(client, drafts)
        unseen += [what] if after == before else []
        stale += [(what, page) for page in after if after[page] != anew[page]]
        before = anew
    assert (unseen, stale) == ([], [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version", "clock")
def test_a_change_that_the_database_does_not_count_is_missed(signed_in: SignIn) -> None:
    """The negative control: pages are made of what was kept, and it is the triggers that make them anew."""
    drafts = begun(make_cast())
    client = signed_in(drafts.cast.secretary)
    table = Institution._meta.db_table
    before = seen(client, drafts)
    try:
        forget(table)
        rename_by_hand(drafts)
        assert seen(client, drafts) == before
        assert made_anew(client, drafts) != before
    finally:
        data_version.install_missing(connection)
    assert table in data_version.installed_on(connection)


def forget(table: str) -> None:
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    names = data_version.trigger_names(connection.vendor, table)
    append_only.run(connection, [f'DROP TRIGGER "{name}"{on}' for name in names])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version")
def test_time_passes_on_pages_that_are_kept(clock: time_machine.Traveller, signed_in: SignIn) -> None:
    """A minute changes the cut-off, an instant that passes the state of the window, a day what is told by days."""
    drafts = begun(make_cast())
    closes_at = NOON + dt.timedelta(hours=2)
    ReportingPeriod.objects.filter(pk=drafts.world.period.pk).update(closes_at=closes_at)
    client = signed_in(drafts.cast.secretary)
    shown = [seen(client, drafts)]
    for moment in (NOON + dt.timedelta(minutes=1), closes_at, closes_at + dt.timedelta(days=1)):
        clock.move_to(moment)
        client = signed_in(drafts.cast.secretary)  # sessions end by themselves
        shown.append(seen(client, drafts))
        assert shown[-1] == made_anew(client, drafts)
        clock.move_to(moment + dt.timedelta(seconds=1))
        assert len(asked(client, address_of(drafts))) < 15, "it was kept"
    assert len({page[address_of(drafts, "vista-previa/")] for page in shown}) == len(shown)
    assert shown[1][address_of(drafts, "pendientes/")] != shown[2][address_of(drafts, "pendientes/")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version", "clock")
def test_no_report_is_made_of_what_was_read_for_another(signed_in: SignIn) -> None:
    """One of an institution is read right after the Committee's about the same semester, and after one that was given up."""
    drafts = begun(make_cast())
    approver, secretary = signed_in(drafts.cast.approver), signed_in(drafts.cast.secretary)
    seen(secretary, drafts)
    own = Drafts(drafts.cast, drafts.world, drafts.own())
    assert seen(approver, own) == made_anew(approver, own)
    shown = seen(secretary, drafts)
    abandon(drafts.draft, version=drafts.draft.version, by=drafts.cast.secretary, at=timezone.now())
    assert seen(secretary, drafts) != shown
    assert seen(secretary, drafts) == made_anew(secretary, drafts)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version", "clock")
@pytest.mark.parametrize("tail", PAGES)
def test_an_unchanged_draft_takes_few_queries(signed_in: SignIn, tail: str) -> None:
    drafts = begun(make_cast())
    client, page = signed_in(drafts.cast.secretary), address_of(drafts, tail)
    first, again = len(asked(client, page)), len(asked(client, page))
    assert first > 60
    assert again <= 12


def asked(client: Client, page: str) -> list[dict[str, str]]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return queries.captured_queries


# --- What may be kept at all ---


@pytest.mark.django_db
def test_the_database_counts_changes_in_every_table_that_a_report_is_read_from(cast: Cast) -> None:
    world = make_edges_world()
    army = world.institutions["EP"]
    scopes = [
        of_semester(world.plan, world.period),
        ReportScope(world.plan, ReportKind.RANGE, world.periods[0], world.period),
        ReportScope(world.plan, ReportKind.OWN, world.period, world.period, army),
    ]
    with CaptureQueriesContext(connection) as found:
        for scope in scopes:
            read_for(scope, at=CUT_OFF)
    tables = set(connection.introspection.table_names())
    read = {table for table in tables for query in found.captured_queries if f'"{table}"' in query["sql"]}
    assert Measurement._meta.db_table in read
    assert read - NEVER_CHANGES - data_version.installed_on(connection) - {data_version.TABLE} == set()


class Counting:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version", "clock")
def test_it_is_worked_out_once_while_the_data_stand() -> None:
    work = Counting()
    assert [kept("one", work, at=timezone.now()) for _each in range(3)] == [1, 1, 1]
    assert kept("another", work, at=timezone.now()) == 2
    make.make_institution("EP")
    assert [kept("one", work, at=timezone.now()) for _each in range(2)] == [3, 3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version", "clock")
def test_nothing_is_kept_from_within_a_transaction() -> None:
    """Neither what it wrote and took back, nor what was kept before is shown within it."""
    work = Counting()
    assert kept("one", work, at=timezone.now()) == 1
    with transaction.atomic():
        make.make_institution("EP")
        assert [kept("one", work, at=timezone.now()) for _each in range(2)] == [2, 3]
        transaction.set_rollback(True)
    assert kept("one", work, at=timezone.now()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_first_version")
def test_nothing_is_kept_of_an_instant_before_the_last_change() -> None:
    """What was recorded after that instant is left out of it, and would be missing later."""
    work = Counting()
    make.make_institution("EP")
    changed_at = data_version.state().changed_at
    assert changed_at is not None
    assert [kept("one", work, at=changed_at) for _each in range(2)] == [1, 2]
    assert [kept("one", work, at=changed_at + dt.timedelta(seconds=1)) for _each in range(2)] == [3, 3]
