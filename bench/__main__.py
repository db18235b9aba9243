"""`python -m bench [name …]`: every benchmark, or those named, each in a process and a database of its own.

What DATABASE_URL names is only asked for a new database beside it, dropped at the end; without it there is SQLite alone.
BENCH_SIZES (nap,s unless it says otherwise; m takes many minutes) are the worlds of the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

DATABASE = "wps_bench"


def main() -> None:
    names = sys.argv[1:] or ["spreadsheet", "budget_sheet", "figures", "web", "report", "drafts"]
    sizes = os.environ.get("BENCH_SIZES", "nap,s").split(",")
    for name in names:
        for part in sizes if name == "figures" else [""]:
            run(name, part)


def run(name: str, part: str) -> None:
    with tempfile.TemporaryDirectory(prefix="wps-bench-") as folder:
        child(name, part, folder, f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
    url = os.environ.get("DATABASE_URL", "")
    if name in ("figures", "web") and url.startswith("postgres"):
        with tempfile.TemporaryDirectory(prefix="wps-bench-") as folder, database_beside(url) as own:
            child(name, part, folder, own)


def child(name: str, part: str, folder: str, url: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "wps_tracker.settings", "VAR_DIR": folder, "DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "bench.one", name, part], env=os.environ | settings, check=False)  # noqa: S603


@contextmanager
def database_beside(url: str) -> Iterator[str]:
    """A new database on the same server, whose name says whose it is."""
    import psycopg2  # type: ignore[import-untyped]

    name = f"{DATABASE}_{os.getpid()}"
    server = psycopg2.connect(url)
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with server.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.close()


if __name__ == "__main__":
    main()
