"""A module that never ends: without work where it is told to sleep, else with work."""

import sys
import time

while True:
    if sys.stdin.buffer.readline() == b"sleep\n":
        sys.stdout.write("began\n")
        sys.stdout.flush()
        time.sleep(3600)
