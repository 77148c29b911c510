"""What is a sentence as a frame: its words, with every illness, medicine, danger and time named only by kind?

"Drop the bisoprolol from tomorrow" and "Drop the lithium from tomorrow" are one frame. What a table of weights
(sentence_model.py) has learned of one medicine so holds for all.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from curbside.clinical.reply_checks.clauses import WEEKDAY
from curbside.clinical.reply_checks.lexicon import alternatives, fold, listed, words
from curbside.clinical.reply_checks.safety.unsafe_delay import DANGER, MORE_DANGER, SENDS, WAITS
from curbside.knowledge.vocabulary import concepts

# What stands farther on is left to the rules.
MAX_CHARACTERS = 1_200
_TIME = re.compile(
    r"\b(?:(?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve|few|some|couple of|next|another|several)\s+)+"
    r"(?:hours?|days?|weeks?|months?|years?|fortnights?|weekend|minutes?)\b"
    rf"|\b(?:{WEEKDAY}|january|february|march|april|june|july|august|september|october"
    r"|november|december|spring|summer|autumn|winter|easter|christmas|weekend|holidays?|fortnight)\b"
)
_NUMBER = re.compile(r"\b\d+(?:[.,:]\d+)?\b")
# Illnesses by the shape of their names, where the vocabulary has none.
_ILL_SHAPE = re.compile(
    r"\b[a-z]{3,}(?:itis|osis|oma|aemia|emia|pathy|algia|plegia|iasis|ectasis)\b"
    r"|\b[a-z]+(?:'s)? (?:syndrome|disease|disorder|infection|fracture|hernia|cyst|abscess|deficiency)\b"
    r"|\b(?:torn|ruptured|slipped|trapped|pinched|broken|frozen) [a-z]+\b"
)
# Conditions of the vocabulary that a clean reply may state: nobody diagnoses a pregnancy by writing of it.
_NO_ILLNESS = re.compile(r"pregnan|menopause|dying|childhood|trimester|change of life|genetic|weak immune|worried")
_PLAIN_NAME = re.compile(r"[a-z' -]{4,28}")
_WORD = re.compile(r"[A-Za-z']+|[.?!;:,]")
_STATED = re.compile(
    r"\b(?:is|are|was|it's|that's|this's|have|has|got|'ve got|'s got|means?(?: that)?|proves?(?: that)?|suffer\w* from"
    r"|diagnos\w+(?: is)?|called|having|with)\s+(?:(?:an?|the|your|that of|simply|clearly|definitely|plainly|only|just)"
    r"\s+){0,2}(?:[a-z]+\s+)?ILLNESS"
)
# What somebody else has found or said, what is known, and what is only thought.
_ATTRIBUTED = re.compile(
    r"\b(?:as (?:you|your)|since you|because you|with your|having|your known|you (?:mention|write|wrote|say|said|told"
    r"|tell|were told|were diagnosed|report)|(?:report|letter|scan|biopsy|result|radiologist|doctor|dermatologist"
    r"|surgeon|specialist|hospital)\b[^,.;]{0,20}\b(?:says?|said|shows?|showed|told|called|wrote|speaks?|found)|my "
    r"(?:first |own )?(?:thought|feeling|guess|hunch|impression)|i (?:think|suspect|lean|wonder)|possibilit\w+|named?"
    r"|called|known as|means that|is when|if|when|whether)\b"
)
# Words whose order across the sentence tells what it does, beside the kinds themselves.
_TURNS = frozenset(
    {
        "not", "no", "never", "nothing", "nobody", "neither", "if", "should", "may", "might", "could", "can", "must",
        "until", "before", "wait", "see", "call", "rest", "take", "stop", "leave", "don't", "have", "is", "are", "you",
        "it", "this", "that", "today", "once", "day", "same", "be", "ring", "go", "any", "only", "cannot", "can't",
        "unless", "need", "without", "for", "with", "at", "and", "but", "so",
    }
)  # fmt: skip
_TURN_PAIRS = 24


def frame(sentence: str) -> str:
    """The folded sentence with DANGERSIGN, MEDICINE, ILLNESS, TIMESPAN and NUMBER in place of what they stand for."""
    text = MORE_DANGER.sub(" DANGERSIGN ", DANGER.sub(" DANGERSIGN ", fold(sentence[:MAX_CHARACTERS])))
    text = _medicines().sub(" MEDICINE ", text)
    text = _ILL_SHAPE.sub(" ILLNESS ", _illnesses().sub(" ILLNESS ", text))
    return " ".join(_NUMBER.sub(" NUMBER ", _TIME.sub(" TIMESPAN ", text)).split())


def features(sentence: str) -> tuple[str, ...]:
    """Words, runs of up to three and pairs of the frame, and what the rules' own lists see in it; each once, sorted."""
    framed = frame(sentence)
    said = ["^", *_WORD.findall(framed), "$"]
    found = set(said)
    found.update(f"{a} {b}" for a, b in pairwise(said))
    for a, b, c in zip(said, said[1:], said[2:], strict=False):
        found.update((f"{a} {b} {c}", f"{a} . {c}"))
    turns = [word for word in said if word.isupper() or word in _TURNS][:_TURN_PAIRS]
    found.update(f"{a} >> {b}" for n, a in enumerate(turns) for b in turns[n + 1 :])
    found.update(_seen(fold(sentence[:MAX_CHARACTERS]), framed))
    return tuple(sorted(found))


def _seen(folded: str, framed: str) -> Iterator[str]:
    marks = {
        "danger": "DANGERSIGN" in framed,
        "waits": WAITS.search(folded) is not None,
        "sends": SENDS.search(folded) is not None,
        "medicine": "MEDICINE" in framed,
        "stated": _STATED.search(framed) is not None,
        "doubt": words("doubt_words").search(folded) is not None,
        "caution": words("stop_cautions").search(folded) is not None,
        "certain": _certain().search(folded) is not None,
        "attributed": _ATTRIBUTED.search(folded) is not None,
        "excuse": words("reassurance_excuses").search(folded) is not None,
    }
    yield from (f"#{name} {value}" for name, value in marks.items())
    for one, two in (
        ("danger", "waits"), ("danger", "sends"), ("medicine", "caution"), ("stated", "doubt"), ("certain", "excuse"),
        ("stated", "attributed"),
    ):  # fmt: skip
        yield f"#{one} {marks[one]} {two} {marks[two]}"
    yield f"#danger {marks['danger']} waits {marks['waits']} sends {marks['sends']}"


@cache
def _medicines() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(listed('prescribed_drugs'))})(?![\w-])")


@cache
def _illnesses() -> re.Pattern[str]:
    rows = [one for one in concepts().values() if one.kind == "condition"]
    names = {fold(name) for one in rows for name in (one.label, *one.phrases)}
    kept = [name for name in names if _PLAIN_NAME.fullmatch(name) and not _NO_ILLNESS.search(name)]
    return re.compile(rf"(?<![\w-])(?:(?:a|an) )?(?:{alternatives(kept)})(?![\w-])")


@cache
def _certain() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(listed('certain_words'))})(?![a-z])")
