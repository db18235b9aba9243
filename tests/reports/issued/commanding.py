"""Run a command of the product as an operator would."""

from __future__ import annotations

import io

from django.core.management import CommandError, call_command


def ran(name: str, *arguments: str) -> tuple[int, str]:
    """The status with which a command ends, and what it printed."""
    out = io.StringIO()
    try:
        call_command(name, *arguments, stdout=out, stderr=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()
