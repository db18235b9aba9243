"""What a test committed is gone after it, also where the database guards it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from documents import data_version
from documents.models import StoredFile
from documents.storing import store
from indicators.models import IndicatorRevision
from tests import factories as make
from tests.refusing import is_append_only

ADOPTED = dt.date(2026, 3, 2)


def keep_a_file() -> StoredFile:
    return store(b"%PDF-", name="a.pdf", media_type="application/pdf")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", ["first", "second"])
def test_nothing_is_left_of_what_was_sealed_or_only_added(_time: str) -> None:
    assert not IndicatorRevision.objects.exists()
    assert not StoredFile.objects.exists()
    revision = make.make_count(make.make_plan(), adopted_on=ADOPTED, act_reference="Acta 1-2026")
    IndicatorRevision.objects.filter(pk=revision.pk).update(sealed_at=timezone.now())
    keep_a_file()


@pytest.mark.django_db(transaction=True)
def test_the_database_guards_again_what_comes_after() -> None:
    file = keep_a_file()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).delete()
    assert is_append_only(StoredFile._meta.db_table)
    assert data_version.installed_on(connection)
