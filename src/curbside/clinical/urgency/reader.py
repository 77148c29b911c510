"""What the learned reader adds to the rules of the screen: dangers no list holds, with the words that show them."""

import re
from collections.abc import Callable, Collection, Sequence

from curbside.clinical.context.assertion import folded
from curbside.clinical.reader_model import ModelReading, ReaderModel, Token, shipped_model
from curbside.clinical.sentences import Sentence, split_sentences
from curbside.clinical.urgency.language import is_foreign, is_scrambled, unread_sentences
from curbside.clinical.urgency.matching import Person
from curbside.clinical.urgency.screening import Crisis, Reason, Urgency, use_learned_layer
from curbside.clinical.urgency.voices import Voices

SOURCE = "learned reader, see src/curbside/clinical/models/reader/card.md"
# Words count as showing danger from this probability on; the nearest ones are shown when none does.
_SHOWN = 0.5
_FALLBACK_CHARS = 160
# In a language it does not know the reader stops from this probability on; chosen on the tune split, the rest of
# training/corpora/urgency/lay-other-languages.txt as read by the reader that had seen none of it, and, last, the 35
# sentences that docs/clinical/urgency.md reports.
_SURE_ABROAD = 0.5
_LATIN_SHARE, _LOOKED_AT_CHARS = 0.7, 2000
# Addresses, marks of a program and what it has coded hold no words of a person, and of words all in other letters than
# Latin ones the reader has learned nothing (the rules read them): it makes danger of them at times.
_CODED = re.compile(
    r"\S*?(?:%[0-9A-Fa-f]{2}\S*?){3}\S*|\S{80,}|<\|\w{1,20}\|>|(?<!\w)[^\W\d_A-Za-z\u00c0-\u024f]+(?!\w)"
)


class ReaderLayer:
    """A layer of `screen`. It adds at most one reason, for urgency, crisis or both; it never takes one away."""

    def __init__(self, model: Callable[[], ReaderModel | None]) -> None:
        self._model = model

    def __call__(self, text: str, person: Callable[[], Person]) -> tuple[Reason, ...]:
        model = self._model()
        if model is None or not _is_latin(text):
            return ()
        sentences = split_sentences(text)
        unread = unread_sentences(text, sentences, model.knows)
        voices = Voices(folded(text), sentences)
        if is_scrambled(text, model.knows, model.spells):
            return (_waiting(text, (unread or sentences)[0]),)
        if is_foreign(text, unread):
            return (_unread_reason(text, unread[0], model.read(_heard(text, sentences, voices)), model),)
        reading = model.read(_heard(text, sentences, voices, unread))
        crisis = _crisis_of(reading, model)
        level = _level_of(reading, model)
        if level is Urgency.EMERGENCY and voices.is_taught:
            level = Urgency.URGENT
        if crisis is Crisis.PLAN:
            level = Urgency.EMERGENCY
        elif level is None and 1 - reading.crisis["none"] >= model.labels.thresholds["watch"]:
            # Too little to speak to somebody of suicide or violence, enough that a person reads it today.
            level = Urgency.URGENT
        if crisis is None and level is None:
            return ()
        start, end = _shown(text, reading.tokens)
        return (_reason(text, start, end, level or Urgency.URGENT, crisis),)


def start_reader_layer() -> bool:
    """Let every later `screen` ask the shipped reader too; False (the rules go on alone) when its files are missing."""
    ready = shipped_model() is not None
    use_learned_layer(ReaderLayer(shipped_model) if ready else None)
    return ready


def _is_latin(text: str) -> bool:
    """Most letters are Latin ones: of other scripts the reader has learned nothing, and the rules read some."""
    letters = [letter for letter in text[:_LOOKED_AT_CHARS] if letter.isalpha()]
    return bool(letters) and sum(letter <= "\u024f" for letter in letters) >= _LATIN_SHARE * len(letters)


def _heard(text: str, sentences: Sequence[Sentence], voices: Voices, unread: Collection[Sentence] = ()) -> str:
    """`text`, same length, without what a clinician said, settled or advised, without `unread` sentences and codes."""
    kept, at = [], 0
    for sentence in sentences:
        end = sentence.start if sentence in unread else voices.spoken_end(sentence.start, sentence.end)
        kept += [text[at:end], " " * (sentence.end - end)]
        at = sentence.end
    return _CODED.sub(lambda run: " " * len(run[0]), "".join([*kept, text[at:]]))


def _level_of(reading: ModelReading, model: ReaderModel) -> Urgency | None:
    if reading.urgency["emergency"] >= model.labels.thresholds["emergency"]:
        return Urgency.EMERGENCY
    if reading.urgency["emergency"] + reading.urgency["urgent"] >= model.labels.thresholds["urgent"]:
        return Urgency.URGENT
    return None


def _crisis_of(reading: ModelReading, model: ReaderModel) -> Crisis | None:
    """Any crisis at all first, for which less of a plan is enough than of others; then which: the graver one where two
    are near each other."""
    shares = {crisis: reading.crisis[crisis.value] for crisis in Crisis}
    least = model.labels.thresholds
    if 1 - reading.crisis["none"] < least["crisis"] and shares[Crisis.PLAN] < least["plan_seen"]:
        return None
    if shares[Crisis.PLAN] >= model.labels.thresholds["plan"] * (1 - reading.crisis["none"]):
        return Crisis.PLAN
    return max(shares, key=lambda crisis: shares[crisis])


def _shown(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """The run of marked words that weighs most, widened to whole words."""
    best, best_weight, run, weight = (0, 0), 0.0, (0, 0), 0.0
    for token in tokens:
        if token.danger >= _SHOWN and token.end > token.start:
            run = (run[0], token.end) if weight else (token.start, token.end)
            weight += token.danger
        elif token.end > token.start and weight and token.danger < _SHOWN / 2:
            weight = 0.0
        if weight > best_weight:
            best, best_weight = run, weight
    if not best_weight:
        best = _nearest(text, tokens)
    return _whole_words(text, *best)


def _nearest(text: str, tokens: Sequence[Token]) -> tuple[int, int]:
    """No word stands out: what stands around the likeliest one."""
    if not tokens:
        return 0, min(len(text), _FALLBACK_CHARS)
    top = max(tokens, key=lambda token: token.danger)
    return max(0, top.start - _FALLBACK_CHARS // 2), min(len(text), top.end + _FALLBACK_CHARS // 2)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _unread_reason(text: str, unread: Sentence, reading: ModelReading, model: ReaderModel) -> Reason:
    """A text in a language the reader does not know may hold a danger that no rule lists: a person reads it today, and
    it stops where the reader is all but sure of what it half understands."""
    crisis = _crisis_of(reading, model) if 1 - reading.crisis["none"] >= _SURE_ABROAD else None
    is_sure = crisis is Crisis.PLAN or reading.urgency["emergency"] >= _SURE_ABROAD
    return _waiting(text, unread, Urgency.EMERGENCY if is_sure else Urgency.URGENT, crisis)


def _waiting(text: str, unread: Sentence, level: Urgency = Urgency.URGENT, crisis: Crisis | None = None) -> Reason:
    return Reason(
        rule="unread",
        title="In words the software hardly knows: somebody should read it today",
        level=level,
        text=text[unread.start : unread.end],
        start=unread.start,
        end=unread.end,
        source=SOURCE,
        crisis=crisis,
    )


def _reason(text: str, start: int, end: int, level: Urgency, crisis: Crisis | None) -> Reason:
    return Reason(
        rule="learned",
        title="Reads like an emergency" if level is Urgency.EMERGENCY else "Reads like something for today",
        level=level,
        text=text[start:end],
        start=start,
        end=end,
        source=SOURCE,
        advice="Sit or lie down, do not stay alone, and do not drive." if level is Urgency.EMERGENCY else "",
        crisis=crisis,
    )
