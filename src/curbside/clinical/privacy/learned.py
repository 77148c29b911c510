"""Which words does the learned reader take for an identifier: names without a cue, in lower case, of any culture."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from curbside.clinical.findings.vocabulary import known_words
from curbside.clinical.privacy.age_charts import say_lone_age
from curbside.clinical.privacy.codes import QUANTITY, is_known_code
from curbside.clinical.privacy.identifiers import Mark, shipped_identifiers
from curbside.clinical.privacy.name_list import is_eponym, is_listed, is_sure, strip_possessive
from curbside.clinical.privacy.rarity import RARE_JOB
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span
from curbside.clinical.privacy.words import find_sayings, is_common, is_said
from curbside.clinical.reader_model import ReaderModel, shipped_model
from curbside.knowledge.names import load_names
from curbside.knowledge.places import load_places

# What the rules read by form (numbers, dates, ages, links, ids) they read better; the shared reader adds what has no
# form, the privacy layers the types that their thresholds name.
_KINDS = frozenset({"NAME", "ADDRESS", "ORG", "LOCATION", "HANDLE"})
_NUMBERS = frozenset({"ID", "PHONE", "DATE"})
_REPLACEMENTS = {"ORG": "an organisation", "LOCATION": "a place", "OCCUPATION_RARE": RARE_JOB}
_WORD = re.compile(r"[^\W_](?:[\w'’.@-]*\w)?")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2}")
_MAX_GAP_CHARS = 2
_PLACES = frozenset({"ADDRESS", "ORG", "LOCATION"})
_REACH = 12
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
_BEFORE_PLACE = (re.compile(r"\b[Tt]he\s$"), re.compile(r"\b(?:[Tt]he\s|\d{1,5}[A-Za-z]?,?\s)$"))
_AFTER_ADDRESS = re.compile(r"(?:,?\s(?:[A-Z]{2,3}\s)?\d{3,6}\b(?!\s?(?:mg|ml|mcg|kg|g)\b))")
_INITIAL = re.compile(r"\s[A-Z]\b\.?(?=\s*(?:$|[,;\n)]))")
# A short word in capitals among others is the name of a test (TSH), a drug or a scan.
_MAX_ACRONYM_CHARS, _LISTED_ACRONYM_CHARS = 5, 3
# Log odds of being a name before anything is read, against an English word that is no everyday one: chosen on filled
# frames of training/corpora/privacy (442 words of names, 6,459 others), which the shared reader was not fitted on.
LEANS = {"listed": 1.7, "unknown": 1.1, "ambiguous": 0.7, "everyday": -1.0}
# Words that no vocabulary holds are names, slips of the keyboard or medicine; these ends are those of medicine and of
# everyday words with an ending.
_NO_NAME_END = re.compile(
    r"(?:ness|ing|ed|ly|tion|sion|ism|ical|ous|itis|osis|[ae]mia|omas?|pathy|algia|ectomy|otomy|plasty|scopy|gram|graphy"
    r"|ology|ologist|uria|penia|plegia|paresis|lysis|phagia|phobia|illa|inora|ura|ium|ine|ide|ase|ate|cillin|mycin|oxacin"
    r"|pril|sartan|olol|azole|statin|[a-z]mab|nib|vir|pine|zepam|idone|arin|one|ers|ies|able|ible|less|ful|ment|ity)s?$"
)
_MIN_UNKNOWN_CHARS = 4
_MIN_DIGITS = {"ID": 3, "PHONE": 6, "DATE": 1}
# "coach" alone is no rare job, "ice dance coach of the pair" is one.
_MIN_JOB_WORDS = 2
# Ends of compound words for a part of the body.
_BODY = ("toe", "finger", "knee", "elbow", "ache", "itis")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Marks of a text, the probability that each type needs, and the log odds that the kind of a word adds. `second`
    gives the marks of another reader, who is asked about words of the probability `suspect` and more that are not sure;
    such a word counts where that reader gives `seconded`. Whoever has a second judges a name by all its parts and not
    by the likeliest ("can-nula")."""

    marks: tuple[Mark, ...]
    thresholds: Mapping[str, float]
    leans: Mapping[str, float]
    second: Callable[[], tuple[Mark, ...]] | None = None
    suspect: float = 1.0
    seconded: float = 1.0

    def share(self, at: int, until: int) -> tuple[float, str]:
        """Probability and type of the word of marks[at:until]."""
        parts = self.marks[at:until]
        top = max(parts, key=lambda part: part.identifies)
        if self.second is None or top.tag != "NAME":
            return top.identifies, top.tag
        return sum(part.identifies for part in parts) / len(parts), top.tag

    def asked(self, at: int, until: int) -> str:
        """The type that the second reader gives the word of marks[at:until]; "" where it is not sure."""
        if self.second is None:
            return ""
        top = max(self.second()[at:until], key=lambda part: part.identifies)
        return top.tag if top.identifies >= self.seconded else ""


def layers() -> tuple[str, ...]:
    """What reads for identifiers: ("rules",), with "learned" where the shared reader is there, and with "identifiers"
    where its privacy layers are too."""
    if shipped_model() is None:
        return ("rules",)
    return ("rules", "learned", *(() if shipped_identifiers() is None else ("identifiers",)))


def find_learned(text: str) -> Iterator[PrivacySpan]:
    """Nothing when the model is missing. Whole words only; eponyms and words of one letter stay."""
    model = shipped_model()
    if model is None or not text.strip():
        return
    runs: list[tuple[int, int, str]] = []
    for start, end, kind in _words(text, _reading(text, model)):
        before = runs[-1] if runs else None
        if before and _same_thing(before[2], kind) and _goes_on(text[before[1] : start]):
            longer = before[2] if before[1] - before[0] >= end - start else kind
            runs[-1] = (before[0], end, longer)
        else:
            runs.append((start, end, kind))
    for run in runs:
        if run[2] == "AGE_EXACT":
            # The layers say that it is an age, the rules what it says.
            yield from filter(None, [say_lone_age(text, run[0], run[1])])
        elif not _is_plain(text, run):
            yield _span(text, _widened(text, run))


def _reading(text: str, model: ReaderModel) -> _Reading:
    @cache  # asked about every suspicion in the text
    def shared() -> tuple[Mark, ...]:
        return tuple(Mark(token.start, token.end, token.tag, token.identifies) for token in model.read(text).tokens)

    own = shipped_identifiers()
    if own is None:
        return _Reading(shared(), dict.fromkeys(_KINDS, model.labels.thresholds["identifier"]), LEANS)
    settled = own.settled
    return _Reading(
        own.marks(text, model), settled.thresholds, settled.leans, shared, settled.suspect, settled.seconded
    )


def _same_thing(one: str, two: str) -> bool:
    """Two words in a row of one kind, or two kinds of place: the reader is often of two minds in "Bridge Street"."""
    return one == two or (one in _PLACES and two in _PLACES)


def _is_plain(text: str, run: tuple[int, int, str]) -> bool:
    """Everyday words alone ("next" door, "March") are nobody's address and no place, two figures nobody's number."""
    words = text[run[0] : run[1]]
    if run[2] in _NUMBERS:
        digits = sum(map(str.isdigit, words))
        return digits < _MIN_DIGITS[run[2]] or is_known_code(words) or bool(QUANTITY.match(text, run[1]))
    if run[2] == "ADDRESS" and words[-1:].isdigit() and QUANTITY.match(text, run[1]):
        return True
    if run[2] == "OCCUPATION_RARE":
        return len(words.split()) < _MIN_JOB_WORDS
    return run[2] in _PLACES and all(is_common(word) for word in words.split())


def _widened(text: str, run: tuple[int, int, str]) -> tuple[int, int, str]:
    """With what belongs to it and has a form: the house number, the postcode, the article, an initial."""
    start, end, kind = run
    if kind in _PLACES:
        before = _BEFORE_PLACE[kind == "ADDRESS"].search(text[max(0, start - _REACH) : start])
        start -= len(before[0]) if before else 0
    if kind == "OCCUPATION_RARE" and (article := _ARTICLE.search(text[max(0, start - _REACH) : start])):
        start -= len(article[0])
    after = (
        (_AFTER_ADDRESS if kind == "ADDRESS" else _INITIAL).match(text, end) if kind in ("ADDRESS", "NAME") else None
    )
    return start, after.end() if after else end, kind


def _goes_on(between: str) -> bool:
    """Two words of one name or address: nothing but a sign and a space stands between."""
    return len(between) <= _MAX_GAP_CHARS and not between.strip(" .,'-")


def _words(text: str, reading: _Reading) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of every word with a token over the threshold."""
    at, tokens = 0, reading.marks
    sayings = find_sayings(text)
    for word in _WORD.finditer(text):
        start, end = word.span()
        if is_said(start, end, sayings):
            continue
        while at < len(tokens) and tokens[at].end <= start:
            at += 1
        until = at
        while until < len(tokens) and tokens[until].start < end:
            until += 1
        if until == at:
            continue
        share, tag = reading.share(at, until)
        if tag not in reading.thresholds or share < _needed(word[0], tag, reading):
            tag = reading.asked(at, until) if share >= reading.suspect else ""
        if tag in reading.thresholds and _may_identify(text, word, tag):
            yield start, end, tag


def _needed(word: str, tag: str, reading: _Reading) -> float:
    """How sure the reader must be that `word` is a name: less where a list has it or no list and no vocabulary does,
    more where it is an everyday word."""
    threshold, leans = reading.thresholds[tag], reading.leans
    if tag != "NAME":
        return threshold
    bare = strip_possessive(word).lower().replace("’", "'")
    if bare in load_names().ambiguous:
        lean = leans["ambiguous"]
    elif is_sure(bare):
        lean = leans["listed"]
    elif is_common(bare) or bare in known_words():
        lean = leans["everyday"]
    else:
        lean = leans["unknown"] if _is_unknown(bare) else 0.0
    return 1 / (1 + math.exp(lean - math.log(threshold / (1 - threshold))))


def _is_unknown(word: str) -> bool:
    """In no list of words, and not ending as medicine does."""
    model = shipped_model()
    if model is None or model.knows(word) or len(word) < _MIN_UNKNOWN_CHARS:
        return False
    return not _NO_NAME_END.search(word)


def _may_identify(text: str, word: re.Match[str], tag: str) -> bool:
    """Latin words of two letters or more (other scripts are the rules' own); no eponym, no code such as "B12", no
    country."""
    words = word[0]
    if words.lower() in load_names().nobody:
        return False
    if tag in _NUMBERS:
        return any(letter.isdigit() for letter in words)
    if tag in ("AGE_EXACT", "OCCUPATION_RARE"):
        return True
    if tag == "HANDLE" and not any(map(str.isalpha, words)):
        return False
    # "ANA" and "TIA" are tests and attacks before they are somebody's names.
    is_acronym = words.isupper() and len(words) <= _MAX_ACRONYM_CHARS and not text.isupper()
    if is_acronym and (len(words) <= _LISTED_ACRONYM_CHARS or not is_listed(words)):
        return False
    if len(words) < 2 or not _LATIN.search(words) or words.lower().removesuffix("'s") in load_places().countries:
        return False
    if tag in ("NAME", "LOCATION", "ORG") and any(letter.isdigit() for letter in words) and "_" not in words:
        return False
    if tag == "ADDRESS":
        return True
    # A complaint that opens a sentence has its capital from there, unless it is a listed name too ("Rose").
    opens = text[: word.start()].rstrip()[-1:] in ("", ".", "!", "?", ":")
    complaint = (
        opens
        and words[0].isupper()
        and not is_listed(words)
        and (words.lower() in known_words() or words.lower().endswith(_BODY))
    )
    return not complaint and not is_eponym(text, word)


def _span(text: str, run: tuple[int, int, str]) -> PrivacySpan:
    kind = IdentifierType[run[2]]
    return make_span(text, (run[0], run[1]), kind, _REPLACEMENTS.get(kind.value))
