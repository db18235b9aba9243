"""B4: pages that did not change, over HTTP from gunicorn, beside a view that does nothing on the same server.

Two workers on this machine, asked by the threads of this process for some seconds each. Only the ratios mean anything: the
asking takes the same processor.
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
    with served() as port:
        csrf = asked(port, "/tablero/", cookie)[1].getheader("Set-Cookie", "").split(";")[0]
        signed_in = {"Cookie": f"{cookie['Cookie']}; {csrf}"}
        yield f"B4 gunicorn, {WORKERS} workers, {ASKERS} askers, {SECONDS:.0f} s each"
        base = rate(port, "/trivial/", {}, 200)
        yield line("a view that does nothing, 61 kB", base, base, "")
        for what, address, headers, target in (
            ("public page (the plan), made anew", "/plan/", {}, ""),
            ("public page, 304", "/plan/", known(port, "/plan/", {}), "0.6"),
            ("public methodology, 304", "/metodologia/", known(port, "/metodologia/", {}), "0.6"),
            ("signed-in dashboard, made anew", "/tablero/", signed_in, ""),
            ("signed-in dashboard, 304", "/tablero/", known(port, "/tablero/", signed_in), "0.2"),
        ):
            yield line(what, rate(port, address, headers, 304 if "304" in what else 200), base, target)


def line(what: str, per_second: float, base: float, target: str) -> str:
    aim = f"(target {target})" if target else ""
    return f"  {what:<44}{per_second:>9,.0f} /s {per_second / base:>7.3f} {aim}"


@contextmanager
def served() -> Iterator[int]:
    """gunicorn on a free port of this machine, ended by its own process at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--log-level", "error"]
    server = subprocess.Popen(  # noqa: S603
        [*command, "--bind", f"127.0.0.1:{port}", "bench.serving:application"], env=os.environ | {"BENCH_SERVES": "1"}
    )
    try:
        wait_for(port)
        yield port
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


def rate(port: int, address: str, headers: Headers, expected: int) -> float:
    """Answers a second; the benchmark ends at an answer that is not the one expected."""
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
    return sum(counts) / (time.perf_counter() - began)
