"""Addresses and declared tables of the administration, for its tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

READ_ONLY = {
    ("activities", "planninground"),
    ("activities", "yearplan"),
    ("activities", "activity"),
    ("activities", "activitychange"),
    ("activities", "progressnote"),
    ("activities", "budgetstatement"),
    ("documents", "storedfile"),
    ("indicators", "commitment"),
    ("indicators", "commitmentchange"),
    ("indicators", "alignment"),
    ("indicators", "alignmentchange"),
    ("indicators", "plananswer"),
    ("indicators", "reportingperiod"),
    ("measurements", "measurement"),
    ("measurements", "measurementevent"),
    ("measurements", "receipt"),
    ("measurements", "contributionevent"),
    ("measurements", "deadlineextension"),
    ("measurements", "evidence"),
    ("measurements", "itemjoin"),
    ("measurements", "opening"),
    ("committee", "meeting"),
    ("committee", "agreement"),
    ("committee", "indicatorproposal"),
    ("committee", "informationrequest"),
    ("committee", "reviewsession"),
    ("notifications", "letter"),
    ("notifications", "notification"),
    ("reports", "reportedition"),
}
NEVER_ADDED = READ_ONLY | {
    ("indicators", "actionplan"),
    ("indicators", "indicator"),
    ("indicators", "indicatorrevision"),
}
SPREADSHEETS = {
    ("institutions", "institution"),
    ("institutions", "user"),
    ("institutions", "appointment"),
    ("indicators", "pillar"),
    ("indicators", "objective"),
    ("indicators", "action"),
    ("indicators", "indicator"),
    ("indicators", "dimension"),
    ("indicators", "category"),
    ("indicators", "register"),
    ("indicators", "stage"),
    ("indicators", "plausibilityrule"),
}
INSTITUTION, PERSON, POST = ("institutions", "institution"), ("institutions", "user"), ("institutions", "appointment")
ACTION, CATEGORY = ("indicators", "action"), ("indicators", "category")
FORMATS = {"csv": "0", "xlsx": "1"}
"""A spreadsheet's format, as the form of the administration numbers it."""


def address(model: tuple[str, str], page: str, *args: object) -> str:
    return reverse("admin:{}_{}_{}".format(*model, page), args=args)


def upload(browser: Client, model: tuple[str, str], content: bytes | str, form: str = "csv") -> Any:
    """The answer to trying a list."""
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(f"list.{form}", data)
    return browser.post(address(model, "import"), {"import_file": file, "format": FORMATS[form], "resource": "0"})
