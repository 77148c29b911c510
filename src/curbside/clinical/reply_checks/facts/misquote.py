"""Are the words the reply puts in quotation marks, or retells, really in the question?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.facts.retelling import find_retellings
from curbside.clinical.reply_checks.lexicon import fold, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "misquote"
_QUOTED = re.compile(
    r"“([^”“]{2,600})”|(?<![\d\w])\"([^\"]{2,600})\"|「([^」]{2,300})」|«([^»]{2,600})»"
    r"|(?<!\w)['‘]([^'‘’\n]{8,300})['’](?!\w)"
)
_CUTS = re.compile(r"\.{2,}|…+|\[[^\]\n]{0,40}\]|\s[-–—]\s")
_SAID_BEHIND = re.compile(
    r",?\s+(?:as\s+)?you\s+(?:say|said|write|wrote|mention|mentioned|told|tell|put\s+it|describe|described|note"
    r"|noted|report|reported)\b"
)
_CUE_REACH = 90
# A quotation without "you said" counts as the asker's when it is long and speaks as "I".
_UNCUED_WORDS = 5
_TOLD_WORDS = 3
_TOLD = re.compile(r"\bthat\s+(?:your\s+\w+|s?he|it|you|they|there)(?:'s|'re|\s+(?:is|are|was|were|has|have|had))?\s*$")
_LENT = re.compile(
    r"(?<!you )(?<!you also )\b(?:say|write|tell\s+\w+|put|state|mention)\b"
    r"(?:(?!\byou\s+(?:say|wrote|write|said)\b)[^.]){0,50}[:,]\s*$"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|my|me)\b")


def find_misquotes(case: ReplyCase) -> Iterator[Problem]:
    """Each quotation given as the asker's with a piece that does not occur in the question, case and spacing aside;
    and each retelling that the question does not bear out."""
    yield from find_retellings(case)
    asked = _plain(case.asked)
    for hit in _QUOTED.finditer(case.reply.text):
        quoted = next(group for group in hit.groups() if group is not None)
        if not _is_the_askers(case, hit.start(), hit.end(), quoted):
            continue
        missing = [piece for piece in _pieces(quoted) if f" {piece} " not in f" {asked} " and not _han_in(piece, asked)]
        if missing:
            message = f"These words are not in the question: “{missing[0]}”."
            yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.WARN, message=message)


def _is_the_askers(case: ReplyCase, start: int, end: int, quoted: str) -> bool:
    before = case.folded[max(0, start - _CUE_REACH) : start]
    before = re.split(r"[.!?。！？]\s", before)[-1]
    # 'Say at the desk: "I need a film"', '"you are tired, let them help"': words lent to the asker.
    if _LENT.search(before) or fold(quoted).startswith("you "):
        return False
    cues = list(words("quote_cues").finditer(before))
    scripts = list(words("suggested_speech").finditer(before))
    if cues:
        return not scripts or scripts[-1].end() <= cues[-1].end()
    # "…", you say: the cue may follow.
    if _SAID_BEHIND.match(case.folded, end):
        return True
    # That she "cries whenever she stands" would worry me.
    if _TOLD.search(before) and len(quoted.split()) >= _TOLD_WORDS and not scripts:
        return True
    long = len(quoted.split()) >= _UNCUED_WORDS
    return long and not scripts and bool(_FIRST_PERSON.search(fold(quoted)))


def _pieces(quoted: str) -> list[str]:
    return [piece for part in _CUTS.split(quoted) if (piece := _plain(part))]


def _plain(text: str) -> str:
    """Folded words joined by single spaces: letters, digits and inner apostrophes only."""
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)*", fold(text)))


def _han_in(piece: str, asked: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in piece) and piece.replace(" ", "") in asked.replace(" ", "")
