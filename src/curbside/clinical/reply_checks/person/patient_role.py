"""Does the reply send or examine the wrong one of the persons a question names: "you should be scanned" of a son?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.demographics.kin import KIN
from curbside.clinical.reply_checks.body_sites import site_words
from curbside.clinical.reply_checks.lexicon import alternatives, entry
from curbside.clinical.reply_checks.reading import ReplyCase
from curbside.clinical.sentences import Sentence

_DONE_TO = r"(?:seen|examined|admitted|tested|scanned|checked|x-rayed|treated|referred|operated|investigated)"
# What is done to a patient, said of "you".
_YOU_AS_PATIENT = re.compile(
    rf"\byou\s+(?:should|must|need\s+to|ought\s+to|have\s+to|can)\s+(?:be|get)\s+(?:\w+\s+)?{_DONE_TO}\b"
    rf"|\b(?:until|once|before|after)\s+you\s+(?:have\s+been|are|were|get)\s+(?:\w+\s+)?{_DONE_TO}\b"
    r"|\bkeep\s+yourself\s+(?:off|away|in\s+bed|warm|still)\b|\b(?:should|must|has\s+to|needs\s+to|ought\s+to)\s+(?:see|examine|scan|test)\s+you\b"
)
# Whoever cares for a patient may be tested or treated beside them.
_TOO = re.compile(
    r"\b(?:too|also|as\s+well|both|yourself\s+as|contacts?|household|family|contagious|vaccinat\w+|carrier|gene\w*|if\s+you)\b"
)


def find_wrong_roles(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    """Characters [start, end) of the reply with the message."""
    for sentence in case.sentences:
        for start, end, message in (*_you_as_patient(case, sentence), *_kin_as_patient(case, sentence)):
            yield sentence.start + start, sentence.start + end, message


def _you_as_patient(case: ReplyCase, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    if case.subject == "self":
        return
    driven = _driven().search(sentence.text)
    if driven and is_patient(case, driven["kin"]):
        yield *driven.span(), f"The question is about this {driven['kin']}; the reply sends the asker."
    if not _TOO.search(sentence.text):
        hit = _YOU_AS_PATIENT.search(sentence.text)
        if hit:
            yield *hit.span(), "The question is about somebody else; the reply speaks of the asker."


def _kin_as_patient(case: ReplyCase, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    if _TOO.search(sentence.text):
        return
    for hit in _examined().finditer(sentence.text):
        kin = next(value for value in hit.groupdict().values() if value)
        if (
            is_patient(case, kin)
            or is_asked_after(case, kin)
            or _told_with(case, kin, hit.groupdict().get("site") or "")
        ):
            continue
        yield *hit.span(), f"The question is not about the {kin}."


def is_patient(case: ReplyCase, kin: str) -> bool:
    """May this word name the one the question is about?"""
    if case.subject == "self":
        return False
    if kin == case.patient_kin:
        return True
    subject, sex = KIN.get(kin.replace(" ", "-"), ("", None))
    if subject == "other" and case.patient_kin and KIN.get(case.patient_kin, ("",))[0] == "other":
        return False
    return subject == case.subject and (sex is None or sex == case.sex or not case.sex)


# Who shares a room or a bed with the patient, or is asked about beside them, may be advised too.
_BESIDE = re.compile(
    r"\?|\b(?:sleeps?|lives?|stays?|shares?|sharing|at\s+home|same\s+(?:room|house|bed|flat|bottle|towel)|catch\w*|infect\w*|contagious"
    r"|pass\s+(?:it|this)|protect|immune|pregnant|newborn)\b"
)


def is_asked_after(case: ReplyCase, kin: str) -> bool:
    """Does a sentence of the question ask about this relative, or tell that they live close to the patient?"""
    word = re.compile(rf"\b{re.escape(kin)}s?\b")
    return any(word.search(one.text) and _BESIDE.search(one.text) for one in case.asked_sentences)


def _told_with(case: ReplyCase, kin: str, site: str) -> bool:
    """Does a sentence of the question tell of the relative's part or illness: "my mum's hip was replaced"?"""
    if not site:
        return False
    return any(kin in one.text and site in one.text for one in case.asked_sentences)


@cache
def _kin() -> str:
    words = {str(word) for group in entry("kin").values() for word in group} | {"niece", "nephew", "partner"}
    return alternatives(words)


@cache
def _driven() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:let|have|ask|get)\s+your\s+(?P<kin>{_kin()})\s+(?:to\s+)?(?:bring|drive|take|accompany|carry)\s+you\b"
    )


@cache
def _examined() -> re.Pattern[str]:
    """A relative who is seen, referred or examined, or whose part is."""
    return re.compile(
        rf"\b(?:should|must|to|can|will)\s+(?:see|refer|examine|admit|scan)\s+your\s+(?P<a>{_kin()})(?!'s|s'|-|\s+(?:and|or)\b)(?![a-z])"
        rf"|\byour\s+(?P<b>{_kin()})\s+(?:should|must|needs\s+to|has\s+to|ought\s+to)\s+(?:be|get)\s+(?:\w+\s+)?{_DONE_TO}\b"
        rf"|\byour\s+(?P<c>{_kin()})'s\s+(?:own\s+)?(?:left\s+|right\s+|sore\s+|swollen\s+|painful\s+|poor\s+)?(?P<site>{alternatives(site_words())}|gullet|prostate|bladder|bowel|kidneys?|lungs?|womb|symptoms)(?![a-z])"
    )
