"""Plain words stand for what a point names as being so, the longest name first, in the cases they are for."""

import pytest

from curbside.drafting.points import Point
from curbside.drafting.terms import stems
from curbside.drafting.worded import named_words


def named(text: str, case: str = "") -> list[str]:
    return [word.name for word, _ in named_words(Point("cause", text, 0), frozenset(stems(f"{case} {text}")))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Have your ferritin and TSH checked.", ["ferritin", "thyroid blood test"]),
        ("A full blood count and a coeliac blood test.", ["blood count", "celiac antibodies"]),
        ("Beta blockers can help.", ["propranolol"]),
        ("An overactive thyroid can cause this.", ["overactive thyroid"]),
        ("Bladder cancer must be ruled out.", ["bladder cancer"]),
        ("An MRI is not needed.", []),
        ("No X-ray is needed now.", []),
        ("This is not melanoma.", []),
        ("These are withdrawal symptoms, not a return of the illness.", []),
    ],
)
def test_what_a_point_names(text: str, names: list[str]) -> None:
    assert sorted(named(text)) == sorted(names)


def test_a_word_for_other_cases_is_left_out() -> None:
    text = "These are withdrawal symptoms."
    assert named(text, "I stopped sertraline.") == ["antidepressant withdrawal"]
    assert named(text, "I stopped smoking.") == []
    assert named("This is reflux.", "My baby spits up.") == []
