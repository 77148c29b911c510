"""A span is read in its sentence: denied, past, somebody else's, hypothetical, feared or possible."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.context import assess
from tests.pace import idle_seconds


def flags(sentence: str) -> set[str]:
    """The flags of the words between square brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    context = assess(sentence.replace("[", "").replace("]", ""), start, end)
    names = ("negated", "past", "family", "hypothetical", "feared", "possible")
    return {name for name in names if getattr(context, name)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I have [chest pain].", set()),
        ("I have no [chest pain].", {"negated"}),
        ("No fever, cough or [chest pain] today.", {"negated"}),
        ("No fever, I have [chest pain].", set()),
        ("No fever but [chest pain] all night.", set()),
        ("She denies [vomiting].", {"negated"}),
        ("Not only a rash, also [wheezing].", set()),
        ("The [headache] does not go away.", set()),
        ("I don't know why my [chest hurts].", set()),
        ("A [heart attack] was ruled out.", {"negated"}),
        ("I can't stop [vomiting].", set()),
        ("I had a [stroke] in 2009.", {"past"}),
        ("I had [seizures] as a child.", {"past"}),
        ("Two years ago I had [chest pain].", {"past"}),
        ("My [headaches] started two years ago and are worse.", set()),
        ("I have a history of [asthma].", {"past"}),
        ("My aunt has [epilepsy].", {"family"}),
        ("[Diabetes] runs in the family.", {"family"}),
        ("What is [sepsis]?", {"hypothetical"}),
        ("What are the symptoms of a [stroke]?", {"hypothetical"}),
        ("What is happening, my [face is drooping]?", set()),
        ("I am worried it is a [brain tumour].", {"feared"}),
        ("It might be [shingles].", {"possible"}),
        ("我沒有[發燒]。", {"negated"}),
        ("Her [malaria] test was negative.", {"negated"}),
        ("We ruled [pneumonia] out.", {"negated"}),
        ("I cannot walk without [pain].", set()),
        ("No cream helps the [itching].", set()),
        ("Without jaundice, with [itching].", set()),
        ("Neither my wife nor I have [hives].", {"negated"}),
        ("I'm [migraine] free.", {"negated"}),
        ("When she was ten days old she [stopped breathing].", {"past"}),
        ("My son's [face swelled] after a cake when he was two.", {"past"}),
        ("I had a [fit] in 2012, well since.", {"past"}),
        ("In the year 2012 I had a [snake bite].", {"past"}),
        ("They gave me [penicillin] at the camp in '71.", {"past"}),
        ("The [throwing up blood] was in Benidorm in nineteen ninety six.", {"past"}),
        ("In the winter of 1968 I [coughed up blood].", {"past"}),
        ("[Stabbed] in the chest 2012, drain, scar.", {"past"}),
        ("I drank 2000, no, less, of [cleaner].", set()),
        ("My son was [stung by a scorpion] when five, now nine.", {"past", "family"}),
        ("A year ago today I woke up [unable to speak].", {"past"}),
        ("I had [meningitis] at nineteen, the lamp and all.", {"past"}),
        ("I was in the paper in 1999: [struck by lightning].", {"past"}),
        ("Since 2019 I have [seizures].", set()),
        ("The [burns] on my arm are from 2007.", {"past"}),
        ("I was [suicidal] at 18, in therapy since and happy.", {"past"}),
        ("I took [too many tablets] at 17, I am 44 now.", {"past"}),
        ("I have had [wheezing] since 2012 and it is worse now.", set()),
        ("I had [chest pain] in 2012 and again today.", set()),
        ("When our daughter was ten days old she [stopped breathing].", {"past"}),
        ("My father [collapsed] at a wedding. Two weeks ago. Can he drive?", {"past", "family"}),
        ("My chest is [tight]. It started two weeks ago.", set()),
        ("I had a [seizure] at 19, one, never again.", {"past"}),
        ("I nearly [drowned] as a child and now my son dives.", {"past"}),
        ("My [leg] was crushed in an accident when I was young.", {"past"}),
        ("If I [fall] does the pendant work?", {"hypothetical"}),
        ("When I was in the shower my [arm went dead].", set()),
        ("It woke me at 3 and now I have [chest pain].", set()),
        ("When I was 30 weeks I got a [headache].", set()),
        ("What makes a [headache] thunderous?", {"hypothetical"}),
        ("I keep thinking I am having a [stroke].", {"feared"}),
    ],
)
def test_flags(sentence: str, expected: set[str]) -> None:
    assert flags(sentence) == expected


def test_kin_illness_told_as_over_is_kin_past_and_a_present_one_is_not() -> None:
    over, present = "My father had a stroke.", "My father had a stroke just now."
    assert assess(over, 16, 22).kin_past
    assert not assess(present, 16, 22).kin_past


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.integers(-5, 250), st.integers(-5, 250))
def test_any_text_and_any_offsets_return(text: str, start: int, end: int) -> None:
    assess(text, start, end)


@pytest.mark.parametrize(
    "piece",
    ["no ", "my father had ", ", and ", "'", "worried about . ", "a", "no, only ", ": no =", "?a ", " "],
)
def test_hostile_text_is_fast(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assess("warm", 0, 4)
    assert idle_seconds(lambda _: assess(text, 9_000, 9_005)) < 0.2
