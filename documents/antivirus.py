"""Ask a virus scanner about a file, where the installation has one. Without one, files are not scanned."""

from __future__ import annotations

import shlex
import subprocess

from django.conf import settings
from django.utils.translation import gettext as _

from documents.refusing import refuse

SECONDS = 60
CLEAN, INFECTED = 0, 1


def scan(name: str, content: bytes) -> None:
    """Hand the content to `ANTIVIRUS_COMMAND` on its standard input; refuse what it finds, and what it could not look at."""
    command = shlex.split(settings.ANTIVIRUS_COMMAND)
    if not command:
        return
    verdict = verdict_of(command, content)
    if verdict == INFECTED:
        refuse(_("The virus scanner found a virus in “%(name)s”. Clean the computer that it comes from."), name)
    if verdict != CLEAN:
        refuse(_("“%(name)s” could not be scanned for viruses. Try again in a few minutes."), name)


def verdict_of(command: list[str], content: bytes) -> int | None:
    """The scanner's exit status; None when it did not answer."""
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode
