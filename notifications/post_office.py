"""The mail server, and what its answers mean for one letter and for all the others."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

PER_CONNECTION = 20
"""Letters through one connection: some servers take no more and would refuse the next as if they were down."""
CLOSING = 421
NO_SUCH_MAILBOX = 550


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a letter was not taken. Final: it never will be. Of the server: no other letter would be taken now either."""

    words: str
    is_final: bool = False
    is_of_server: bool = False


class PostOffice:
    """One run's way to the mail server. After a failure of the server itself it is not asked again: `closed` says why."""

    def __init__(self) -> None:
        self.closed: Refusal | None = None
        self._connection: BaseEmailBackend = get_connection()
        self._posted = 0

    def post(self, message: EmailMessage) -> Refusal | None:
        """Hand one letter over; None when the server took it."""
        if self.closed:
            return self.closed
        try:
            if self._posted % PER_CONNECTION == 0:
                self.close()
                self._connection.open()
            self._posted += 1
            message.connection = self._connection
            message.send()
        except OSError as error:  # smtplib's own errors are among them
            refusal = refusal_of(error)
            self.closed = refusal if refusal.is_of_server else None
            return refusal
        return None

    def close(self) -> None:
        try:
            self._connection.close()
        except OSError:
            return  # what was taken was taken; a server that dies while saying goodbye changes nothing


def refusal_of(error: OSError) -> Refusal:
    """Read an error of smtplib or of the network.

    Only what is said of the mailbox is final (5xx to the recipient; 550 after the text). An answer of 421, a sender that is
    not accepted, a sign-in that fails or no answer at all concern every letter.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        codes = {code for code, _text in answers}
        words = "; ".join(_words(code, text) for code, text in answers)
        return Refusal(words, is_final=min(codes, default=0) >= 500, is_of_server=CLOSING in codes)
    if isinstance(error, smtplib.SMTPDataError):
        code = error.smtp_code
        words = _words(code, error.smtp_error)
        return Refusal(words, is_final=code == NO_SUCH_MAILBOX, is_of_server=code == CLOSING)
    if isinstance(error, smtplib.SMTPResponseException):
        return Refusal(_words(error.smtp_code, error.smtp_error), is_of_server=True)
    return Refusal(str(error) or type(error).__name__, is_of_server=True)


def _words(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {said}".strip()
