"""Which parts of a text speak of no danger now: advice, a clinician's answer, what a clinician already settled?"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property

from curbside.clinical.sentences import Sentence
from curbside.knowledge.voices import load_voice_words

# Speaker labels such as "Nurse:" or "Pt (5 days postpartum):", at the start of the text, a line or a sentence.
_LABEL = r"(?:^|(?<=[\n.!?\"”]))[\s\"“]{{0,3}}(?:{names})\b(?:\s*\([^()\n]{{0,60}}\))?\s*:"

_PERSON = re.compile(
    r"\b(?:i|i'm|i've|im|ive|me|my|we|our|us|who|he|she|they|baby|child|son|daughter|husband|wife|mum|mom|dad|people)\b"
)
# "Like a drowning man", "as if someone had hit me": up to three words, and no turn among them. "Looks like he
# was stabbed" is no likeness but what somebody saw.
_LIKENESS = re.compile(
    r"(?<!look )(?<!looks )(?<!looked )(?<!seems )(?<!seem )(?<!sounds )(?<!would )(?<!i'd )(?<!feel )"
    r"\b(?:like|as if|as though)\s+(?:(?!after\b|since\b|when\b|from\b|because\b|and\b|but\b|where\b)[\w']+\s+){0,3}$"
)
_LIKENESS_CHARS = 60
# Where a sentence turns from what a paper says to a person.
_TURN = re.compile(
    r"(?:[,;–—]\s*|\b(?:and|but|so|yet|though|because|while|when)\s+)(?:now\s+)?"
    r"(?:i|i'm|i've|im|ive|my|he|he's|she|she's|we|we've|they|our|his|her|now)\b"
)
# "The leaflet of my new tablets says", but not "fell over the sheet and she says".
_NO_TURN = (
    r"(?!(?:and|but|then|so|now|who|when|i|he|she|we|they|mum|mom|dad|husband|wife|son|daughter|doctor|nurse|gp)\b)"
)
_LISTED = re.compile(
    r"\b(?:listed|named|mentioned|printed|given)\s+(?:as|among|under|in|on)\s+(?:[\w']+\s+){0,3}?"
    r"(?:side[- ]effects?|leaflets?|inserts?|warnings?|reactions?|labels?|box|forms?)\b"
)
# "Are you still thinking of …?" in quotation marks is what somebody was asked, as long as nobody says "I" in it.
_ASKED = re.compile(
    r"[\"“](?=[^\"“”\n]{3,200}[\"”])(?![^\"“”]*\b(?:i|i'm|i've|me|my)\b)"
    r"(?:(?:and|so|please)\W+)?(?:are|do|did|have|has|were|would|could|can|will|does|is)\s(?=[^\"“”]*\byou\b)[^\"“”\n]*[\"”]"
)
_A_NUMBER = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)"


@dataclass(frozen=True, slots=True)
class _Turn:
    """One speaker's words, characters [start, end)."""

    clinician: bool
    start: int
    end: int


class Voices:
    """Reads one text once; offsets are characters of that text. `folded`: lower case, straight apostrophes."""

    def __init__(self, folded: str, sentences: tuple[Sentence, ...]) -> None:
        self._text = folded
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._muted = self._muted_spans()
        self._muted_starts = [start for start, _ in self._muted]

    def is_muted(self, at: int) -> bool:
        """Is character `at` advice, a clinician's words, what befell an animal, or a complaint a clinician settled?"""
        if any(start <= at < end for start, end in self._of_animals):
            return True
        place = bisect_right(self._muted_starts, at) - 1
        return place >= 0 and at < self._muted[place][1]

    def spoken_end(self, start: int, end: int) -> int:
        """Where the part of [start, end) ends that counts: at `end`, or where muted words begin."""
        place = max(bisect_right(self._muted_starts, start) - 1, 0)
        for low, high in self._muted[place:]:
            if low >= end:
                break
            if high > start:
                return max(start, low)
        return end

    def is_chronic(self, places: tuple[int, ...]) -> bool:
        """Do the sentences at `places` tell of a long-standing or returning complaint, with nothing new in them?"""
        said = "\n".join(sorted({self._sentence_with(place) for place in places}))
        rest, found = _any("chronic").subn(" ", said)
        return found > 0 and not _any("acute").search(rest)

    @cached_property
    def is_well(self) -> bool:
        """Does the writer say, in words that count, that all is well again, and nothing that it gets worse?"""
        return self._says("well") and not self._says("worsening")

    @cached_property
    def is_taught(self) -> bool:
        """Is it all for a quiz, a course, a poster or a story, with nothing said to be happening?"""
        return self._says("teaching") and not self._says("happening")

    @cached_property
    def is_recovered(self) -> bool:
        """Is harm to oneself told as something that is over, with nothing of today in it?"""
        return self._says("recovered") and not self._says("relapsing")

    @cached_property
    def is_treated(self) -> bool:
        """Does the text tell that a hospital or clinic has seen to it and let the person go, and of nothing worse?"""
        return self._says("treated") and not self._says("worsening")

    def is_likeness(self, at: int) -> bool:
        """Does character `at` stand in "like a …" or "as if …"?"""
        return _LIKENESS.search(self._text, max(0, at - _LIKENESS_CHARS), at) is not None

    def _says(self, name: str) -> bool:
        return any(not self.is_muted(match.start()) for match in _any(name).finditer(self._text))

    def _sentence_with(self, at: int) -> str:
        place = bisect_right(self._starts, at) - 1
        return self._text[self._sentences[place].start : self._sentences[place].end] if place >= 0 else ""

    def _muted_spans(self) -> list[tuple[int, int]]:
        turns = _turns(self._text)
        spans = [(turn.start, turn.end) for turn in turns if turn.clinician]
        spans += self._advice_spans()
        spans += self._document_spans()
        spans += [match.span() for match in _ASKED.finditer(self._text)]
        spans += [(turn.start, turn.end) for turn in turns if not turn.clinician and self._settled(turn, turns)]
        if not any(turn.clinician for turn in turns) and self._is_an_answer():
            spans.append((0, len(self._text)))
        return _merged(spans)

    def _advice_spans(self) -> list[tuple[int, int]]:
        spans = []
        for sentence in self._sentences:
            mark = _any("advice").search(self._text, sentence.start, sentence.end)
            if mark:
                spans.append((mark.start(), sentence.end))
        return spans

    def _document_spans(self) -> list[tuple[int, int]]:
        """What a leaflet, form or slide says or asks, up to where the sentence turns to a person."""
        spans = []
        for sentence in self._sentences:
            for mark in _document_says().finditer(self._text, sentence.start, sentence.end):
                turn = _TURN.search(self._text, mark.end(), sentence.end)
                spans.append((mark.start(), turn.start() if turn else sentence.end))
            listed = _LISTED.search(self._text, sentence.start, sentence.end)
            if listed and not _TURN.search(self._text, sentence.start, listed.start()):
                spans.append((sentence.start, listed.start()))
        return spans

    @cached_property
    def _of_animals(self) -> list[tuple[int, int]]:
        """What befell an animal, up to where the sentence comes to a person again ("our dog had a fit and I ...")."""
        spans = []
        for sentence in self._sentences:
            for mark in _befallen().finditer(self._text, sentence.start, sentence.end):
                person = _PERSON.search(self._text, mark.end(), sentence.end)
                spans.append((mark.start(), person.start() if person else sentence.end))
        return spans

    def _settled(self, turn: _Turn, turns: list[_Turn]) -> bool:
        """Did a clinician answer after `turn` that there is no danger?"""
        later = [other for other in turns if other.start > turn.start and other.clinician]
        said = [self._text[other.start : other.end] for other in later]
        return any(_any("verdict").search(words) for words in said) and not any(
            _any("overruled").search(words) for words in said
        )

    def _is_an_answer(self) -> bool:
        """Is the whole text, without labels, a clinician's answer: examined, with a verdict to "you"?"""
        wanted = (_any("examined"), _any("verdict"), re.compile(r"\byour?\b|\breassurance:"))
        return all(part.search(self._text) for part in wanted) and not _any("overruled").search(self._text)


def _turns(text: str) -> list[_Turn]:
    marks = list(_labels().finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [_Turn(bool(mark["clinician"]), mark.end(), end) for mark, end in zip(marks, ends, strict=False)]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@cache
def _labels() -> re.Pattern[str]:
    words = load_voice_words()
    names = f"(?P<clinician>{_alternatives(words.clinician_speakers)})|{_alternatives(words.lay_speakers)}"
    return re.compile(_LABEL.format(names=names))


@cache
def _document_says() -> re.Pattern[str]:
    words = load_voice_words()
    nouns, verbs = _alternatives(words.documents), _alternatives(words.document_verbs)
    return re.compile(
        rf"\b(?:(?:{nouns})\b(?:\s+{_NO_TURN}[\w']+){{0,4}}?\s+(?:{verbs})\b|question\s+\d+\s+(?:is|asks|was)\b|it\s+lists\b)"
    )


@cache
def _befallen() -> re.Pattern[str]:
    """ "Our hen was", "rabbit found": an animal as what a sentence is about. One that bites is about somebody else."""
    names = _alternatives(load_voice_words().animals)
    harms = r"(?!bit\b|biting|bitten|scratch|lick|kick|knock|threw|sat\b|stung|spat|attack)"
    verbs = "had|has|was|is|got|ate|swallowed|drank|choked|collapsed|stopped|found"
    owned = rf"\b(?:my|our|the|his|her|their)\s+(?:\w+\s+)?(?:{names})\s+{harms}(?:{verbs})"
    return re.compile(rf"(?:{owned}|\b(?:{names})\s+found)\s+{harms}")


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{_alternatives(getattr(load_voice_words(), name))})(?![\w'])")


def _alternatives(phrases: tuple[str, ...]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s+").replace(r"\#", _A_NUMBER) for p in ordered)
