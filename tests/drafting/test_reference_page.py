"""The reference page: its reply is explained by its own causes, its doubtful sentence goes to the doctor, and what its
software wrote below the reply would be withheld."""

from pathlib import Path

import pytest

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.sentences import split_sentences
from curbside.drafting.compose import Explanation, explain
from curbside.drafting.evidence import gather
from curbside.drafting.support import find_support

PAGE = Path("/work/shared/reference/qa-page.txt")
QUESTION = CaseQuestion(
    "Twitching muscles and a weak leg",
    "I am in my twenties. I had a cold a week ago. Since some days my right leg feels weak when I sit, and a muscle "
    "near the knee twitches. I can still jump and squat. Swallowing is fine. I am afraid of ALS.",
    sex="female",
    age="20-29",
    department="neurology",
)
# The page's reply told again by us: what it says, none of its sentences.
REPLY = CaseReply(
    "Twitches near the knee with legs that can still squat are most likely ordinary fasciculations. An overactive "
    "thyroid or an electrolyte imbalance may be behind them. Caffeine and other stimulants can make twitching worse. "
    "ALS is an illness of the motor neurons, the nerve cells that move muscles. When upper motor neurons are damaged, "
    "muscle twitching may be the result. An EMG and a muscle biopsy are used to find it. If the twitching goes on or "
    "the muscle gets thinner, please see a neurologist.",
    "Jo Alder",
    "neurology",
)
# What the page's own "More Info" claims, sentence by sentence in our words.
DRAFT = (
    "Twitches can come from stress, tiredness or too little water in the body.",
    "Your recent cold may well have caused the weakness.",
    "Being ill tires muscles, above all when you move less while you recover.",
    "A weak feeling while sitting can come from a nerve squeezed by your position.",
    "That you can still jump and squat is a good sign for you.",
    "It shows that your strength is not much reduced.",
    "ALS mostly starts with clear weakness that gets worse, thin muscles and trouble swallowing or speaking.",
    "Since you swallow well, you need not worry.",
    "Anxiety can tense muscles and make them twitch.",
    "Fear and signs in the body drive each other in a circle.",
    "You should see a neurologist for a full examination.",
    "Nerve tests can rule out anything serious and give you peace of mind.",
    "Work on your stress, train regularly and drink a lot.",
    "Yoga and meditation help against anxiety.",
    "Early treatment is the key to any health problem.",
    "So what you have is not likely a serious nerve disease.",
)


@pytest.fixture(scope="module")
def explanation() -> Explanation:
    return explain(QUESTION, REPLY)


@pytest.mark.parametrize("cause", ["thyroid", "electrolyte", "caffeine"])
def test_each_cause_the_doctor_named_is_explained_with_a_source(explanation: Explanation, cause: str) -> None:
    about = [sentence for sentence in explanation.sentences if cause in sentence.text.lower()]
    assert any(source.kind != "reply" for sentence in about for source in sentence.sources)


def test_the_safety_net_is_said_with_the_doctors_warning(explanation: Explanation) -> None:
    watch = [sentence for sentence in explanation.sentences if sentence.part == "watch"]
    assert any(source.kind == "reply" for sentence in watch for source in sentence.sources)


def test_the_doubtful_sentence_is_a_conflict_for_the_doctor_and_not_on_the_page(explanation: Explanation) -> None:
    assert any("lower motor neurons" in conflict.text for conflict in explanation.conflicts)
    assert not any("motor neurons" in s.text and "upper" in s.text for s in explanation.sentences)


def test_what_the_pages_software_wrote_is_mostly_withheld() -> None:
    evidence = gather(QUESTION, REPLY)
    passed = [text for text in DRAFT if find_support(text, evidence).passages]
    assert len(passed) <= len(DRAFT) // 4, passed


@pytest.mark.skipif(not PAGE.exists(), reason="the reference page is not here")
def test_the_pages_own_words_are_mostly_withheld_too() -> None:
    page = PAGE.read_text("utf-8")
    reply = CaseReply(page[page.index("Hello, Mr.") : page.index("Reply Date")], "", "neurology")
    body = page[page.index("Hello Doctor") : page.index("Mian, 20~29")]
    question = CaseQuestion("Muscle twitching accompanied by mild weakness?", body, "", "female", "20-29", "neurology")
    written = page[page.index("More Info") + len("More Info") : page.index("Similar Q&A")]
    sentences = [sentence.text for sentence in split_sentences(written)]
    evidence = gather(question, reply)
    passed = [text for text in sentences if find_support(text, evidence).passages]
    assert len(sentences) > 20
    assert len(passed) <= len(sentences) // 10, passed
