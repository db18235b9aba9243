"""Where `make run` loads the demonstration: into its own database file, and into a given database only when told twice."""

import os
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parent.parent / "scripts" / "run"
ELSEWHERE = "sqlite:///elsewhere.sqlite3"


def run(folder: Path, demo: str, database: str = "") -> tuple[int, str]:
    """Run the script with a `python` that only says what it was asked, and with which database."""
    stub = folder / "python"
    stub.write_text('#!/bin/sh\necho "$2 $DATABASE_URL"\n')
    stub.chmod(0o755)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "VAR_DIR": str(folder), "ADDRESS": "127.0.0.1:8000"}
    environment |= {"DEMO": demo} | ({"DATABASE_URL": database} if database else {})
    done = subprocess.run([RUN], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_demonstration_has_a_database_of_its_own(tmp_path: Path) -> None:
    own = f"sqlite:///{tmp_path}/demo.sqlite3"
    for database in ("", own):
        status, said = run(tmp_path, "1", database)
        assert status == 0
        assert f"seed_demo {own}" in said


def test_a_given_database_gets_no_demonstration_unasked(tmp_path: Path) -> None:
    status, said = run(tmp_path, "1", ELSEWHERE)
    assert status != 0
    assert "migrate" not in said
    assert "DEMO=0" in said
    assert "DEMO=force" in said


@pytest.mark.parametrize(("demo", "command"), [("0", "create_administrator"), ("force", "seed_demo")])
def test_a_given_database_is_used_as_told(tmp_path: Path, demo: str, command: str) -> None:
    status, said = run(tmp_path, demo, ELSEWHERE)
    assert status == 0
    assert f"{command} {ELSEWHERE}" in said
