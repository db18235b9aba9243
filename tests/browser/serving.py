"""The product running by itself, as `make run` would, on a database of its own and a free port."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120_000
"""Milliseconds, only a bound for what never comes: machines do much else at once, and issuing a report makes a dozen files."""
PASSWORD = "paso-a-paso-1325"
DATABASE = "browser.sqlite3"


def manage(*arguments: str, folder: Path) -> None:
    python("manage.py", *arguments, folder=folder)


def run(module: str, *arguments: str, folder: Path) -> None:
    """A module that prepares the product's database, in a process of its own."""
    python("-m", module, *arguments, folder=folder)


def python(*arguments: str, folder: Path) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment(folder), check=True, capture_output=True)


def environment(folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "wps_tracker.settings",
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "VAR_DIR": str(folder),
        "DEBUG": "0",
    }


def once(folder: Path, fill: Callable[[Path], None]) -> Path:
    """A prepared product that the processes of a run share: the first that needs it makes it, the others wait for it."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            fill(unfinished)
            unfinished.rename(folder)
    return folder


def copy(prepared: Path, folder: Path) -> Path:
    """A product of its own for what changes it."""
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server that runs as long as the block, at a port that nobody else has: the system gives it as the server binds."""
    command = [sys.executable, "-u", "manage.py", "runserver", "--noreload", "--skip-checks", "127.0.0.1:0"]
    said = folder / "server.log"
    with said.open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=log, stderr=subprocess.STDOUT)
    try:
        yield address_of(server, said)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE / 1000)


def address_of(server: subprocess.Popen[bytes], said: Path) -> str:
    """What the server says of itself once it listens."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+(?=/)", said.read_text()):
            return found[0]
        time.sleep(0.2)
    raise RuntimeError(f"The server did not come up: {said.read_text()}")
