"""Which words are somebody's name, by cue, by list and by having been named before in the same text."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy_name_cues import CUES, DOCTOR, GREETING, HAN_NAMES, TITLED, TITLED_LOWER
from curbside.clinical.privacy_span import IdentifierType, PrivacySpan, make_span
from curbside.clinical.privacy_words import is_common
from curbside.knowledge.eponyms import load_eponyms
from curbside.knowledge.names import load_names

_TOKEN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſ][\w]*(?:['’-][A-ZÀ-ÿa-z][\w]*)*")
_MONTHS = frozenset(["may", "april", "june", "august", "march"])
_TRAIT = re.compile(
    r"(?:ic|ed|ing|ous|ful|less|ive|able|ible|ant|ent|al|ary|ly|ian|ish|ese|tion|ness|"
    r"itis|osis|oma|emia|pathy|algia)$"
)


def find_names(text: str) -> Iterator[PrivacySpan]:
    """Personal names, titled or not, in Latin letters or Chinese; possibly overlapping.

    Eponyms ("Bell's palsy") and brand names stay unless a title or an introduction stands before them.
    """
    found = [*_titled(text), *_cued(text), *_listed(text)]
    yield from found
    for pattern in HAN_NAMES:
        yield from (make_span(text, hit.span("n"), IdentifierType.NAME) for hit in pattern.finditer(text))
    yield from _named_before(text, found)


def _titled(text: str) -> Iterator[PrivacySpan]:
    for pattern in (TITLED, TITLED_LOWER):
        for hit in pattern.finditer(text):
            end = _name_end(text, hit.span("n"), titled=True)
            lower_unlisted = pattern is TITLED_LOWER and not _is_listed(text[hit.start("n") : end].split(" ")[0])
            if end > hit.start("n") and not lower_unlisted:
                words = _title_words(text, hit) if DOCTOR.match(hit[0]) else None
                yield make_span(text, (hit.start(), end), IdentifierType.NAME, words)


def _title_words(text: str, hit: re.Match[str]) -> str:
    """ "doctor" in a greeting, "the doctor" in a sentence, [name] beside the word doctor."""
    before = text[max(0, hit.start() - 25) : hit.start()]
    if re.search(r"(?i:doctor|gp|surgeon|dentist|ologist|the|my|our),?\s$", before):
        return "[name]"
    if GREETING.search(before) and before.strip():
        return "doctor"
    return "The doctor" if re.search(r"(?:^|[.!?\n])\s*$", before) else "the doctor"


def _cued(text: str) -> Iterator[PrivacySpan]:
    for pattern, strength in CUES:
        for hit in pattern.finditer(text):
            start = hit.start("n")
            end = _name_end(
                text, hit.span("n"), titled=strength == "strong", limit=2 if strength in ("lower", "listed") else 4
            )
            if end > start and _is_cued_name(text[start:end], strength, text[end : end + 12]):
                yield make_span(text, (start, end), IdentifierType.NAME)


def _is_cued_name(words: str, strength: str, after: str) -> bool:
    first = words.split(" ")[0]
    listed = any(_is_listed(word) for word in words.split(" "))
    if strength in ("strong", "lower"):
        return True
    # "He says", "On Friday": words of the everyday list make no name without an introduction.
    if all(is_common(word) for word in words.split(" ")):
        return False
    if strength == "listed":
        return _is_sure(first) or (first[0].isupper() and listed)
    if strength in ("sign", "speaker"):
        return listed and not (strength == "speaker" and first.lower() in _MONTHS and after.startswith(" was"))
    if strength == "self":
        return listed or not ((first.isupper() and len(first) > 1) or _TRAIT.search(first.lower()))
    return listed or not first.isupper()


def _name_end(text: str, bounds: tuple[int, int], *, titled: bool, limit: int = 4) -> int:
    """Where the name beginning at bounds[0] ends: before the first everyday word; = start where none "
    "is left."""
    start, stop = bounds
    end = start
    for count, token in enumerate(re.finditer(r"[^\s]+", text[start:stop])):
        word = re.sub(r"['’]s?$", "", token[0].rstrip(".,;:!?)"))
        last = _may_be_name(word, first=count == 0, titled=titled)
        if not last or count >= limit:
            break
        end = start + token.start() + len(word)
        if token[0][len(word) : len(word) + 1] in tuple(",;:!?)'’"):
            break
    return end


def _may_be_name(word: str, *, first: bool, titled: bool) -> bool:
    low = word.lower()
    if not word or low in {"i", "a"}:
        return False
    if first and (low in load_names().ambiguous or (titled and low in load_eponyms().words)):
        return word[0].isupper()
    return _is_listed(word) or not is_common(word)


def _listed(text: str) -> Iterator[PrivacySpan]:
    """Capitalised words of the name lists with the capitalised words that go on with them."""
    tokens = list(_TOKEN.finditer(text))
    for at, token in enumerate(tokens):
        word = _bare(token[0])
        follower = tokens[at + 1] if at + 1 < len(tokens) and _adjoins(text, token, tokens[at + 1]) else None
        if _is_sure(word) and not _is_eponym(text, token):
            end = _extend(text, tokens, at)
            yield make_span(text, (token.start(), end), IdentifierType.NAME)
        elif follower and word.lower() in load_names().ambiguous and _is_surname(text, follower):
            end = follower.start() + len(_bare(follower[0]))
            yield make_span(text, (token.start(), end), IdentifierType.NAME)


def _is_surname(text: str, token: re.Match[str]) -> bool:
    return _is_listed(_bare(token[0])) and not is_common(token[0]) and not _is_eponym(text, token)


def _extend(text: str, tokens: list[re.Match[str]], at: int) -> int:
    end = tokens[at].start() + len(_bare(tokens[at][0]))
    for before, token in zip(tokens[at : at + 3], tokens[at + 1 : at + 4], strict=False):
        name = _bare(token[0])
        if (
            not _adjoins(text, before, token)
            or (is_common(name) and not _is_sure(name))
            or name.lower() in _MONTHS
            or token[0].isupper()
        ):
            break
        end = token.start() + len(name)
    return end


def _adjoins(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    gap = text[one.end() : two.start()]
    return (gap == ". " and len(one[0]) == 1) or gap in (" ", " de ", " van ", " al-", " bin ", "-")


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _is_sure(word: str) -> bool:
    """In a name list and nothing else; both halves of a hyphenated name count."""
    low = _bare(word).lower().replace("’", "'")
    names = load_names().sure
    return low in names or ("-" in low and any(part in names for part in low.split("-")))


def _is_listed(word: str) -> bool:
    return _is_sure(word) or _bare(word).lower() in load_names().ambiguous


def _is_eponym(text: str, token: re.Match[str]) -> bool:
    table = load_eponyms()
    low = token[0].lower().replace("’", "'")
    return bool(low in table.words or low.removesuffix("'s") in table.words or table.phrase.match(text, token.start()))


def _named_before(text: str, found: list[PrivacySpan]) -> Iterator[PrivacySpan]:
    """Every other place where a name found once stands again."""
    words = {word for span in found for word in re.findall(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*", span.text)}
    names = load_names()
    wanted = {w for w in words if not is_common(w) and w.lower() not in names.ambiguous and w.lower() not in _TITLES}
    for hit in re.finditer(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*", text):
        bare = _bare(hit[0])
        if bare in wanted and not _is_eponym(text, hit):
            yield make_span(text, (hit.start(), hit.start() + len(bare)), IdentifierType.NAME)


_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "drs",
        "doctor",
        "prof",
        "professor",
        "nurse",
        "sister",
        "sir",
        "madam",
        "herr",
        "frau",
        "señor",
        "señora",
        "monsieur",
        "madame",
        "auntie",
        "aunt",
        "uncle",
        "pastor",
        "rev",
        "reverend",
        "coach",
        "judge",
        "captain",
        "officer",
    ]
)
