"""Does the question hold what the reply says its asker told: "you write that …", "as you describe, …"?"""

import re
from collections.abc import Iterator

from curbside.clinical.findings.reading import find_all
from curbside.clinical.findings.status import Status
from curbside.clinical.reply_checks.contents import contents, holds
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.sentences import Sentence
from curbside.knowledge.vocabulary import concepts

TYPE = "misquote"
_SAY = (
    r"(?:say|said|write|wrote|mention|mentioned|told|describe|described|report|reported|note|noted|state|stated|explain"
    r"|explained|recall|recalled|put\s+it|list|listed|tell\s+(?:me|us)|tell\s+of|told\s+(?:me|us)\s+(?:of|about))"
)
_BETWEEN = r"(?:\s+(?:also|yourself|already|rightly|just|now|do|did|have|even|further|kindly))*"
# "You write that …", "as you describe, …", "you describe a swelling"; never a question, a wish or a denial.
_TOLD = re.compile(
    rf"(?:^\W*|[,;:(—–]\s*|\b(?:as|since|because|and|but|although|though|while|where|too"
    rf"|(?:see|read|note|notice|understand|hear)\s+that)\s+)you(?:'ve)?{_BETWEEN}\s+{_SAY}\b"
    r"(?:\s+(?:to\s+)?(?:me|us))?(?:\s+(?:here|below|above|earlier)|\s+(?:it|this)(?=\s*,))?\s*,?\s+(?:that\s+)?(?P<told>(?:[^.;:!?\n]|(?<=\d)\.(?=\d))+)"
)
_UNTOLD = re.compile(
    r"\b(?:did|do|do\s+not|don't|can|could|would|should|may|might|must|will|if|when|unless|until|before|once|whether|how"
    r"|why|please|not|never|hope)\s+$|\baccording\s+to\b"
)
# "The fever of 39 that you mention": what was told stands before.
_TOLD_OF = re.compile(
    rf"(?:^|[,;:]\s*|\b(?:with|given|the|your|for|of)\s+)(?P<told>(?:[\w.,'-]+\s+){{1,7}}?)(?:that\s+|which\s+|as\s+)?you{_BETWEEN}\s+{_SAY}\s*(?=[,.;:)]|$|\b(?:could|may|might|should|is|are|can)\b)"
)
# Where the telling ends and the doctor goes on.
_ENDS = re.compile(
    r",?\s+(?:so|which|but|hence|therefore|and\s+(?:with|for|please|i|we|that|this|it\s+is|in)|i|i'd|i'm|we|please)\b"
    r"|,\s+(?!(?:\w+\s+){0,3}\w+,?\s+(?:and|or)\b|and\b|or\b)"
)
_IN_PASSING = re.compile(r",\s+as\s+you(?:\s+\w+){1,3},\s*$")
_DOCTOR_SPEAKS = re.compile(r"\b(?:i|i'd|i'm|my|we|our|likely|unlikely|probable|possible)\b")
_NONE_OF = re.compile(r"\b(?:none|neither|nothing|no)\s+of\b|\bnone\b")
_QUOTES = re.compile(r"[\"“”«»「‘]|(?<!\w)'")
_NO_CLAIM = re.compile(
    r"^(?:(?:you|i|we|it|he|she|they)\s+(?:would|should|may|might|could|can|will|need|must)\b)|^(?:is|are|was|were|can|could|may|might|sounds?|fits?|points?|suggests?|makes?|would|should|will|seems?|looks?)\b"
)
_FEWEST = 2
_SHARE = 0.6
# A word that alone makes a claim: "catheter", not "cold".
_LONG_WORD = 6


def find_retellings(case: ReplyCase) -> Iterator[Problem]:
    """A telling with a number or a finding that the question lacks or denies, or mostly made of words it lacks."""
    tellings = [(sentence, hit) for sentence in case.sentences for hit in _tellings(sentence)]
    if not tellings:
        return
    asked = frozenset(contents(case.asked_folded)) | frozenset(
        contents(f"{case.question.age} {case.question.sex}".lower())
    )
    found: dict[str, set[Status]] = {}
    for one in find_all(case.asked, subject=case.subject):
        # "She does not sleep" is a complaint, whatever its "not" looks like; a medicine not taken may be told of.
        denied = one.status is Status.ABSENT and concepts()[one.concept].kind == "symptom" and not _denies(one.text)
        found.setdefault(one.concept, set()).add(Status.ABSENT if denied else Status.PRESENT)
    for sentence, (start, end) in tellings:
        told = sentence.text[start:end]
        lacking = _lacking(told, asked, found, case)
        if lacking:
            message = f"The question does not say this: “{lacking}”."
            span = (sentence.start + start, sentence.start + end)
            yield problem(case, TYPE, *span, severity=Severity.WARN, message=message)


def _tellings(sentence: Sentence) -> Iterator[tuple[int, int]]:
    text = sentence.text
    for hit in _TOLD.finditer(text):
        # What stands in quotation marks is compared word by word elsewhere.
        if _UNTOLD.search(text[: hit.start()]) or _NO_CLAIM.search(hit["told"]) or _QUOTES.search(hit["told"]):
            continue
        # ", as you mention, gout is low on my list": what was told stands before.
        if _IN_PASSING.search(text[: hit.start("told")]) and _DOCTOR_SPEAKS.search(hit["told"]):
            continue
        yield hit.start("told"), hit.start("told") + _length(hit["told"])
    for hit in _TOLD_OF.finditer(text):
        if not _UNTOLD.search(text[: hit.end("told")]) and not _NONE_OF.search(hit["told"]):
            yield hit.start("told"), hit.end("told")


def _length(told: str) -> int:
    for end in _ENDS.finditer(told):
        if len(contents(told[: end.start()])) >= 1:
            return end.start()
    return len(told)


def _lacking(told: str, asked: frozenset[str], found: dict[str, set[Status]], case: ReplyCase) -> str:
    words = contents(told)
    missing = [word for word in words if not holds(asked, word)]
    for word in missing:
        if word[0].isdigit():
            return word
    for one in find_all(told, subject=case.subject):
        said = found.get(one.concept)
        if said is None and any(not holds(asked, word) for word in contents(one.text.lower())):
            return one.text
        if one.status is Status.PRESENT and said and said <= {Status.ABSENT}:
            return one.text
    if len(missing) >= _FEWEST and len(missing) >= _SHARE * len(words):
        return " ".join(missing)
    alone = missing[0] if len(missing) == len(words) == 1 else ""
    return alone if len(alone) >= _LONG_WORD else ""


def _denies(asked: str) -> bool:
    return re.search(r"\b(?:not?|never|without|cannot)\b|n't\b", asked.lower()) is not None
