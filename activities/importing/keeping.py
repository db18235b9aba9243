"""A budget file between its upload and “save”, for one person and two hours at most; and the mappings that an institution keeps."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from activities.importing.columns import Choice, as_kept, choice_of, fits
from activities.models import BudgetStatement, BudgetUpload, ColumnMapping
from activities.refusals import Stale
from activities.steps import lock, require_post
from activities.uploads import forget_outdated
from documents.sheets.reading import FilledBook
from institutions import permissions
from institutions.models import Institution, User

NAME_LENGTH = 150


def keep(
    statement: BudgetStatement, user: User, *, name: str, data: bytes, cells: str, book: FilledBook, at: dt.datetime
) -> BudgetUpload:
    """In the place of an earlier one, with the mapping that reads it, where one does; what was left behind too long ago goes."""
    forget_outdated(at)
    said = {
        "name": name[-NAME_LENGTH:],
        "sha256": hashlib.sha256(data).hexdigest(),
        "cells": cells,
        "kept_at": at,
        "mapping": fitting(statement.institution, book),
    }
    kept: BudgetUpload
    kept, _is_new = BudgetUpload.objects.update_or_create(statement=statement, user=user, defaults=said)
    return kept


def kept_for(statement: BudgetStatement, user: User, *, at: dt.datetime) -> BudgetUpload | None:
    forget_outdated(at)
    fresh = BudgetUpload.objects.fresh(at=at).select_related("mapping")
    return fresh.filter(statement=statement, user=user).first()


def forget(statement: BudgetStatement, user: User) -> None:
    """What was chosen from it is saved, or nothing is to be: the cells of other programmes do not stay."""
    BudgetUpload.objects.filter(statement=statement, user=user).delete()


def mappings_of(institution: Institution) -> list[ColumnMapping]:
    return list(ColumnMapping.objects.filter(institution=institution).select_related("updated_by").order_by("name"))


def fitting(institution: Institution, book: FilledBook) -> ColumnMapping | None:
    """The mapping that was saved last of those whose headings are all in the file."""
    found = ColumnMapping.objects.filter(institution=institution).order_by("-updated_at")
    return next((each for each in found if fits(book, choice_of(each))), None)


def keep_mapping(
    upload: BudgetUpload, name: str, choice: Choice, *, version: int, by: User, at: dt.datetime
) -> ColumnMapping:
    """Keep the choice under its name, in the version that was read (0: a new one), and read the file with it. Raises `Stale`."""
    institution = upload.statement.institution
    require_post(permissions.reporting_post(by, institution))
    said = as_kept(choice) | {"updated_at": at, "updated_by": by}
    with transaction.atomic():
        lock(upload.statement.plan_id)
        there = ColumnMapping.objects.filter(institution=institution, name=name)
        if not there.exists():
            mapping = ColumnMapping.objects.create(institution=institution, name=name, **said)
        elif there.filter(version=version).update(version=F("version") + 1, **said):
            mapping = there.get()
        else:
            raise Stale(
                _(
                    "A mapping with this name is kept already and says something else. Choose another name, or save again to replace it."
                )
            )
        BudgetUpload.objects.filter(pk=upload.pk).update(mapping=mapping)
    return mapping


def version_of(institution: Institution, name: str) -> int:
    """Of the mapping with this name; 0 where there is none."""
    found = ColumnMapping.objects.filter(institution=institution, name=name).values_list("version", flat=True).first()
    return found or 0
