"""Letters by mail: in the person's language, with links that begin with the site's own address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from institutions.models import User


def letter(user: User, subject: str, template: str, context: Mapping[str, Any]) -> EmailMessage:
    """A letter in the language that is active: write it under `translation.override(user.language)`."""
    text = demonstration_note() + render_to_string(template, {"person": user, **context})
    line = " ".join(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}".split())
    return EmailMessage(line, text, to=[user.email])


def demonstration_note() -> str:
    """The line with which everything begins that leaves a demonstration; empty for the real plan."""
    plan = ActionPlan.objects.current()
    if plan is None or not plan.is_demonstration:
        return ""
    return f"{_('Demonstration data')}. {_('People, documents and figures are invented.')}\n\n"


def link(view: str, *args: object) -> str:
    """The whole address of a page, in the language that is active."""
    return f"{settings.SITE_URL}{reverse(view, args=args)}"
