"""The product running by itself, as `make run` would, on a database of its own and a free port."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_WITHIN = 60  # seconds; only a bound for a server that never comes up
PASSWORD = "paso-a-paso-1325"


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
        "DATABASE_URL": f"sqlite:///{folder / 'browser.sqlite3'}",
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
    """The address of a server that runs as long as the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment(folder), stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/ingresar/", timeout=5)  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The server did not come up.")
