"""Which topics does a text name as being there: not denied, not over, not somebody else's, not in passing?"""

import re
from collections import Counter
from collections.abc import Iterator

from curbside.clinical.context import ContextReader, folded
from curbside.clinical.sentences import split_sentences
from curbside.drafting.topic_names import Mention, find_mentions

# Denials, softer ones of doctors among them; our own lists. The first reach both ways in their clause, the second only
# what follows them.
_DENIES_ALL = (
    r"not|never|cannot|seldom|rarely|unlikely|hardly|less likely|speaks? against|(?<!be )ruled out|rather than"
    r"|instead of|avoid(?:ed|s)?|against|excluded?|no longer|fits? poorly|do without"
)
_DENIES_NEXT = r"rules? out|no|without|neither|nor|none|nothing"
_ALL = re.compile(rf"\b(?:{_DENIES_ALL})\b|n't\b")
_NEXT = re.compile(
    rf"\b(?:{_DENIES_NEXT})\b"
    r"(?:(?!,\s*(?:is|are|was|has|have|most|which|who|that|left)\b"
    r"|\s(?:makes?|fits?|suggests?|points? to|speaks? for)\b).)*"
)
# A "not" that rules a word out stands near it: "an MRI is not needed", "this is not melanoma". "More rarely" rules out
# nothing; what a doctor calls unlikely is not explained.
_NEAR_BEFORE = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|without|cannot|(?<!be )ruled out|rules? out|rather than|instead of|excluded?"
    r"|avoid(?:ing|s|ed)?|against|do without|unlikely|less likely)\b|n't\b)"
    r"(?:\W+\w+){0,4}\W*$"
)
_NEAR_AFTER = re.compile(
    r"^(?:\W+(?!and\b|or\b|which\b|that\b|but\b)\w+){0,6}?(?:\W+(?:not|never|no longer|unlikely"
    r"|less likely|seldom|hardly|(?<!be )ruled out|excluded)\b|n't\b)"
)
_IN_PASSING = re.compile(r"\b(?:in|if you (?:have|had|get)|whether you have) (?:an?\s)?$")
DENIAL = re.compile(rf"\b(?:{_DENIES_ALL}|{_DENIES_NEXT})\b|n't\b")
# What comes before a word that only tells the time, or what a medicine is for.
_PASSING = re.compile(
    r"(?:\b(?:since|after|following|before|during|had|despite|until)\s+(?:having\s+)?(?:an?|the|my|that|this|last"
    r"|bad|another)?\s*(?:bad|mild|short|nasty)?\s*"
    r"|\b(?:in|if you (?:have|had|get)|you have|whether you have)\s+"
    r"|\b(?:tablets?|medicines?|pills?|creams?|inhalers?|drops?|treated|operated|surgery|mg|once|daily|take\s+\w+|on\s+\w+)\s+"
    r"(?:\w+\s+)?for\s+(?:an?|the|my)?\s*)$"
)
_PASSING_BEFORE = re.compile(r"\s+(?:inhalers?|tablets?|medicines?|pills?|sprays?|creams?|drops?|drugs?)\b")
# Characters looked at on each side of a mention, and mentions of one topic looked at: more say the same again.
_REACH, _MOST = 240, 8
_CLAUSE = re.compile(
    r"[;:.!?\n]|,\s*(?=not\b)|,\s*(?:but|however|although|so|yet)\b|\b(?:but|although|however|while)\b"
)


def named_as_present(text: str, *, about_other: bool) -> Iterator[Mention]:
    """Mentions of topics the writer tells as there now or feared. `about_other`: the person asked about is
    somebody else than the writer, so that what is said of kin counts."""
    reader, low = ContextReader(text), folded(text)
    for mention in _first_mentions(text):
        around = reader.assess(mention.start, mention.end)
        if around.negated or (around.past and not around.recent):
            continue
        if around.kin_past or (around.family and not about_other):
            continue
        if not _is_passing(low, mention):
            yield mention


def named_in_reply(text: str) -> Iterator[Mention]:
    """Mentions of topics in one sentence of a reply, those in a clause with a denial left out."""
    low = folded(text)
    for mention in _first_mentions(text):
        if not is_denied(low, mention.start, mention.end) and not _is_passing(low, mention):
            yield mention


def _first_mentions(text: str) -> Iterator[Mention]:
    seen: Counter[str] = Counter()
    for mention in find_mentions(text):
        seen[mention.slug] += 1
        if seen[mention.slug] <= _MOST:
            yield mention


def _is_passing(low: str, mention: Mention) -> bool:
    before = low[max(0, mention.start - 50) : mention.start]
    return bool(_PASSING.search(before) or _PASSING_BEFORE.match(low, mention.end))


def is_denied(low: str, start: int, end: int) -> bool:
    """Is what stands at characters [start, end) of a folded text denied in its clause?"""
    before, after = _clause_around(low, start, end)
    clause, at = f"{before}{low[start:end]}{after}", len(before)
    return bool(_ALL.search(clause)) or any(hit.start() <= at < hit.end() for hit in _NEXT.finditer(clause))


def is_ruled_out(low: str, start: int, end: int) -> bool:
    """Does a "not" close by rule out what stands at characters [start, end) of a folded text? Kinder than `is_denied`:
    to say what a thing is that a doctor calls rare, or that "does not hurt", contradicts nobody."""
    before, after = _clause_around(low, start, end)
    return bool(_NEAR_BEFORE.search(before) or _NEAR_AFTER.search(after) or _IN_PASSING.search(before))


def _clause_around(low: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after characters [start, end) of a folded text in their clause, within reach."""
    before = low[max(0, start - _REACH) : start]
    opened = max((hit.end() for hit in _CLAUSE.finditer(before)), default=0)
    closing = _CLAUSE.search(low, end, end + _REACH)
    return before[opened:], low[end : closing.start() if closing else end + _REACH]


def asserted_parts(text: str) -> str:
    """The clauses of a text that deny nothing, and of the others what stands outside a "no" or "without"."""
    clauses = (clause for s in split_sentences(folded(text)) for clause in _CLAUSE.split(s.text))
    return ". ".join(_NEXT.sub(" ", clause) for clause in clauses if clause and not _ALL.search(clause))
