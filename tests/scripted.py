"""A local OpenAI-compatible server that says what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[dict[str, Any]], str]


def lines(*objects: dict[str, Any] | str) -> str:
    """JSON Lines, as the prompt asks for; strings as they are."""
    return "\n".join(o if isinstance(o, str) else json.dumps(o) for o in objects) + "\n"


class ScriptedServer(ThreadingHTTPServer):
    """``script`` turns the data of the prompt into the reply, streamed by ``piece`` characters."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: Script = lambda data: ""
        self.status = 200
        self.pause = 0.0
        self.piece = 40
        self.asked: list[list[dict[str, str]]] = []
        self.finished = 0
        """Replies that were sent to their end."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: ScriptedServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body["messages"])
        if self.server.status != 200:
            self.send_response(self.server.status)
            self.end_headers()
            self.wfile.write(b"<html>out of order</html>")
            return
        reply = self.server.script(json.loads(body["messages"][-1]["content"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for start in range(0, len(reply), self.server.piece):
            time.sleep(self.server.pause)
            self._event({"content": reply[start : start + self.server.piece]}, None)
        self._event({}, "stop")
        self.wfile.write(b"data: [DONE]\n\n")
        self.server.finished += 1

    def _event(self, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
        self.wfile.write(f"data: {json.dumps({**event, 'choices': [choice]})}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextmanager
def serving() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
