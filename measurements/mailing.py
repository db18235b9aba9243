"""Letters by mail: in the person's language, with links that begin with the site's own address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from institutions.models import User


def letter(user: User, subject: str, template: str, context: Mapping[str, Any]) -> EmailMessage:
    """A letter in the language that is active: write it under `translation.override(user.language)`."""
    text = render_to_string(template, {"person": user, **context})
    line = " ".join(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}".split())
    return EmailMessage(line, text, to=[user.email])


def link(view: str, *args: object) -> str:
    """The whole address of a page, in the language that is active."""
    return f"{settings.SITE_URL}{reverse(view, args=args)}"
