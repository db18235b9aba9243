"""B4: pages that did not change, over HTTP from gunicorn, beside a view that does nothing on the same server.

Two workers on this machine, asked by the threads of this process for some seconds each. Only ratios mean anything, and those
of the processor's time that the workers spend on one answer most: who else uses the machine does not change them.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from bench.world import SIZES, made

SECONDS, ASKERS, WORKERS = 4.0, 4, 2
Headers = dict[str, str]


def trivial(_request: HttpRequest) -> HttpResponse:
    """What the server and the network take by themselves: every middleware, no query, a body of 61 kB."""
    return HttpResponse(BODY)


trivial.login_required = False  # type: ignore[attr-defined]
BODY = b"x" * 61_000


def addresses() -> list[Any]:
    """The product's own addresses, and the trivial one."""
    from wps_tracker.urls import urlpatterns

    return [path("trivial/", trivial), *urlpatterns]


if os.environ.get("BENCH_SERVES"):
    urlpatterns = addresses()


def table() -> Iterator[str]:
    call_command("migrate", verbosity=0)
    world = made(SIZES["nap"])
    client = Client()
    client.force_login(world.observer, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}
    with served() as server:
        port = server[0]
        csrf = asked(port, "/tablero/", cookie)[1].getheader("Set-Cookie", "").split(";")[0]
        signed_in = {"Cookie": f"{cookie['Cookie']}; {csrf}"}
        yield f"B4 gunicorn, {WORKERS} workers, {ASKERS} askers, {SECONDS:.0f} s each"
        for address in ("/trivial/", "/plan/", "/tablero/"):
            rate(server, address, signed_in, 200)  # so that every worker has read its files
        base = rate(server, "/trivial/", {}, 200)
        yield line("a view that does nothing, 61 kB", base, base, "")
        for what, address, headers, target in (
            ("public page (the plan), made anew", "/plan/", {}, ""),
            ("public page, 304", "/plan/", known(port, "/plan/", {}), "0.6"),
            ("public methodology, 304", "/metodologia/", known(port, "/metodologia/", {}), "0.6"),
            ("signed-in dashboard, made anew", "/tablero/", signed_in, ""),
            ("signed-in dashboard, 304", "/tablero/", known(port, "/tablero/", signed_in), "0.2"),
        ):
            yield line(what, rate(server, address, headers, 304 if "304" in what else 200), base, target)


def line(what: str, found: Rate, base: Rate, target: str) -> str:
    aim = f"(target {target})" if target else ""
    spent = f"{found.processor * 1000:>7.2f} ms {base.processor / found.processor:>6.3f}"
    return f"  {what:<36}{found.per_second:>7,.0f} /s {found.per_second / base.per_second:>6.3f} {spent} {aim}"


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """gunicorn on a free port of this machine, ended by its own process at the end: the port, and the process's id."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--log-level", "error"]
    server = subprocess.Popen(  # noqa: S603
        [*command, "--bind", f"127.0.0.1:{port}", "bench.serving:application"], env=os.environ | {"BENCH_SERVES": "1"}
    )
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            asked(port, "/trivial/", {})
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("gunicorn did not begin to serve.")


def asked(port: int, address: str, headers: Headers) -> tuple[int, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response


def known(port: int, address: str, headers: Headers) -> Headers:
    """The same headers, with the tag of the page as it is now."""
    status, response = asked(port, address, headers)
    tag = response.getheader("ETag")
    if status != 200 or tag is None:
        raise SystemExit(f"{address} answered {status} with the tag {tag}.")
    return headers | {"If-None-Match": tag}


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers a second, and seconds of the workers' processors for one."""

    per_second: float
    processor: float


def workers_seconds(master: int) -> float:
    """Of all processes that gunicorn began."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    stats = (Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split() for child in children)
    return sum(int(each[11]) + int(each[12]) for each in stats) / os.sysconf("SC_CLK_TCK")


def rate(server: tuple[int, int], address: str, headers: Headers, expected: int) -> Rate:
    """The benchmark ends at an answer that is not the one expected."""
    port, master = server
    before = workers_seconds(master)
    counts, wrong = [0] * ASKERS, [0] * ASKERS
    began = time.perf_counter()

    def ask(number: int) -> None:
        while time.perf_counter() - began < SECONDS:
            status, _response = asked(port, address, headers)
            counts[number] += 1
            wrong[number] += status != expected

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(ASKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if any(wrong):
        raise SystemExit(f"{address}: {sum(wrong)} of {sum(counts)} answers were not {expected}.")
    per_second = sum(counts) / (time.perf_counter() - began)
    return Rate(per_second, (workers_seconds(master) - before) / sum(counts))
