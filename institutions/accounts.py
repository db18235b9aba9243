"""Sign-in rules: the administrator makes the accounts and says which address is whose. `User.email` alone decides.

The sign-in package can remember further addresses of a person. Here none of them opens anything: a person signs in, and is
sent the link to a new password, at the address that the account has now.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from institutions.models import User


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People have no user name."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail: at the site's own address, whatever name the request came by."""
        return f"{settings.SITE_URL}{urlsplit(super().get_reset_password_from_key_url(key)).path}"

    def reauthenticate(self, user: Any, password: str) -> bool:
        return bool(self.authenticate(self.request, email=user.email, password=password) == user)


class AddressBackend(AuthenticationBackend):
    """Sign-in by the address of the account. Somebody suspended who knows the password is told so."""

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        return self._check_password(at_address(email).first(), password)


class ForgottenPasswordForm(ResetPasswordForm):
    """Asks for the link to a new password; only the present address of an account that may sign in gets one."""

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"].lower()
        self.users = list(at_address(address).filter(is_active=True))
        return address


def at_address(email: str) -> Any:
    """The account with exactly this address; addresses are kept in small letters."""
    return User.objects.filter(email=email.strip().lower())


def forget_other_addresses(user: User) -> None:
    """Drop what the sign-in package remembers: other addresses of the person, and other people at this address."""
    others = Q(user=user) & ~Q(email=user.email) | Q(email=user.email) & ~Q(user=user)
    EmailAddress.objects.filter(others).delete()
