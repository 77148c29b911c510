"""Which signs and diseases are named that no department's vocabulary holds: words of letters, members of denials?

Members of a list of denials ("no clubbing, no leuconychia or koilonychia") are names of findings by where they stand.
Rules of form: knowledge/denied_names.yaml.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from curbside.clinical.context.assertion import folded
from curbside.clinical.findings.vocabulary import Matcher, Mention, matcher_of
from curbside.clinical.findings.words import Word
from curbside.knowledge.denied_names import DeniedNames, denied_names
from curbside.knowledge.letters import letter_terms
from curbside.knowledge.vocabulary import Concept

# What a name in no vocabulary is called: the words themselves say what it is.
UNLISTED = Concept("unlisted", "", "symptom", None, (), ())
# Shorter words with a disease's ending are mostly everyday ones.
_SHORTEST_DISEASE = 7
_MOST_WORDS = 5
# Our own list of what a name of something absent follows; the reader of contexts judges how far each denial reaches.
_BEFORE_NAME = re.compile(
    r"\b(?:(?P<list>deny|denies|denied|denying|negative\s+for|neg\s+for|absence\s+of|nil)|no|without|w/o|lack\s+of"
    r"|free\s+(?:of|from)|neither|nor|zero|nothing\s+to\s+suggest)\s+"
    r"|(?:n't|\b(?:not|never|cannot))(?:\s+[\w']+){0,4}?\s+(?:any|an?|have|had|having|show\w*|reveal\w*|demonstrate\w*"
    r"|find|see|seen|notice\w*|report\w*|describe\w*|experience\w*|suffer\w*(?:\s+from)?|develop\w*|detect\w*|identif\w*)\s+"
)
# And what follows such a name: "cord signal change: not seen", "scleral icterus absent".
_BEHIND_NAME = re.compile(
    r"\b(?:absent|negative|nil|none|denied|excluded|ruled\s+out"
    r"|not\s+(?:been\s+)?(?:seen|present|found|identified|demonstrated|detected|noted|evident|elicited|observed|reported"
    r"|visuali[sz]ed|apparent))\b"
)
_LINK = re.compile(r"\s*(?:[:=–-]|\b(?:(?:has|have)\s+been|is|are|was|were))?\s*$")
_BETWEEN_NAMES = re.compile(r"[,/&]|\b(?:or|and|nor)\b")
_LIST_ENDS = re.compile(r"[.;:()\[\]\n?!–—+]|\s-")
_GOES_ON = re.compile(r"\b(?:or|nor|and)\b")
_CLAUSE = re.compile(r"[.,;:()\n]|\b(?:and|but|or)\b")
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|im|ive|my|me|we|our)\b")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A mention, the concept it stands for, and whether only its denial is worth telling."""

    mention: Mention
    concept: Concept
    denied_only: bool


def unlisted_mentions(
    text: str, words: tuple[Word, ...], *, sentences: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> tuple[Unlisted, ...]:
    """Names in `text` outside the stretches `taken`, in order, none overlapping.

    `sentences` and `taken` are characters [start, end). Any text returns; the reader of statuses says what is denied.
    """
    free = _Free(taken)
    found = [*_letter_words(words), *_diseases(words)]
    kept = [one for one in found if free.take(one.mention.start, one.mention.end)]
    plain = folded(text)
    for start, end in sentences:
        if _BEFORE_NAME.search(plain, start, end) or _BEHIND_NAME.search(plain, start, end):
            known = [low for low, _ in free.spans if start <= low < end]
            kept += [
                Unlisted(Mention(UNLISTED.id, low, high, ()), UNLISTED, denied_only=True)
                for low, high in _members(plain, start, end, known=known)
                if free.take(low, high)
            ]
    return tuple(sorted(kept, key=lambda one: one.mention.start))


class _Free:
    """The stretches of a text that are spoken for, in order."""

    def __init__(self, taken: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(taken)

    def take(self, start: int, end: int) -> bool:
        """Speak for [start, end) unless another stretch shares a character with it."""
        at = bisect_left(self.spans, (start, end))
        if any(low < end and start < high for low, high in self.spans[max(0, at - 1) : at + 1]):
            return False
        self.spans.insert(at, (start, end))
        return True


@cache
def _letter_matcher() -> Matcher:
    return matcher_of((phrase, one.id) for one in letter_terms().concepts.values() for phrase in one.phrases)


def _letter_words(words: tuple[Word, ...]) -> Iterator[Unlisted]:
    terms = letter_terms()
    for mention in _letter_matcher().mentions(words):
        yield Unlisted(mention, terms.concepts[mention.id], mention.id in terms.denied_only)


def _diseases(words: tuple[Word, ...]) -> Iterator[Unlisted]:
    names = denied_names()
    for at, word in enumerate(words):
        if len(word.written) >= _SHORTEST_DISEASE and names.names_disease(word.written.lower()):
            yield Unlisted(Mention(UNLISTED.id, word.start, word.end, (at,)), UNLISTED, denied_only=False)


def _members(text: str, start: int, end: int, *, known: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Names in the lists of denials of the sentence [start, end) of folded `text`.

    `known`: where listed findings begin in it. One among a list's members, a word of notes ("denies"), and where nobody
    asks or speaks of themselves a second denial or any listed finding make findings of the others; elsewhere a name
    must tell by its words.
    """
    heads = list(_BEFORE_NAME.finditer(text, start, end))
    is_told = text[end - 1] != "?" and not _FIRST_PERSON.search(text, start, end)
    notes = is_told and (len(heads) > 1 or bool(known))
    for at, head in enumerate(heads):
        until = heads[at + 1].start() if at + 1 < len(heads) else end
        if stop := _LIST_ENDS.search(text, head.end(), until):
            until = stop.start()
        lists = notes or head["list"] is not None or any(head.end() <= low < until for low in known)
        yield from _names_of_list(text, head.end(), until, is_list=lists, is_loose=head["list"] is not None)
    for behind in _BEHIND_NAME.finditer(text, start, end):
        link = _LINK.search(text, start, behind.start())
        high = link.start() if link else behind.start()
        low = max((cut.end() for cut in _CLAUSE.finditer(text, start, high)), default=start)
        name = _name_at(text, low, high)
        if name is not None and name[1] == high and _tells_itself(text, name):
            yield name


def _names_of_list(text: str, start: int, end: int, *, is_list: bool, is_loose: bool) -> Iterator[tuple[int, int]]:
    """Names of [start, end), which follows a denial. `is_loose`: a comma alone goes on with the list."""
    low, first = start, True
    while low < end:
        cut = _BETWEEN_NAMES.search(text, low, end)
        high = cut.start() if cut else end
        if name := _name_at(text, low, high):
            joined = first or is_loose or _GOES_ON.search(text, max(start, low - 4), end) is not None
            if (is_list and joined) or _tells_itself(text, name):
                yield name
        elif text[low:high].strip():
            return
        low, first = (cut.end() if cut else end), False


def _name_at(text: str, low: int, high: int) -> tuple[int, int] | None:
    """The characters of the name that [low, high) begins with; None where none does."""
    names, said = denied_names(), list(_NAME_WORD.finditer(text, low, high))
    while said and (said[0][0] in names.leads or (len(said) > 1 and f"{said[0][0]} {said[1][0]}" in names.leads)):
        del said[: 1 if said[0][0] in names.leads else 2]
    if not said or said[0][0] in names.no_first:
        return None
    cut = next((at for at, word in enumerate(said) if word[0] in names.cuts), len(said))
    said = said[:cut]
    if not said or len(said) > _MOST_WORDS or said[-1][0] == "of" or _says_nothing([word[0] for word in said], names):
        return None
    return said[0].start(), said[-1].end()


def _says_nothing(said: list[str], names: DeniedNames) -> bool:
    """Is the name one of a plan, a person, a time ("no further tests", "no idea")?"""
    if said[0] in names.never and (len(said) == 1 or said[0] not in names.heads):
        return True
    return said[-1] in names.never and (len(said) == 1 or said[-1] not in names.heads)


def _tells_itself(text: str, name: tuple[int, int]) -> bool:
    last = text[name[0] : name[1]].split()[-1]
    return last in denied_names().heads or denied_names().names_disease(last)
