"""Does the reply give the asker what the question tells of somebody else: "while you are on capecitabine"?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from curbside.clinical.reply_checks.body_sites import site_words
from curbside.clinical.reply_checks.contents import contents, holds
from curbside.clinical.reply_checks.lexicon import alternatives, any_of, entry, fold, listed
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.sentences import Sentence

TYPE = "wrong_subject"
_CLAUSES = re.compile(r"[.;:!?\n]+|,\s|\s(?:and|but|so|because|cos|cause|while|when|as|since|which|who)\s")
_I = re.compile(r"(?<![a-z'])(?:i|i'm|im|i've|ive|i'd|i'll|we|we're|we've|myself)(?![a-z'])")
_MINE = re.compile(r"(?<![a-z'])(?:my|me|mine)(?![a-z'])")
_THEY = re.compile(
    r"(?<![a-z'])(?:he|she|he's|she's|hes|shes|him|his|her|hers|himself|herself|they|their|them)(?![a-z'])"
)
# "You" as the one who is, has or takes something: what follows it, up to the end of the clause.
_YOU = re.compile(
    r"(?:^\W*|[,;:—–]\s*|\b(?:as|since|because|when|while|whilst|that|if|now|given|and|but|so|after|before|until|where)\s+"
    r"|\b(?P<what>(?:the|that|this|those|these)\s+[a-z-]+\s+)(?:that\s+|which\s+)?)"
    r"you(?P<be>'re|'ve|'d)?\s+(?P<rest>[^,.;:!?—–\n]+)"
)
_AUXILIARY = re.compile(
    r"^(?:ever|have|had|has|did|do|does|are|were|was|been|be|not|also|still|already|now|just|never|always|often|again|only|both|really|probably|first|recently)\s+"
)
_ADVISED = re.compile(
    r"^(?:should|can|could|may|might|must|will|would|need|ought|shall|can't\s+(?:do|give)|are\s+(?:welcome|right))\b"
)
_STATE = re.compile(
    r"(?:are|were|been|have|had|has|did|do|cannot|can't|could\s+not|couldn't|take|took|started|stopped|swallow|feel|felt|get|got|suffer"
    r"|use|used|live|woke|wake|wet|cough|vomit|vomited|fell|lost|lose|also|still|already)\b"
)
_AT_AGE = re.compile(
    r"\b(?:at|being|aged|with)\s+(?:your\s+)?(?P<age>\d{1,3})(?:\s+(?:years|months|weeks)(?:\s+old)?)?,?\s+you\b|\byou(?:\s+are|'re)\s+(?P<old>\d{1,3})\b"
)
_OWN_BODY = re.compile(r"\byour\s+(?P<own>own\s+)?(?P<rest>[a-z-]+(?:\s+[a-z-]+)?)")


@dataclass(frozen=True, slots=True)
class _Tellings:
    """Words of content told of others and of the asker, and the words that name those others."""

    others: frozenset[str]
    own: frozenset[str]
    ages: frozenset[str]


def find_bystander_as_patient(case: ReplyCase) -> Iterator[Problem]:
    """A state, a medicine, an age or a part of the body that the question gives to somebody else alone; first one."""
    if not _is_of_others(case):
        return
    told = _tellings(case)
    # Without a "he" or "she" the question names somebody in passing: only what is plainly called the asker's counts.
    told_of_length = case.subject != "self" or _THEY.search(case.asked_folded) is not None
    for sentence in case.sentences:
        hit = _given_to_asker(sentence, told, in_passing=not told_of_length)
        if hit is not None:
            message = "The question tells this of somebody else; the reply tells it of the asker."
            span = (sentence.start + hit[0], sentence.start + hit[1])
            yield problem(case, TYPE, *span, severity=Severity.WARN, message=message)
            return


def _is_of_others(case: ReplyCase) -> bool:
    return case.subject != "self" or _names_person(case.asked_folded)


def _given_to_asker(sentence: Sentence, told: _Tellings, *, in_passing: bool) -> tuple[int, int] | None:
    for hit in _AT_AGE.finditer(sentence.text):
        if (hit["age"] or hit["old"]) in told.ages:
            return hit.start(), hit.end()
    for hit in _YOU.finditer(sentence.text):
        rest = hit["rest"]
        if _THEY.search(rest) or _names_person(rest) or _ADVISED.search(rest) or (in_passing and not hit["what"]):
            continue
        while (cut := _AUXILIARY.match(rest)) is not None:
            rest = rest[cut.end() :]
        first = re.match(r"[a-z'-]+", rest)
        if first is None or first[0] in _carers():
            continue
        # One word in common is chance, unless the asker is said to be, have or take it.
        least = 1 if _STATE.match(hit["rest"]) or hit["what"] or hit["be"] else 2
        if _is_only_of_others(f"{hit['what'] or ''}{rest}", told, least):
            return hit.start("rest"), hit.end()
    named = _THEY.search(sentence.text) or _names_person(sentence.text)
    for hit in _OWN_BODY.finditer(sentence.text):
        # "Pregnant with my first child" tells of the asker.
        if (named and not hit["own"]) or (in_passing and hit["rest"].startswith("pregnan")):
            continue
        body = _body().match(hit["rest"])
        if body is not None and _is_only_of_others(body[0], told):
            return hit.start(), hit.start("rest") + body.end()
    return None


def _is_only_of_others(folded: str, told: _Tellings, least: int = 1) -> bool:
    words = contents(folded) or tuple(folded.split()[-1:])
    if any(holds(told.own, word) for word in words):
        return False
    return sum(holds(told.others, word) for word in words) >= least


def _tellings(case: ReplyCase) -> _Tellings:
    """A clause of the question is the asker's by its "I", another's by its "she" or kin, else as the one before."""
    others: set[str] = set()
    own: set[str] = set()
    inherited: set[str] = set()
    ages: set[str] = set()
    is_others = case.subject != "self"
    for clause in _CLAUSES.split(case.asked_folded):
        first_person = _I.search(clause)
        if first_person:
            is_others = False
        elif _THEY.search(clause) or _names_person(clause):
            is_others = True
        elif _MINE.search(clause):
            is_others = False
        # "Back" alone says nothing in a sentence; as a part of the body it does.
        found = (*contents(clause), *(("back",) if " back" in clause else ()))
        if is_others:
            others.update(found)
            ages.update(
                word
                for word in found
                if word[0].isdigit()
                and re.search(
                    rf"(?<!\d){word}(?:\)|\s*$|\s+(?:years|months|yrs|yo|y/o|next|now|old|in)\b|,)", clause + ","
                )
            )
        elif first_person or _MINE.search(clause):
            own.update(found)
        else:
            inherited.update(found)
    age = str(case.question.age or "").strip()
    return _Tellings(frozenset(others), frozenset(own | (inherited - others)), frozenset(ages - {age}))


@cache
def _carers() -> frozenset[str]:
    return frozenset(listed("carer_deeds"))


@cache
def _persons() -> re.Pattern[str]:
    kin = (str(word) for group in entry("kin").values() for word in group)
    said = (str(word) for group in entry("persons") for word in group)
    return any_of(
        fold(word) + end
        for word in (*kin, *said, "partner", "fiance", "girlfriend", "boyfriend")
        for end in ("", "s", "'s")
    )


def _names_person(folded: str) -> bool:
    return _persons().search(folded) is not None


@cache
def _body() -> re.Pattern[str]:
    """A part of the body, or what only a patient has."""
    return re.compile(
        rf"(?:{alternatives(site_words())}|asthma|prostate|rash|blisters?|tumou?r|cancer|fever|cough|pain|wound|stoma|pregnancy|chemo\w*|medicines?|tablets?|seizures?"
        r"|headaches?|migraines?|bladder|periods?|memory|dementia|diabetes|stroke|shingles|infection|breathing|illness|disease)(?![a-z])"
    )
