"""`manage.py create_administrator`: the first administrator, who then makes every other account."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from institutions.models import Appointment, Institution, Role, User


class Command(BaseCommand):
    help = "Makes an account and names its holder administrator, from today on. Asks for what is not given."
    institution_code = "MINDEF"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", help="The e-mail that the person signs in with.")
        parser.add_argument("--name", help="The person's full name.")
        parser.add_argument(
            "--if-none", action="store_true", help="Do nothing, and say so, where somebody is administrator today."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """The password comes from the environment (ADMIN_PASSWORD) or is asked for; a command line would be remembered."""
        if options["if_none"] and has_administrator():
            self.stdout.write("Somebody is administrator already: nothing was done.")
            return
        try:
            email = options["email"] or input("E-mail: ").strip()
            name = options["name"] or input("Name: ").strip()
            password = os.environ.get("ADMIN_PASSWORD") or asked_twice()
            person = create_administrator(email, name, password, institution_code=self.institution_code)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError("No administrator was created.") from error
        self.stdout.write(f"{person.email} is administrator from today on.")


def has_administrator() -> bool:
    today = timezone.localdate()
    return Appointment.objects.current(on=today).filter(role=Role.ADMINISTRATOR, user__is_active=True).exists()


def asked_twice() -> str:
    password = getpass("Password: ")
    if password != getpass("Password again: "):
        raise ValidationError("The two passwords differ.")
    return password


@transaction.atomic
def create_administrator(email: str, name: str, password: str, *, institution_code: str) -> User:
    """Make the account and the post, or raise a ValidationError that says in a sentence why not."""
    institution = Institution.objects.filter(code=institution_code).first()
    if institution is None:
        raise ValidationError(f"There is no institution {institution_code}: load the plan first (manage.py load_plan).")
    validate_password(password, User(email=email, name=name))
    person = User.objects.create_user(email, password, name=name)
    post = Appointment(user=person, institution=institution, role=Role.ADMINISTRATOR, starts_on=timezone.localdate())
    post.full_clean()
    post.save()
    return person
