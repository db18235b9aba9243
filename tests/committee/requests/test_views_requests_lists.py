"""Lists of information requests: filters, what is owed by whom, the download, and how many queries they take."""

from __future__ import annotations

import csv
import io

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from committee.models import InformationRequest
from tests.cast import Cast
from tests.committee.requests import requests_seen
from tests.committee.requests.requested import DAY, DUE, LATER, MADE, answered, in_every_state, make_request
from tests.committee.requests.requests_seen import DESK, OWN
from tests.conftest import SignIn

clock, _plan, secretary, reporter = (
    requests_seen.clock,
    requests_seen._plan,
    requests_seen.secretary,
    requests_seen.reporter,
)


def test_the_filters_of_the_desk_live_in_the_address(cast: Cast, signed_in: SignIn) -> None:
    with time_machine.travel(DUE + DAY, tick=False):
        secretary = signed_in(cast.secretary)
        in_every_state(cast, cast.army, by=cast.secretary, answers=cast.reporter)
        make_request(cast, cast.navy, subject="Marina", until=LATER)

        def numbers(query: str) -> list[str]:
            return [
                row.request.institution.code + row.request.state[:2]
                for row in secretary.get(DESK + query).context["rows"]
            ]

        assert numbers("") == ["EPop", "MGPop", "EPan"]
        assert numbers("?vencidos=1") == ["EPop"]
        assert numbers("?institucion=MGP") == ["MGPop"]
        assert numbers("?estado=respondidos") == ["EPan"]
        assert len(numbers("?estado=cerrados")) == 3
        assert numbers("?semestre=2026-I") == []
        assert len(numbers("?estado=todos&institucion=XX")) == 0
        assert len(numbers("?estado=nada")) == 3


def test_who_owes_what_counts_and_gives_the_median_of_the_days(cast: Cast, signed_in: SignIn) -> None:
    for place, days in enumerate((1, 2, 5, 6)):
        answered(make_request(cast, subject=str(place)), cast.reporter, at=MADE + days * DAY)
    make_request(cast, cast.navy)
    with time_machine.travel(DUE, tick=False):
        owing = signed_in(cast.secretary).get(DESK).context["owing"]
    rows = [(o.institution.code, o.made, o.open, o.overdue, o.answered, o.median_days) for o in owing]
    assert rows == [("EP", 4, 0, 0, 4, 3.5), ("MGP", 1, 1, 1, 0, None)]


def test_the_downloaded_list_runs_no_formula(cast: Cast, secretary: Client) -> None:
    make_request(cast, subject='=HYPERLINK("http://x")')
    content = secretary.get(f"{DESK}datos.csv").content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(content))
    said = dict(zip(head, row, strict=True))
    assert said["Asunto"] == '\'=HYPERLINK("http://x")'
    assert (said["Número"], said["Último día para responder"]) == ("RI-2026-0001", "2026-08-10")


def test_an_institution_lists_its_own(cast: Cast, reporter: Client, signed_in: SignIn) -> None:
    make_request(cast)
    make_request(cast, cast.navy, subject="Marina")
    assert [row.request.institution for row in reporter.get(OWN).context["rows"]] == [cast.army]
    assert "1 requerimiento espera su respuesta" in reporter.get(OWN).text


def test_lists_and_hub_cost_the_same_with_3_and_with_30(cast: Cast, secretary: Client, reporter: Client) -> None:
    def queries() -> list[int]:
        counted = []
        for browser, page in (
            (secretary, DESK),
            (secretary, f"{DESK}datos.csv"),
            (secretary, "/comite/"),
            (reporter, OWN),
        ):
            browser.get(page)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                browser.get(page)
            counted.append(len(captured))
        return counted

    def more(count: int) -> None:
        for _each in range(count):
            number = InformationRequest.objects.count()
            make_request(cast, [cast.army, cast.navy][number % 2], subject=str(number))

    more(3)
    few = queries()
    more(27)
    assert queries() == few
