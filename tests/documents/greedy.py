"""A module that tells what it can see and do, then takes a gigabyte."""

import json
import os
import sys
from pathlib import Path

try:
    written = Path(sys.stdin.read()).write_bytes(b"x")
except OSError:
    written = 0
sys.stdout.write(json.dumps([sorted(os.environ), written]))
sys.stdout.flush()
taken = b"0" * 2**30
