"""Which words are somebody's name, by cue, by list and by having been named before in the same text."""

import re
from collections.abc import Iterator

from curbside.clinical.findings.vocabulary import known_words
from curbside.clinical.privacy.han import find_han_names
from curbside.clinical.privacy.name_cues import CUE_WORDS, CUES, DOCTOR, GREETING, INITIALS, NURSE, TITLED, TITLED_LOWER
from curbside.clinical.privacy.name_list import find_listed, find_lower, is_eponym, is_listed, is_sure, strip_possessive
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span
from curbside.clinical.privacy.words import is_common
from curbside.knowledge.eponyms import load_eponyms
from curbside.knowledge.names import load_names

_SIGNATURE = 200
# Names of some languages that, in an English sentence, are nothing but these words.
_NEVER = frozenset(["i", "a", "my", "he", "in", "on", "an", "do", "so", "no", "is", "it", "if", "me", "at", "to", "as"])
_MONTHS = frozenset(["may", "april", "june", "august", "march"])
_TRAIT = re.compile(
    r"(?:ic|ed|ing|ous|ful|less|ive|able|ible|ant|ent|al|ary|ly|ian|ish|ese|tion|ness|"
    r"itis|osis|oma|emia|pathy|algia)$"
)


def find_names(text: str) -> Iterator[PrivacySpan]:
    """Personal names, titled or not, in Latin letters or Chinese; possibly overlapping.

    Eponyms ("Bell's palsy") and brand names stay unless a title or an introduction stands before them.
    """
    found = [*_titled(text), *_cued(text), *find_listed(text), *find_lower(text)]
    yield from found
    for hit in INITIALS.finditer(text):
        yield make_span(text, hit.span("n" if hit["n"] else "m"), IdentifierType.NAME)
    if re.search("[\u4e00-\u9fff]", text):
        yield from find_han_names(text)
    yield from _named_before(text, found)


def _titled(text: str) -> Iterator[PrivacySpan]:
    for pattern in (TITLED, TITLED_LOWER):
        for hit in pattern.finditer(text):
            end = _name_end(text, hit.span("n"), titled=True)
            if end > hit.start("n") and (pattern is TITLED or _is_lower_name(text, hit, end)):
                words = _title_words(text, hit)
                yield make_span(text, (hit.start(), end), IdentifierType.NAME, words)


def _is_lower_name(text: str, hit: re.Match[str], end: int) -> bool:
    """Behind a title in lower case: a listed name, or any word where a greeting ends with it ("dear dr okri,")."""
    word = text[hit.start("n") : end].split(" ")[0]
    ends = re.match(r"\s*(?:[,.!:;\n]|$)", text[hit.start("n") + len(word) : hit.start("n") + len(word) + 3])
    greeted = GREETING.search(text[max(0, hit.start() - 12) : hit.start()]) and hit.start() > 0
    return is_listed(word) or bool(ends and greeted and word.lower() not in load_names().closing)


def _title_words(text: str, hit: re.Match[str]) -> str | None:
    """ "doctor" in a greeting or behind "my", "the nurse" in a sentence, None where no role is said."""
    role = "doctor" if DOCTOR.match(hit[0]) else "nurse" if NURSE.match(hit[0]) else None
    before = text[max(0, hit.start() - 25) : hit.start()]
    if role is None or re.search(r"(?i:gp|surgeon|dentist|ologist),?\s$", before):
        return None
    if re.search(r"(?i:\b(?:the|my|our|his|her|their|a|your)\s)$", before):
        return role
    if GREETING.search(before) and before.strip():
        return role
    return f"The {role}" if re.search(r"(?:^|[.!?\n])\s*$", before) else f"the {role}"


def _cued(text: str) -> Iterator[PrivacySpan]:
    low = re.sub(r"\s", " ", text.lower())
    for (pattern, strength), needs in zip(CUES, CUE_WORDS, strict=True):
        if needs and not any(word in low for word in needs):
            continue
        # A signature stands at the very end.
        for hit in pattern.finditer(text, max(0, len(text) - _SIGNATURE) if strength == "sign" else 0):
            if strength == "kiss":
                group = "n" if hit["n"] else "m"
                if not is_common(hit[group]):
                    yield make_span(text, hit.span(group), IdentifierType.NAME)
                continue
            start = hit.start("n")
            if strength == "chart":
                if not is_common(hit["n"].split(",")[0]):
                    yield make_span(text, hit.span("n"), IdentifierType.NAME)
                continue
            if strength == "word":
                if hit["n"].lower() in load_names().ambiguous - _NEVER:
                    yield make_span(text, hit.span("n"), IdentifierType.NAME)
                continue
            end = _name_end(
                text,
                hit.span("n"),
                titled=strength == "strong",
                limit=2 if strength in ("lower", "listed", "unlisted") else 4,
            )
            if end > start and _is_cued_name(text[start:end], strength, text[end : end + 12]):
                yield make_span(text, (start, end), IdentifierType.NAME)


def _is_cued_name(words: str, strength: str, after: str) -> bool:
    first = words.split(" ")[0]
    listed = any(is_listed(word) for word in words.split(" "))
    if strength in ("strong", "lower"):
        return True
    # "He says", "On Friday": words of the everyday list make no name without an introduction.
    if all(is_common(word) for word in words.split(" ")):
        return False
    if strength == "unlisted":
        return len(words) > 2 and words.lower() not in load_names().closing and not _TRAIT.search(words.lower())
    if strength == "plain" and not listed and words.lower() in known_words():
        return False
    if strength == "plain":
        return listed or not (first.isupper() or _TRAIT.search(first.lower()))
    if strength == "listed":
        return is_sure(first) or (first[0].isupper() and listed)
    if strength in ("sign", "speaker"):
        return listed and not (strength == "speaker" and first.lower() in _MONTHS and after.startswith(" was"))
    if strength == "self":
        return listed or not ((first.isupper() and len(first) > 1) or _TRAIT.search(first.lower()))
    return listed or not first.isupper()


def _name_end(text: str, bounds: tuple[int, int], *, titled: bool, limit: int = 4) -> int:
    """Where the name beginning at bounds[0] ends: before the first everyday word; = start where none
    is left."""
    start, stop = bounds
    end = start
    for count, token in enumerate(re.finditer(r"[^\s]+", text[start:stop])):
        word = re.sub(r"['’]s?$", "", token[0].rstrip(".,;:!?)"))
        if len(word) == 1 and word.isupper() and token[0].endswith("."):
            continue
        last = _may_be_name(word, first=count == 0, titled=titled)
        if not last or count >= limit:
            break
        end = start + token.start() + len(word)
        if token[0][len(word) : len(word) + 1] in tuple(",;:!?)'’"):
            break
    return end


def _may_be_name(word: str, *, first: bool, titled: bool) -> bool:
    low = word.lower()
    if not word or low in _NEVER or (low in load_names().titles and first):
        return False
    if first and (low in load_names().ambiguous or (titled and low in load_eponyms().words)):
        return word[0].isupper()
    return is_listed(word) or not is_common(word)


def _named_before(text: str, found: list[PrivacySpan]) -> Iterator[PrivacySpan]:
    """Every other place where a name found once stands again."""
    words = {word for span in found for word in re.findall(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*", span.text)}
    names = load_names()
    wanted = {
        w
        for w in words
        if not is_common(w) and w.lower() not in names.ambiguous and w.lower() not in load_names().titles
    }
    # Most names stand once; only one that stands again is worth a search.
    wanted = {word for word in wanted if text.count(word) > 1}
    if not wanted:
        return
    for hit in re.finditer(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*", text):
        bare = strip_possessive(hit[0])
        if bare in wanted and not is_eponym(text, hit):
            yield make_span(text, (hit.start(), hit.start() + len(bare)), IdentifierType.NAME)
