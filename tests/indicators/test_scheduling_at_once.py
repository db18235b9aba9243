"""A window is not moved while somebody adopts: no definition changes in a semester that opens between."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction

from indicators import adopting
from indicators.scheduling import Window, change_window
from institutions.models import Role
from tests import factories as make
from tests.indicators import adopted as a

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_window_waits_for_the_plans_lock(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in by itself")
    period = make.make_period(make.make_plan(), "2026-II")
    window, secretary = Window.of(period), make.make_person(Role.TECHNICAL_SECRETARY)
    refused: list[OperationalError] = []

    def move() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
            change_window(period, window, read=window, by=secretary, at=a.AT, reason="")
        except OperationalError as waited:
            refused.append(waited)
        finally:
            connection.close()

    with transaction.atomic():
        adopting.lock(period.plan_id)
        thread = Thread(target=move)
        thread.start()
        thread.join()
    assert len(refused) == 1
