"""Which points does a doctor's reply make: causes, tests, things to do, warning signs?"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from curbside.clinical.reply_checks.lexicon import fold
from curbside.clinical.sentences import split_sentences, unwrapped

PointKind = Literal["cause", "test", "action", "warning", "background"]

# Cues by kind, first match wins; wording collected by the maintainers from made-up replies.
_PATTERNS: tuple[tuple[PointKind, str], ...] = (
    (
        "warning",
        r"\b(?:if|should|when|unless)\b[^.!?]{0,160}\b(?:see|seek|consult|visit|call|go to|contact|return|emergency"
        r"|hospital|clinic|"
        r"advisable|evaluat\w+|examin\w+|specialist)\b|\b(?:see|seek|consult|visit|call|go to|contact|come "
        r"back)\b[^.!?]{0,120}\b(?:if|when|should)\b"
        r"|^\W*(?:(?:and|then|please|now)\W+)*(?:go|see|ring|call|seek|visit|get help|come)\b"
        r"|\b(?:come|go|call|get|see|help|doctor|hospital)\b[^.!?]{0,80}\bat once\b|\bat once (?:if|when|for|with)\b"
        r"|\b(?:ambulance|straight away)\b|\bhave\b[^.!?]{0,80}\bchecked\b"
        r"|\bif\b[^.!?]{0,160}\b(?:be seen|need (?:a doctor|help))\b"
        r"|\b(?:go|come|be seen) sooner\b|\bsame day\b"
        r"|\b(?:must|should|ought to|needs? to|please) be seen\b|\bhurry to\b|\blet us (?:see|know)\b"
        r"|\b(?:have|get) (?:it|this|them|him|her) (?:seen|looked at|checked|examined)\b"
        r"|\blooked at (?:soon|quickly|promptly|within)\b"
        r"|\b(?:show|bring|take) (?:him|her|it|them|your child) (?:to|in)\b"
        r"|\b(?:tell|ring|phone|dial|inform) (?:us|me|your|a|the)\b[^.!?]{0,120}\b(?:if|when)\b"
        r"|\b(?:if|when)\b[^.!?]{0,160}\b(?:tell|ring|phone|inform) (?:us|me|your|a|the)\b"
        r"|\bdo not (?:stop|leave out) \w+ (?:by yourself|on your own|suddenly|abruptly)\b"
        r"|\b(?:emergency|immediately|right away|warning signs?|red flags?|watch (?:out )?for|look out for)\b",
    ),
    (
        "test",
        r"\b(?:tests?|testing|scans?|x-?rays?|mri|ct|ultrasound|biops\w+|electromyograph\w+|emg|ecg|ekg|blood "
        r"(?:work|count)|endoscop\w+|"
        r"colonoscop\w+|cultures?|swabs?|nerve conduction|examinations?|check (?:your|the)|measur\w+|diagnos\w+ "
        r"(?:requires|needs|is made))\b",
    ),
    (
        "cause",
        r"\b(?:caus\w+|due to|because of|result(?:s|ed|ing)? (?:from|in)|relat\w+ to|associated with|trigger\w*"
        r"|exacerbat\w+|aggravat\w+|worsen\w*|"
        r"may be|might be|could be|can be|likely|probabl\w+|possib\w+|suggest\w*|consider\w*|similar to|consistent "
        r"with|such as|sign of|"
        r"lead(?:s|ing)? to|come(?:s)? from|(?:bring|brings|brought) on|contribut\w+|disorders?|known as)\b",
    ),
    (
        "action",
        r"\b(?:advis\w+|recommend\w*|try|avoid\w*|rest|drink|reduce|cut down|exercise|stretch\w*|ice|sleep|take"
        r"|apply|keep|use|help\w*|should|"
        r"massage|relax|hydrat\w+|stop|limit|elevat\w+|wash|eat)\b",
    ),
)
_CUES = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_COURTESY = re.compile(
    r"^\W*(?:hello|hi|dear|good (?:morning|afternoon|evening|day)|thank|thanks|wish|sincerely|regards|best|kind|take "
    r"care|feel free|"
    r"dr\b|yours|mr\b|mrs\b|ms\b|miss\b|i hope"
    r"|hope (?:this|it|that|the|you)|good luck|sorry)\b|\bfeel free to\b|\bthank you for\b|\bdepartment of\b|^wishing\b"
)
# "Dear Ann, …": what follows may make a point.
_GREETING = re.compile(r"^\W*(?:hello|hi|dear|good (?:morning|afternoon|evening|day))\b[^,.:;!?]{0,40}[,:!]\s+")
# What the reply says back to the asker is no point of the doctor's.
_RETOLD = re.compile(
    r"^\W*(?:you (?:mentioned|said|wrote|described|describe|mention|report|reported)|but you|as you|according to "
    r"your)\b"
)
# A sentence of fewer words makes no point that could be explained.
_MIN_WORDS = 3
# Doctors' longest replies make some forty points; the bound keeps hostile text cheap.
_MAX_POINTS = 80


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of the reply, its number (counted from 0 among the reply's sentences), and what it does."""

    kind: PointKind
    text: str
    number: int


def find_points(reply_text: str) -> tuple[Point, ...]:
    """The sentences that make a point, in order; greetings, thanks and the signature make none."""
    points = []
    for number, sentence in enumerate(reply_sentences(reply_text)):
        folded = _GREETING.sub("", fold(sentence))
        if len(folded.split()) < _MIN_WORDS or _COURTESY.search(folded) or _RETOLD.search(folded):
            continue
        points.append(Point(_kind(folded), sentence, number))
    return tuple(points[:_MAX_POINTS])


def reply_sentences(reply_text: str) -> tuple[str, ...]:
    """The reply's sentences as written, inner line breaks kept out."""
    return tuple(sentence.text for sentence in split_sentences(unwrapped(reply_text)))


@lru_cache(maxsize=4096)
def kinds_of(text: str) -> frozenset[PointKind]:
    """Everything a sentence does: "a blood test shows it, and rest helps" is a test and an action."""
    folded = fold(text)
    return frozenset(kind for kind, cue in _CUES if cue.search(folded))


def _kind(folded: str) -> PointKind:
    return next((kind for kind, cue in _CUES if cue.search(folded)), "background")
