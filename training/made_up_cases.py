"""Made-up published answers by the million, and questions one of them answers: what `make bench-retrieval` runs on.

Put together from the vocabulary the readers know and the phrasings of made_up_pairs.py; no text of any data set is
used. Lengths follow what people send: half the questions under 20 words, one in twenty over 50.
"""

import random
from collections.abc import Iterator

from made_up_pairs import CONDITION_INTENTS, MEDICINE_INTENTS

from curbside.knowledge.vocabulary import Concept, concepts, sites
from curbside.retrieval.document import Document

PERSONS = (
    "I",
    "my husband",
    "my wife",
    "my mother",
    "my father",
    "my son",
    "my daughter",
    "my grandmother",
    "a friend",
)
SIDES = ("left", "right", "both sides of the", "upper", "lower", "back of the", "inner", "outer")
FEELS = ("burning", "dull", "stabbing", "throbbing", "itchy", "tight", "numb", "cramping", "heavy", "sharp", "sore")
WHEN = (
    "at night",
    "after meals",
    "in the morning",
    "when walking uphill",
    "when sitting",
    "in cold weather",
    "at work",
)
SINCE = ("the summer", "my last holiday", "the vaccination", "a cold in {month}", "the move", "a fall {n} weeks ago")
SYLLABLES = ("ba", "cor", "dex", "fen", "ga", "lo", "mir", "nu", "pra", "ro", "sil", "ta", "ver", "xa", "zo", "tin")
DETAILS = (
    "It began {n} weeks ago with {second} and has become worse {when}.",
    "It has been like this since {since}.",
    "The tablets are called {brand}.",
    "The pain in the {side} {site} is {feel} and comes {when}.",
    "At the same time there is {second}, mostly {when}.",
    "Blood tests in {month} were normal, only the {value} was {n}.",
    "I take {medicine} {n} times a day and wonder whether it plays a part.",
    "There is no {second} and no {third}.",
    "A {feel} feeling spreads from the {site} to the {other} {when}.",
    "Two doctors disagreed: one spoke of {second}, the other of {third}.",
    "Heat helps a little, {medicine} does not.",
    "{person_} had {third} {n} years ago; could that matter?",
)
ANSWERS = (
    "{topic} of this kind mostly settles within {n} weeks.",
    "What you describe fits {topic} better than {second}.",
    "Before anything else I would have the {site} examined and the {value} measured again.",
    "Keep taking {medicine} as prescribed until you have spoken to your own doctor.",
    "See a doctor the same day if {third} or a fever is added.",
    "Rest the {site} {when}, and write down how often it comes.",
    "{medicine} may cause {second} in some people; a change of dose is possible.",
    "A specialist can tell {topic} from {third} by a short examination.",
)
MONTHS = ("January", "March", "May", "July", "September", "November")
VALUES = ("iron", "TSH", "CRP", "blood sugar", "creatinine", "vitamin D", "potassium", "white cell count")


class MadeUpCases:
    """Seeded. Case n is the same whichever others are asked for."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        known = sorted(concepts().values(), key=lambda concept: concept.id)
        self._complaints = [concept for concept in known if concept.kind in ("symptom", "condition")]
        self._medicines = [concept for concept in known if concept.kind == "medicine"]
        self._sites = sorted(site.label for site in sites().values())

    def document(self, number: int) -> Document:
        """Published answer `number`."""
        draw, topic, intents = self._begin(number)
        facts = self._facts(draw, topic)
        asked = draw.choice(intents[draw.choice(sorted(intents))]).format(t=topic.label, n=facts["n"])
        sentences = [asked] + [detail.format(**facts) for detail in draw.sample(DETAILS, _tail(draw))]
        answer = [sentence.format(**facts) for sentence in draw.sample(ANSWERS, draw.randint(3, 6))]
        return Document(
            id=f"made-{number}",
            title=asked if len(sentences) > 3 else "",
            text=" ".join(sentences),
            answer=" ".join(answer),
            department=topic.departments[0][0],
        )

    def question(self, number: int) -> str:
        """What another person might ask whom document `number` would help: same facts, other words."""
        draw, topic, intents = self._begin(number)
        facts = self._facts(draw, topic)
        kind = draw.choice(sorted(intents))
        again = random.Random(f"{self._seed} asked {number}")  # noqa: S311 (made-up texts, not secrets)
        asked = again.choice(intents[kind]).format(t=topic.label, n=facts["n"])
        return " ".join([asked] + [detail.format(**facts) for detail in again.sample(DETAILS, _tail(again))])

    def _begin(self, number: int) -> tuple[random.Random, Concept, dict[str, tuple[str, ...]]]:
        draw = random.Random(f"{self._seed} case {number}")  # noqa: S311 (made-up texts, not secrets)
        medicine = draw.random() < 0.2
        topic = _skewed(draw, self._medicines if medicine else self._complaints)
        return draw, topic, MEDICINE_INTENTS if medicine else CONDITION_INTENTS

    def _facts(self, draw: random.Random, topic: Concept) -> dict[str, object]:
        n = draw.randint(2, 12)
        person = draw.choice(PERSONS)
        return {
            "topic": topic.label,
            "n": n,
            "since": draw.choice(SINCE).format(n=n, month=draw.choice(MONTHS)),
            # Invented names: the long tail of words that few texts have.
            "brand": "".join(draw.sample(SYLLABLES, 4)).capitalize(),
            "second": _skewed(draw, self._complaints).label,
            "third": draw.choice(self._complaints).label,
            "medicine": draw.choice(self._medicines).label,
            "site": draw.choice(self._sites),
            "other": draw.choice(self._sites),
            "side": draw.choice(SIDES),
            "feel": draw.choice(FEELS),
            "when": draw.choice(WHEN),
            "month": draw.choice(MONTHS),
            "value": draw.choice(VALUES),
            "person_": person[0].upper() + person[1:],
        }


def made_up_documents(count: int, seed: int) -> Iterator[Document]:
    cases = MadeUpCases(seed)
    return (cases.document(number) for number in range(count))


def _skewed(draw: random.Random, known: list[Concept]) -> Concept:
    """Common complaints come far more often than rare ones: the k-th with a share of about 1 / k (Zipf)."""
    return known[int(len(known) ** draw.random()) - 1]


def _tail(draw: random.Random) -> int:
    """How many sentences follow the first: none in half of the texts, five and more in one of thirty."""
    more = 0
    while more < len(DETAILS) and draw.random() < 0.5:
        more += 1
    return more
