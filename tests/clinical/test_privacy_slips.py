"""How many slips of each kind are caught, and how many harmless sentences are left alone, line by made-up line.

Each file of privacy_slips/ holds sentences of one kind. "a => b": b is what must be published. "[[...]]": what
must go. Neither: must stay. The odd lines (first, third, ...) are the half the rules were tuned on; the even lines
were kept back, their result was not looked at line by line, and they guard against loss.
Both halves have one author, so they promise nothing about strangers' sentences.
"""

import re
from pathlib import Path

import pytest

from curbside.clinical.privacy import redact

SLIPS = Path(__file__).parent / "privacy_slips"
MARK = re.compile(r"\[\[(.*?)\]\]")
KEPT_TYPES = {"not_names": {"NAME"}, "not_ages": {"AGE_EXACT"}}
# Reached on 2026-11-25, of 30 (chinese_clean 10): on the tuned half, on the kept-back half.
REACHED = {
    "persons": (30, 30),
    "ages": (30, 30),
    "not_ages": (30, 28),
    "names": (27, 27),
    # The learned reader takes "Faith" or "I'm Vegan" for a person: doubt hides the word.
    "not_names": (29, 25),
    "people": (30, 29),
    "dates": (30, 29),
    "chinese": (30, 30),
    "chinese_clean": (10, 10),
}


def read_slips(kind: str, half: int) -> list[str]:
    """The lines of one kind: half 0 was tuned on, half 1 kept back."""
    lines = (SLIPS / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines][half::2]


def is_right(kind: str, line: str) -> bool:
    """Whether one line is published as it should be, and a second reading finds nothing more."""
    if " => " in line:
        text, published = line.split(" => ")
        return redact(text).text == published and not redact(published).spans
    text = MARK.sub(r"\1", line)
    found = redact(text)
    if redact(found.text).spans or found.text == "[removed]":
        return False
    if "[[" not in line:
        return not any(span.type in KEPT_TYPES.get(kind, {span.type}) for span in found.spans)
    covered = {at for span in found.spans for at in range(span.start, span.end)}
    return all(at in covered for at in _marked(line) if text[at].isalnum()) and _numbers_stay(line, found.text)


def _marked(line: str) -> list[int]:
    """Positions, in the text without its marks, of what was marked."""
    return [
        at - 4 * number - 2 for number, hit in enumerate(MARK.finditer(line)) for at in range(hit.start(1), hit.end(1))
    ]


def _numbers_stay(line: str, published: str) -> bool:
    kept = re.findall(r"\d+(?:[./]\d+)*", MARK.sub(" ", line))
    return all(number in published for number in kept)


@pytest.mark.parametrize("kind", sorted(REACHED))
@pytest.mark.parametrize("half", [0, 1])
def test_slips_are_handled_as_well_as_before(kind: str, half: int) -> None:
    lines = read_slips(kind, half)
    wrong = [line for line in lines if not is_right(kind, line)]
    print(f"{kind} half {half}: {len(lines) - len(wrong)}/{len(lines)}")
    # The kept-back half is not shown: what is seen gets tuned on.
    assert len(lines) - len(wrong) >= REACHED[kind][half], "" if half else wrong
