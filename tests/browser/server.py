"""A Curbside of the browser tests' own: made-up content, one server, one worker, nothing shared with this process."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from curbside.web.serve import gunicorn_command, wait_until_up, worker_command

LOAD_LIMIT_S = 300
STOP_LIMIT_S = 15


@dataclass(frozen=True)
class Site:
    url: str
    data: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_site(data: Path) -> Iterator[Site]:
    """Load the demo into `data` and serve it until the block ends.

    CURBSIDE_BROWSER_DATA names a folder the demo was loaded into earlier; it is copied instead of loaded anew.
    """
    port = free_port()
    environment = _environment(data, port)
    loaded = os.environ.get("CURBSIDE_BROWSER_DATA")
    if loaded:
        shutil.copytree(loaded, data, dirs_exist_ok=True)
    _run([sys.executable, "-m", "curbside", "demo", "--no-serve"], environment)
    log = (data / "server.log").open("w")
    commands = (gunicorn_command(host="127.0.0.1", port=port), worker_command())
    running = [subprocess.Popen(command, env=environment, stdout=log, stderr=log) for command in commands]
    try:
        if not wait_until_up(f"http://127.0.0.1:{port}/healthz"):
            raise RuntimeError(f"The site did not start:\n{(data / 'server.log').read_text()}")
        yield Site(f"http://127.0.0.1:{port}", data)
        if any(process.poll() is not None for process in running):
            raise RuntimeError(f"The server or the worker ended by itself:\n{(data / 'server.log').read_text()}")
    finally:
        _stop(running)
        log.close()


def _environment(data: Path, port: int) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("CURBSIDE_", "DJANGO_"))}
    return ours | {
        "CURBSIDE_MODE": "demo",
        "CURBSIDE_DATA": str(data),
        "CURBSIDE_BASE_URL": f"http://127.0.0.1:{port}",
        "CURBSIDE_LOG_LEVEL": "WARNING",
    }


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LOAD_LIMIT_S, check=False)
    if done.returncode:
        raise RuntimeError(f"Loading the demo failed:\n{done.stdout}\n{done.stderr}")


def _stop(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_LIMIT_S
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
