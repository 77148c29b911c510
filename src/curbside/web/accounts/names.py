"""Could this name be taken for another doctor's? What a name looks like, and which names no person writes."""

import unicodedata

from curbside.web.accounts.confusables import LOOKS_LIKE, SCRIPTS

MIN_LETTERS = 4
# Marks on one letter: Vietnamese needs two; a tower of them hides what stands below.
MAX_MARKS = 2
TITLES = frozenset({"dr", "prof", "professor", "doctor", "med", "md", "phd", "mr", "mrs", "ms"})
# Hiragana, Katakana, Hangul and Bopomofo stand beside Han in one word (UTS #39, 5.2, "Highly Restrictive").
TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
# These three look so much alike that they never mix, not even in different words.
ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
PUNCTUATION = frozenset(" .,'’-·()")


def name_skeleton(name: str) -> str:
    """What `name` looks like, without titles, case, accents, spaces and points: equal for names that look the same.

    In the manner of UTS #39, 4 (skeleton): decomposed, marks dropped, each letter replaced by the one it looks like.
    """
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in decomposed if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
    words = "".join(char if char.isalnum() or char in "|" else " " for char in plain.replace("'", "").replace("’", ""))
    kept = [word for word in words.split() if word.casefold() not in TITLES]
    looks = "".join(LOOKS_LIKE.get(char, char) for char in "".join(kept).casefold())
    return looks.replace("rn", "m").replace("vv", "w")[:120]


def name_problem(name: str) -> str:
    """Why `name` cannot be a doctor's on this site, in words for the applicant; nothing when it can."""
    if any(unicodedata.category(char)[0] == "C" for char in name):
        return "Your name holds a character that cannot be seen. Type it anew."
    strange = [char for char in name if not (unicodedata.category(char)[0] in "LM" or char in PUNCTUATION)]
    if strange:
        return f"Write your name in letters: {strange[0]!r} cannot stand in a name here."
    if sum(char.isalpha() for char in name) < MIN_LETTERS:
        return "Write your full name: readers see it with each answer."
    if _has_tower(name):
        return "Your name has too many accents on one letter."
    return _script_problem(name)


def _has_tower(name: str) -> bool:
    marks = 0
    for char in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks > MAX_MARKS:
            return True
    return False


def _script_problem(name: str) -> str:
    by_word = [{_script(char) for char in word if char.isalpha()} for word in name.split()]
    used = set().union(*by_word) if by_word else set()
    if used - SCRIPTS:
        return "Your name uses letters of a script that is not in everyday use. Write it in another one."
    if any(len(scripts) > 1 and not scripts <= TOGETHER for scripts in by_word) or len(used & ALIKE) > 1:
        return "Your name mixes letters of different scripts that look alike. Write it in one."
    return ""


def _script(char: str) -> str:
    """The first word of the character's Unicode name: "LATIN", "CYRILLIC", "CJK"."""
    return unicodedata.name(char, "UNNAMED").split()[0].split("-")[0]
