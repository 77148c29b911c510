"""Eight processes claim the same questions at once: each question goes to exactly one doctor."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_of_eight_processes_exactly_one_gets_each_question(tmp_path):
    """On a SQLite file of its own; `make claim-race` makes 20,000 attempts with 32 processes, on PostgreSQL too."""
    own = {"CURBSIDE_DATA": str(tmp_path), "CURBSIDE_MODE": "test", "CURBSIDE_LOG_LEVEL": "ERROR"}
    paths = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "DJANGO_SETTINGS_MODULE": "curbside.web.settings"}
    outside = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    program = [sys.executable, str(Path(__file__).with_name("claim_race.py")), str(tmp_path)]
    done = subprocess.run(program, env=outside | own | paths, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert found["statuses"] == [0], done.stderr[-3000:]
    assert found["attempts"] == 240
    assert found["claimed"] == found["questions"] == found["held"] == found["recorded"] == 30
    assert found["double"] == found["broken"] == 0
