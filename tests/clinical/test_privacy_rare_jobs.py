"""Jobs few people hold go where somebody says to hold them; everyday jobs and what is only talked of stay."""

import pytest

from curbside.clinical.privacy import IdentifierType, redact


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("I'm a lute restorer at a castle museum and my thumb aches.", "lute restorer"),
        ("He's a tea taster and lost his smell.", "tea taster"),
        ("Good day, polar station cook here in spirit, home soon, organ builder by birth.", "organ builder"),
        ("Yours\nPrison chaplain and bell-ringer", "Prison chaplain and bell-ringer"),
        ("I am the duke's private falconer and sneeze.", "duke's private falconer"),
        ("I'm the mayor of a village with 90 souls.", "mayor of a village with 90 souls"),
    ],
)
def test_rare_jobs_are_hidden(text: str, job: str) -> None:
    found = redact(text, learned=False)
    assert job not in found.text
    assert any(span.type is IdentifierType.OCCUPATION_RARE for span in found.spans)


@pytest.mark.parametrize(
    "text",
    [
        "I am a nurse and my knee hurts.",
        "He's a plumber, I'm a teacher.",
        "The museum keeps a restorer busy all year.",
        "We saw a jockey fall on television.",
    ],
)
def test_everyday_jobs_and_jobs_talked_of_stay(text: str) -> None:
    assert redact(text, learned=False).text == text
