"""Every table says each thing under one name: of a key written twice YAML keeps the last and drops the others."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import curbside.knowledge

FOLDER = Path(curbside.knowledge.__file__).parent


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_key_stands_twice(path: Path) -> None:
    root = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert list(_twice(root)) == []


def _twice(node: yaml.Node) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        yield from (key for key, times in Counter(key.value for key, _ in node.value).items() if times > 1)
        for _, value in node.value:
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _twice(value)
