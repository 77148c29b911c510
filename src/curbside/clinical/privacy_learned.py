"""Which words does the learned reader take for an identifier: names without a cue, in lower case, of any culture."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy_name_list import is_eponym, is_listed
from curbside.clinical.privacy_span import IdentifierType, PrivacySpan, make_span
from curbside.clinical.reader_model import Token, shipped_model
from curbside.clinical.vocabulary import known_words
from curbside.knowledge.places import load_places

# What the rules read by form (numbers, dates, ages, links, ids) they read better; the reader adds what has no form.
_KINDS = frozenset({"NAME", "ADDRESS", "ORG", "LOCATION", "HANDLE"})
_REPLACEMENTS = {"ORG": "an organisation", "LOCATION": "a place"}
_WORD = re.compile(r"[^\W_](?:[\w'’.@-]*\w)?")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2}")
_MAX_GAP_CHARS = 2
# Ends of compound words for a part of the body.
_BODY = ("toe", "finger", "knee", "elbow", "ache", "itis")
# Function words: flagged at the edge of an address, they would only tear the sentence.
_FUNCTION_WORDS = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "but",
            "by",
            "for",
            "from",
            "has",
            "have",
            "he",
            "her",
            "his",
            "i",
            "in",
        ),
        *("is", "it", "live", "lives", "me", "my", "of", "off", "on", "or", "our", "she", "so", "that", "the", "their"),
        *("they", "this", "to", "us", "was", "we", "were", "with", "you", "your"),
    )
)
# Words for people and places that name nobody; with a capital the tagger takes them for names.
_GENERAL = frozenset(
    (
        *(
            "dr",
            "doctor",
            "nurse",
            "mr",
            "mrs",
            "ms",
            "miss",
            "sir",
            "madam",
            "gp",
            "mum",
            "mom",
            "mam",
            "mother",
            "dad",
        ),
        *(
            "father",
            "grandma",
            "grandpa",
            "granny",
            "nan",
            "nana",
            "gran",
            "auntie",
            "aunt",
            "uncle",
            "sister",
            "brother",
        ),
        *(
            "son",
            "daughter",
            "husband",
            "wife",
            "partner",
            "baby",
            "achilles",
            "gout",
            "pilates",
            "god",
            "dob",
            "hospital",
        ),
        *("clinic", "school", "organisation", "organization", "company", "university", "practice", "surgery", "place"),
    )
)


def find_learned(text: str) -> Iterator[PrivacySpan]:
    """Nothing when the model is missing. Whole words only; eponyms and words of one letter stay."""
    model = shipped_model()
    if model is None or not text.strip():
        return
    threshold = model.labels.thresholds["identifier"]
    run: tuple[int, int, str] | None = None
    for start, end, kind in _words(text, model.read(text).tokens, threshold):
        if run and kind == run[2] and text[run[1] : start].strip(" .,'-") == "" and start - run[1] <= _MAX_GAP_CHARS:
            run = (run[0], end, kind)
            continue
        if run:
            yield _span(text, run)
        run = (start, end, kind)
    if run:
        yield _span(text, run)


def _words(text: str, tokens: tuple[Token, ...], threshold: float) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of every word with a token over the threshold."""
    at = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        while at < len(tokens) and tokens[at].end <= start:
            at += 1
        inside = []
        look = at
        while look < len(tokens) and tokens[look].start < end:
            inside.append(tokens[look])
            look += 1
        top = max(inside, key=lambda token: token.identifies, default=None)
        if top is None or top.identifies < threshold or top.tag not in _KINDS or not _may_identify(text, word, top.tag):
            continue
        yield start, end, top.tag


def _may_identify(text: str, word: re.Match[str], tag: str) -> bool:
    """Latin words of two letters or more (other scripts are the rules' own); no eponym, no code such as "B12", no
    country."""
    words = word[0]
    if words.lower().strip(".") in _GENERAL or words.lower() in _FUNCTION_WORDS:
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
