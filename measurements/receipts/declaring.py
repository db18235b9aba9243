"""What who sends declares: the same words on the page before sending and on the receipt."""

from __future__ import annotations

from django.utils.translation import gettext as _

from institutions.models import Appointment


def declaration_of(post: Appointment) -> str:
    """In the language that is on."""
    text = _(
        "I, %(person)s, %(post)s of %(name)s, declare that I have checked these values and that they are those of my"
        " institution."
    )
    return text % {"person": post.user.name, "post": post.title, "name": post.institution.name}
