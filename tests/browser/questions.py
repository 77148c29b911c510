"""The questions that go the whole way: the reference page's own, read where it lies, and one that is made up."""

import re
from dataclasses import dataclass
from pathlib import Path

# Beside the checkout; not part of the project, never copied into it.
REFERENCE_PAGE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "qa-page.txt"


@dataclass(frozen=True)
class Asked:
    """What somebody asks. `age` is a choice of the age page; `exact_age` is in the text and must not be published."""

    title: str
    body: str
    alias: str
    age: str
    exact_age: str
    words: str


MADE_UP = Asked(
    title="Eyelid twitch and a tired left arm?",
    body=(
        "Hello Doctor, I am 34 years old. Two weeks ago I had the flu, and for five days my left arm has felt mildly "
        "weak when I hold the phone. My left eyelid and the muscle above the elbow twitch now and then. I can still "
        "lift boxes at work, climb the rope in the gym and do twenty press-ups. Buttoning a shirt and speaking are "
        "no trouble. I am very anxious that it might be multiple sclerosis. What do you think? Thank you."
    ),
    alias="Tally",
    age="30-39",
    exact_age="34",
    words="eyelid twitch tired left arm",
)


def reference_question() -> Asked | None:
    """Title and text of the reference page's question; None where the page is not there."""
    if not REFERENCE_PAGE.exists():
        return None
    blocks = [block.strip() for block in re.split(r"\n\s*\n", REFERENCE_PAGE.read_text(encoding="utf-8"))]
    asker_at = next(at for at, block in enumerate(blocks) if "Ask Date:" in block)
    asker = re.match(r"(?P<alias>\w+), (?P<low>\d+)~(?P<high>\d+) year old", blocks[asker_at])
    exact = re.search(r"I am (\d+) years old", blocks[asker_at - 1])
    assert asker, "the reference page has no asker line"
    assert exact, "the reference page's question has no age"
    return Asked(
        title=blocks[asker_at - 2],
        body=blocks[asker_at - 1],
        alias=asker["alias"],
        age=f"{asker['low']}-{asker['high']}",
        exact_age=exact[1],
        words=blocks[asker_at - 2],
    )
