"""Is there a gap nobody filled, a note to the author, or a trace of a writing tool?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, fold, listed, phrases, words
from curbside.clinical.reply_checks.pattern_checks import is_quoted
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "leftover_placeholder_or_prompt"
# Letters to patients hold round brackets alone: words in others are fields and notes. Links, digits ("[1]") and signs
# of smaller and greater ("<140") are none.
_FIELD = re.compile(
    r"\[(?=[^\[\]\n]{0,160}?[^\W\d_]{2})[^\[\]\n]{2,160}\](?!\()|\{(?=[^{}\n]{0,160}?[^\W\d_]{2})[^{}\n]{2,160}\}"
    r"|<(?!https?:|www\.)/?[^\W\d_][^<>@\n]{0,80}(?<!\s)>|<<[^<>\n]{2,120}>>"
)
# "[had]" in quoted words is the doctor's change of them.
_MAX_CHANGED_WORDS = 4
_ASIDE = re.compile(r"\(([^()\n]{3,200})\)")
_LEADING = re.compile(r"[\s*_#>•–—-]{0,8}(?:\d{1,2}[.)]\s)?")
# A command in a template leaves its articles out; advice to a person does not: "(insert the tablet high up)".
_TO_A_PERSON = re.compile(r"\s+(?:it|them|one|two|the|a|an|your|this|these|gently|high|deep|slowly|up|\d)\b")
_TO_ASKER = re.compile(r"\b(?:you|your|yours|yourself|my|our)\b")
_DOUBT = re.compile(r"\?|!!")
_SURE_DOUBT = re.compile(r"\?{2,}|\?!|!{2,}")
# "(empathic bridging sentence)", "(JB to review)", "(NAME OF VACCINE)".
_NAMED_PART = re.compile(r"(?:[a-z'-]+ ){1,5}(?:sentence|paragraph|line|wording|section|heading|blurb|statement)")
_TO_COLLEAGUE = re.compile(
    r"(?-i:[A-Z]{2,3}) to (?:review|check|add|confirm|sign|complete|edit|amend|approve|fill|write|decide)\b"
)
_CAPITALS = re.compile(r"[A-Z]{3,}(?: [A-Z]{2,})+(?: ?[?:].*)?")
_LISTENER = re.compile(r"\b(?:to|him|her|them|us|me|when|next)\b")
# "Ask W.", "check with K.": a colleague by initial.
_INITIAL = re.compile(r"\b(?i:ask|check with|per|from|to)\s+(?:Dr\.?\s)?[A-Z]{1,2}\b\.?(?!-)")
_OF_PATIENT = re.compile(r"(?:patient|pt|asker|client)\s+(?:is|has|was|wants|needs|wrote|says|asked)\b")


def find_placeholders(case: ReplyCase) -> Iterator[Problem]:
    """Placeholders, notes and prompts that do not come from the question (a redacted one holds "[name]" itself)."""
    for start, end in _places(case):
        if fold(case.reply.text[start:end].strip()) in case.asked_folded:
            continue
        message = "A placeholder or a left-over instruction. Fill it or take it out."
        yield problem(case, TYPE, start, end, severity=Severity.BLOCK, message=message)


def _places(case: ReplyCase) -> Iterator[tuple[int, int]]:
    for pattern in (*phrases("placeholders"), *phrases("text_blanks"), *phrases("text_remarks")):
        for hit in pattern.finditer(case.reply.text):
            yield hit.span()
    for hit in _FIELD.finditer(case.reply.text):
        if len(hit[0].split()) > _MAX_CHANGED_WORDS or not is_quoted(case, hit.start()):
            yield hit.span()
    for hit in _ASIDE.finditer(case.reply.text):
        if _is_note(hit[1]):
            yield hit.span()
    for hit in _labels().finditer(case.reply.text):
        yield hit.span("label")
    for sentence in case.sentences:
        if _is_of_prompt(sentence.text):
            yield sentence.start, sentence.end


def _is_note(aside: str) -> bool:
    """Is what a round bracket holds said to the author?"""
    folded = fold(aside).strip()
    if _OF_PATIENT.match(folded) or _SURE_DOUBT.search(folded) or _TO_COLLEAGUE.match(aside):
        return True
    if _NAMED_PART.fullmatch(folded) or _CAPITALS.fullmatch(aside):
        return True
    deed = _deeds("text_deeds").match(folded)
    if deed is not None and not _TO_A_PERSON.match(folded, deed.end()):
        return True
    if _TO_ASKER.search(folded):
        return False
    if words("text_nouns").search(folded):
        return True
    if words("text_nouns_doubted").search(folded) and _DOUBT.search(folded):
        return True
    return _deeds("text_deeds_shared").match(folded) is not None and _INITIAL.search(aside) is not None


def _is_of_prompt(folded: str) -> bool:
    """ "Avoid jargon." opens with a deed, names a thing of the writing and speaks to no asker."""
    start = _LEADING.match(folded).end()  # type: ignore[union-attr]  # matches nothing too
    if _TO_ASKER.search(folded):
        return False
    if any(pattern.match(folded, start) for pattern in phrases("text_commands")) and not _LISTENER.search(folded):
        return True
    if not (_deeds("text_deeds").match(folded, start) or _deeds("text_deeds_shared").match(folded, start)):
        return False
    return words("text_nouns_of_prompts").search(folded) is not None


@cache
def _deeds(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:please\s+)?(?:{alternatives(listed(key))})(?![a-z-])")


@cache
def _labels() -> re.Pattern[str]:
    """A part of a text named at the head of a line or sentence, with its number if it has one, before a colon."""
    names = alternatives(listed("text_labels"))
    return re.compile(
        rf"(?:^|[.!?]\s|\n)[ \t*_#]{{0,6}}(?P<label>(?i:{names})(?:\s(?:\d{{1,2}}|[A-C]))?"
        r"(?:\s?\([^()\n]{1,40}\))?[*_]{0,2}\s?:)"
    )
