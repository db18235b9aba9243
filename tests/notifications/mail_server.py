"""A small mail server on this machine that answers as it is told: refuses everybody, one address, or hangs up after taking."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message

GREETING = "220 here"


class MailServer(socketserver.ThreadingTCPServer):
    """`greeting`, `answers` (by address, to RCPT) and `after_text` are what it says; an empty answer hangs up."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.greeting = GREETING
        self.answers: dict[str, str] = {}
        self.after_text = "250 taken"
        self.connections = 0
        self.taken: list[Message] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def written_to(self) -> list[str]:
        return sorted(str(message["To"]) for message in self.taken)


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        self.say(self.server.greeting)
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "QUIT" or self.server.greeting != GREETING:
                return
            if verb == "DATA":
                self.say("354 go on")
                self.take()
                if not self.server.after_text:
                    return
            self.say(self.answer_to(verb, line))

    def take(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.taken.append(email.message_from_bytes(b"".join(lines)))

    def answer_to(self, verb: str, line: str) -> str:
        if verb == "RCPT":
            address = line[line.index("<") + 1 : line.index(">")]
            return self.server.answers.get(address, "250 known")
        return self.server.after_text if verb == "DATA" else "250 fine"

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def running() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
