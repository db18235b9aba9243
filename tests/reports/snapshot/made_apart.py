"""In a process of its own: the files of a frozen report, or its snapshot from a copy of the database, as digests by name.

python -m tests.reports.snapshot.made_apart files content.json
python -m tests.reports.snapshot.made_apart snapshot PLAN 2026-I 2026-09-01T10:30:00-05:00
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from pathlib import Path


def main(what: str, *arguments: str) -> None:
    import django

    django.setup()
    digests = files(Path(arguments[0])) if what == "files" else snapshot(*arguments)
    sys.stdout.write(json.dumps(digests))


def files(path: Path) -> dict[str, str]:
    from reports.files.making import make_files

    text = path.read_bytes()
    made = make_files(json.loads(text), hashlib.sha256(text).hexdigest())
    return {each.name: hashlib.sha256(each.content).hexdigest() for each in made}


def snapshot(plan: str, period: str, at: str) -> dict[str, str]:
    from indicators.models import ReportingPeriod
    from reports.report_kinds.scope import of_semester
    from reports.snapshot import build, freeze

    semester = ReportingPeriod.objects.select_related("plan").get(plan__code=plan, code=period)
    frozen = freeze(build(of_semester(semester.plan, semester), at=dt.datetime.fromisoformat(at)))
    return {"snapshot": frozen.sha256}


if __name__ == "__main__":
    main(*sys.argv[1:])
