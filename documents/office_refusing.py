"""Why an office file is not taken, in words."""

from __future__ import annotations

from typing import NoReturn

from documents.refusing import gettext_noop as _
from documents.refusing import refuse


def refuse_fetching(name: str) -> NoReturn:
    text = _(
        "“%(name)s” fetches something from another computer when it is opened. Break its links, or save it as PDF."
    )
    refuse(text, name)


def refuse_protected(name: str) -> NoReturn:
    text = _(
        "“%(name)s” is protected with a password, or of an old format. Open it and save it without a password in"
        " the present format."
    )
    refuse(text, name)


def refuse_far_too_large(name: str) -> NoReturn:
    refuse(_("“%(name)s” unpacks to far more than a document needs. Save it as PDF and attach that."), name)


def refuse_macros(name: str) -> NoReturn:
    refuse(_("“%(name)s” has macros. Save a copy without macros, or save it as PDF."), name)


def refuse_inner(name: str) -> NoReturn:
    refuse(_("“%(name)s” has other files or programs inside. Take them out and attach each apart."), name)
