"""The worker: runs what was put on the queue, and sweeps up what was lost on the way."""

import logging
import os
import signal
import threading
from types import FrameType

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from curbside.web import lifecycle

log = logging.getLogger(__name__)
PAUSE_S = 1.0
SWEEP_EVERY_S = 20.0


def run_worker(*, stop: threading.Event, sweep_every_s: float = SWEEP_EVERY_S) -> None:
    """Work until `stop` is set. Tasks are only wake-ups: one lost with a killed worker is found by the sweep."""
    since_sweep = sweep_every_s
    while not stop.is_set():
        close_old_connections()
        try:
            _run_waiting_tasks()
            if since_sweep >= sweep_every_s:
                since_sweep = 0.0
                _sweep()
        except DatabaseError as error:
            log.error("worker.database_unavailable error=%s", type(error).__name__)
        since_sweep += PAUSE_S
        stop.wait(PAUSE_S)


def _run_waiting_tasks() -> None:
    # The library's own command installs signal handlers that end the process in the middle of a task.
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"curbside-{os.getpid()}",
    ).run()


def _sweep() -> None:
    done = {name: number for name, number in lifecycle.sweep(now=timezone.now()).items() if number}
    if done:
        log.info("sweep.done %s", " ".join(f"{name}={number}" for name, number in done.items()))


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set, so that work under way is finished."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop
