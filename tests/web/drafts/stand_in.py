"""A local stand-in for a language model's endpoint: answers what it is told to, in every bad way a network knows."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class StandIn:
    """`answer` is the model's text; `raw` replaces the whole body; `asked` collects the requests."""

    url: str = ""
    answer: str = '{"sentences": []}'
    raw: bytes | None = None
    status: int = 200
    location: str = ""
    drip_s: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    model: StandIn

    def do_POST(self) -> None:
        self.model.paths.append(self.path)
        self.model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        body = self.model.raw
        if body is None:
            choice = {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": self.model.answer},
            }
            body = json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode()
        with suppress(OSError):  # the client hung up, as it should on the hostile ones
            self.send_response(self.model.status)
            if self.model.location:
                self.send_header("Location", self.model.location)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body)

    def _send(self, body: bytes) -> None:
        if not self.model.drip_s:
            self.wfile.write(body)
            return
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(self.model.drip_s)

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def stand_in() -> Iterator[StandIn]:
    model = StandIn()
    handler = type("Handler", (_Handler,), {"model": model})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
