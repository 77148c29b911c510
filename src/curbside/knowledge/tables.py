"""Reading the packaged tables: YAML, parsed by libyaml, which is ten times as quick as the pure Python parser."""

from importlib.resources import files
from typing import Any

import yaml


def parse_table(text: str) -> Any:
    """The content of a YAML text. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def read_table(name: str) -> Any:
    """The table curbside/knowledge/<name>, parsed."""
    return parse_table((files("curbside.knowledge") / name).read_text(encoding="utf-8"))
