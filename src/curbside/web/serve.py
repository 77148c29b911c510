"""Starting the site: one gunicorn with few processes and several threads, and one worker beside it."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence

START_LIMIT_S = 60.0
STOP_LIMIT_S = 10.0


def gunicorn_command(*, host: str, port: int, processes: int = 1, threads: int = 8) -> list[str]:
    """Few processes and several threads: the encoder gives up the GIL, and each process holds one copy of it."""
    heartbeat_dir = "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()  # noqa: S108 gunicorn's own files
    return [
        sys.executable, "-m", "gunicorn", "curbside.web.wsgi:application",
        "--bind", f"{host}:{port}", "--workers", str(processes), "--threads", str(threads),
        "--worker-class", "gthread", "--timeout", "60", "--graceful-timeout", "8", "--keep-alive", "5",
        "--no-control-socket", "--log-level", "warning", "--worker-tmp-dir", heartbeat_dir,
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, "-m", "curbside", "worker"]


def wait_until_up(url: str, *, limit_s: float = START_LIMIT_S) -> bool:
    """True as soon as `url` answers 200, False when it does not within `limit_s` seconds."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 our own address
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def run_together(commands: Sequence[list[str]], *, when_started: Callable[[], None] | None = None) -> int:
    """Run all until one ends or a signal comes; then stop the others and return the first exit status."""
    running = [subprocess.Popen(command, start_new_session=True) for command in commands]  # noqa: S603 our own
    stopping = False

    def on_signal(number: int, frame: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    if when_started:
        when_started()
    status = 0
    while not stopping:
        ended = [process.returncode for process in running if process.poll() is not None]
        if ended:
            status = ended[0] or 1
            break
        time.sleep(0.2)
    _stop(running)
    return status


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_LIMIT_S
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
