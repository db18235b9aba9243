"""`python -m bench`: every benchmark, one table each."""

from __future__ import annotations

import os
import sys
import tempfile


def main() -> None:
    """Everything happens in a database of its own, thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="wps-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "wps_tracker.settings", "VAR_DIR": folder}
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        import django

        django.setup()
        from bench import spreadsheet

        for line in spreadsheet.table():
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
