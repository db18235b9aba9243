"""Addresses and declared tables of the administration, for its tests."""

from django.urls import reverse

READ_ONLY = {
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


def address(model: tuple[str, str], page: str, *args: object) -> str:
    return reverse("admin:{}_{}_{}".format(*model, page), args=args)
