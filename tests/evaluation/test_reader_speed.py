"""How much CPU does each reader take for a question of some 160 words, and all of them for one question?

Process time on one core, the least of nine, each on a text not read before. The ceilings guard against loss on a slow,
shared machine; the figures stand in docs/clinical/readers.md. Command: pytest tests/evaluation/test_reader_speed.py -s
"""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from curbside.clinical.findings import read
from curbside.clinical.privacy import redact
from curbside.clinical.reader_model import shipped_model
from curbside.clinical.routing import route
from curbside.clinical.urgency import screen
from curbside.clinical.urgency.reader import ReaderLayer
from tests.pace import idle_seconds

QUESTION = (
    "Since Tuesday I have a dull ache low in my back that goes to my left leg when I sit in the car, and I have "
    "been taking ibuprofen twice a day with food. No fever, no numbness, I can walk and jump, and the bladder is "
    "normal. My father had a stroke in his seventies and my sister has lupus, so I worry about everything. I "
    "teach in a school and stand all day. I take levothyroxine and an iron tablet. I had a scan three years ago "
    "for the same thing which showed a small disc. I would like to know whether I should ask for another scan, "
    "whether swimming is good or bad, and how long I should wait before I see somebody about it again. Sometimes "
    "my calf twitches at night too, about {} times, and it does not hurt. My sleep is fine otherwise, I eat well,"
    " my weight is steady, and my blood pressure was normal last month."
)
# The same with a name and a place: what stands there after redaction is read again.
NAMED = "My name is Priya Raman and my GP is Dr Hansen in Leeds. " + QUESTION
LAYERS = [ReaderLayer(shipped_model)]


def all_readers(text: str) -> None:
    screen(text, extra=LAYERS)
    redact(text)
    read(text)
    route(text)


READERS: dict[str, tuple[str, Callable[[str], object], int]] = {
    "rules of the screen": (QUESTION, lambda text: screen(text, extra=()), 30),
    "screen": (QUESTION, lambda text: screen(text, extra=LAYERS), 120),
    "redact": (QUESTION, redact, 150),
    "redact, with names": (NAMED, redact, 250),
    "read": (QUESTION, read, 60),
    "route": (QUESTION, route, 60),
    "all readers": (QUESTION, all_readers, 250),
    "all readers, with names": (NAMED, all_readers, 350),
}


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    """Numbers that make each text a new one."""
    return count(2)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_stays_within_its_time(name: str, numbers: Iterator[int]) -> None:
    question, reader, ceiling_ms = READERS[name]
    reader(question.format(next(numbers)))
    texts = [question.format(next(numbers)) for _ in range(9)]
    spent_ms = 1000 * idle_seconds(lambda number: reader(texts[number]), times=9)
    print(f"{name}: {spent_ms:.0f} ms, {len(question.split())} words")
    assert spent_ms < ceiling_ms
