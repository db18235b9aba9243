"""Run one of our modules in a process of its own, with limits on processor, memory and time.

What reads a file from outside may burn, swell or break there without harm to the server:

    python -m documents.confined module processor-seconds memory-bytes < input > output

The module knows nothing of the product and holds no secret: it has no settings and no environment, and can write no file.
"""

from __future__ import annotations

import logging
import resource
import runpy
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}

LAST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may use. The seconds to wait hold where it sleeps, those of the processor where it works."""

    cpu_seconds: int
    wait_seconds: int
    memory: int


class Ended(Exception):
    """The process used up what it was given, or broke. `output` is what it had said by then."""

    def __init__(self, output: bytes) -> None:
        super().__init__("the confined process was ended")
        self.output = output


def run(module: str, data: bytes, limits: Limits) -> bytes:
    """What the module writes when it is given the data. Raises `Ended`."""
    command = [sys.executable, "-m", __name__, module, str(limits.cpu_seconds), str(limits.memory)]
    try:
        done = subprocess.run(  # noqa: S603 our own program, no shell, the file only as its input
            command,
            input=data,
            capture_output=True,
            timeout=limits.wait_seconds,
            cwd=ROOT,
            env=ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise Ended(slow.stdout or b"") from slow
    if done.returncode:  # out of memory or out of time: the system ended it
        logger.warning(
            "%s ended with %d: %s", module, done.returncode, done.stderr[-LAST_WORDS:].decode(errors="replace")
        )
        raise Ended(done.stdout)
    return done.stdout


def confine(cpu_seconds: int, memory: int) -> None:
    """Bind this process for good."""
    for kind, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main(module: str, cpu_seconds: str, memory: str) -> None:
    confine(int(cpu_seconds), int(memory))
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
