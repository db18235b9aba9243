"""An edition that was corrected, and what is handed in on the page that verifies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoDbBlocker

from documents.storing import open_verified
from institutions.models import Role
from reports.models import EditionWithdrawal, ReportEdition
from tests.cast import Cast, make_cast
from tests.conftest import kept_for_a_module
from tests.factories.reports import issue
from tests.reports.worlds.report import CLOSED, World, make_world

UNKNOWN = "0" * 64


@dataclass(frozen=True)
class Issued:
    cast: Cast
    world: World
    old: ReportEdition
    edition: ReportEdition

    def pdf(self) -> bytes:
        return open_verified(self.edition.files.get(part="report", format="pdf", language="es").stored_file)

    def withdrawn(self) -> None:
        post = self.cast.secretary.post_as(Role.TECHNICAL_SECRETARY)
        reason = "La cifra de la Marina estaba mal."
        EditionWithdrawal.objects.create(edition=self.edition, reason=reason, withdrawn_at=CLOSED, withdrawn_by=post)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Issued]:
    with kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_world(is_demonstration=True)
        old, edition = (issue(world.plan, world.period, by=cast.secretary, at=CLOSED) for _each in range(2))
        yield Issued(cast, world, old, edition)


@pytest.fixture
def issued(made: Issued, db: None) -> Issued:
    return deepcopy(made)


def hand_in(client: Client, content: bytes, name: str = "informe.pdf", prefix: str = "") -> Any:
    return client.post(f"{prefix}/verificar/", {"file": SimpleUploadedFile(name, content), "digest": ""})


def body(response: Any) -> str:
    """The page, with its codes as they are read."""
    return re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", response.content.decode())
