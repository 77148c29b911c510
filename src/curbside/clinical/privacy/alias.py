"""May an alias that an asker chose stand on a public page, and if not, why?"""

import re
import unicodedata
from functools import cache

from curbside.clinical.privacy.name_list import is_listed, is_sure
from curbside.clinical.privacy.redaction import IdentifierType, redact
from curbside.clinical.privacy.span import DIRECT
from curbside.knowledge.aliases import load_alias_words
from curbside.knowledge.names import load_names

# Characters; the width of the alias column on the page.
LONGEST_ALIAS = 40
_CONTACT = re.compile(
    r"[@/\\<>]|\b(?:www|https?|dot com|insta|instagram|telegram|whatsapp|wechat|line id)\b|\.\w{2,}", re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_HAN = re.compile("[\u3400-\u9fff]")
_HAN_TITLE = re.compile("先生|小姐|女士|太太|醫師|医师|醫生|医生|老師|老师|教授")

# Titles of names.yaml that are everyday words in a made-up name ("Captain Cloud") or particles of surnames.
_NO_TITLE = frozenset(
    ["captain", "coach", "judge", "la", "el", "al", "de", "di", "del", "den", "der", "van", "von", "da", "dos", "du"]
)
# Everyday words people make aliases of, beside those of aliases.yaml; compiled by hand.
_EVERYDAY = frozenset(
    [
        "blue",
        "green",
        "red",
        "black",
        "white",
        "grey",
        "gray",
        "yellow",
        "orange",
        "purple",
        "pink",
        "brown",
        "dark",
        "big",
        "little",
        "old",
        "young",
        "new",
        "happy",
        "sad",
        "sleepy",
        "curious",
        "hopeful",
        "tired",
        "worried",
        "anxious",
        "stiff",
        "sore",
        "achy",
        "dizzy",
        "puzzled",
        "misty",
        "captain",
        "sky",
        "sun",
        "moon",
        "star",
        "stars",
        "snow",
        "rain",
        "storm",
        "wind",
        "sea",
        "ocean",
        "river",
        "lake",
        "forest",
        "mountain",
        "hill",
        "garden",
        "flower",
        "tree",
        "leaf",
        "stone",
        "rock",
        "fire",
        "water",
        "tea",
        "coffee",
        "cake",
        "apple",
        "lemon",
        "cherry",
        "cat",
        "dog",
        "fox",
        "wolf",
        "bear",
        "bird",
        "owl",
        "fish",
        "horse",
        "rabbit",
        "mouse",
        "tiger",
        "lion",
        "night",
        "day",
        "morning",
        "evening",
        "summer",
        "winter",
        "autumn",
        "knee",
        "knees",
        "back",
        "head",
        "foot",
        "feet",
        "hand",
        "hands",
        "shoulder",
        "runner",
        "walker",
        "reader",
        "writer",
        "cook",
        "gardener",
        "dreamer",
        "traveller",
    ]
)

_LONG = f"Shorten the name to {LONGEST_ALIAS} characters at most."
_DIGITS = "Leave out digits: they could be part of a date, an age or a number of yours."
_REACH = "Leave out contact details: anybody can read this name."
_TITLED = "Leave out the title: a title with a name can show who you are."
_FULL = "This looks like a full name. Use a first name alone or a made-up name."
_PLACE = "Leave out the place: a place with a name can show who you are."
_NO_LETTER = "Use at least one letter."


def alias_problem(alias: str) -> str:
    """Why the alias may not be shown on a page, in one plain sentence; an empty string where it may.

    One given name or made-up word is fine, and so are two words where neither is a personal name. An empty alias is
    fine: a made-up one stands in.
    """
    wanted = " ".join(unicodedata.normalize("NFKC", alias).split())
    if not wanted:
        return ""
    if len(wanted) > LONGEST_ALIAS:
        return _LONG
    if _CONTACT.search(wanted):
        return _REACH
    if any(unicodedata.category(char).startswith("N") for char in wanted):
        return _DIGITS
    words = [word.rstrip(".").replace("’", "'") for word in _WORD.findall(wanted)]
    if not words:
        return _NO_LETTER
    return _name_problem(wanted, words)


def _name_problem(wanted: str, words: list[str]) -> str:
    if _HAN_TITLE.search(wanted) or (len(words) > 1 and words[0].lower() in load_names().titles - _NO_TITLE):
        return _TITLED
    spans = redact(wanted, learned=False).spans
    if any(span.type is IdentifierType.LOCATION for span in spans):
        return _PLACE
    if _HAN.search(wanted):
        return _FULL if _is_han_name(wanted) else ""
    if len(words) == 1:
        return ""
    return _FULL if _is_full_name(words, named=any(span.type in DIRECT for span in spans)) else ""


def _is_han_name(wanted: str) -> bool:
    """A surname with one or two characters, as behind 他叫."""
    found = redact(f"他叫{wanted}，", learned=False).spans
    return len(_HAN.findall(wanted)) in (3, 4) and any(span.type is IdentifierType.NAME for span in found)


def _is_full_name(words: list[str], *, named: bool) -> bool:
    """Several words with a personal name among them, or none that is an everyday word: doubt counts as a name."""
    low = [word.lower() for word in words if len(word) > 2 or word[:1].isupper()]
    plain = [word for word in low if _is_plain(word)]
    if len(plain) == len(low):
        return False
    if named or any(is_sure(word) or len(word) == 1 or re.search("'(?!s$)", word) for word in low if word not in plain):
        return True
    return not plain or any(is_listed(word) and word[:1].isupper() for word in words if word.lower() not in plain)


def _is_plain(word: str) -> bool:
    """Nature words of the made-up aliases, colours and other everyday words."""
    return word in _nature() or word in _EVERYDAY or (word in load_names().common and not is_listed(word))


@cache
def _nature() -> frozenset[str]:
    """The words of knowledge/aliases.yaml and the parts of the hyphenated ones."""
    return frozenset(part for table in load_alias_words() for word in table for part in (word, *word.split("-")))
