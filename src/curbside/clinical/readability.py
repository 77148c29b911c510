"""How hard a text is to read, and how long it takes."""

import re
from math import ceil

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A full stop behind a title, an initial or a number's point ends no sentence.
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|e\.g|i\.e|etc|approx|no|fig)\.|"
    r"\b[A-Z]\.(?=\s?[A-Z])|(?<=\d)\.(?=\d)"
)
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$|[\"'”’)])|\n\s*\n|\n\s*[-*•]\s")
_GROUP = re.compile(r"[aeiouy]+")
# Vowels side by side that words from Greek and Latin speak apart: di-abetes, oste-o, radi-us, usu-al.
_APART = re.compile(
    r"(?<![ctg])i(?:a(?!l\b|g\b)|um|us)|(?<=[ct])ia(?=b|s|t)|(?<=[^ctgsx])io(?!n\b|ns\b)|(?<=r)iou|eo(?!us)|ea(?:\b|c\b|te|t?ic)|"
    r"(?<=h)ea\b|ua(?:l|t)|ue(?:nt|nc)|uou|yo(?:c|s|g|t|p)|oa(?:c|g)|aer|eum\b|(?<=[bd-km-z])e(?=ing\b)|y(?=ing\b)|oe(?:t|n)"
)
_SILENT = re.compile(
    r"(?<=[^aeiouyl\W])e\b|(?<=[aeiouy][^aeiouy])le?e\b|(?<=[aeiouy])le\b|"
    r"(?<=[^aeiouydt])ed\b|(?<=[^aeiouysxzcgh])es\b|"
    r"(?<=[aeiou][^aeiouysxzcgh])es\b"
)
# Final e that is spoken in Greek nouns.
_SPOKEN_E = re.compile(r"(?:apnoe|apne|syncope|acne|recipe|diastole|systole|raphe|psyche|hyperbole)")
_WORDS_PER_MINUTE = (
    238  # Brysbaert 2019, "How many words do we read per minute?", J Mem Lang 109: non-fiction, silent, English
)
_HAN_PER_MINUTE = 260  # the same review: Chinese characters per minute, silent reading


def grade(text: str) -> float:
    """Flesch-Kincaid grade of English text, in US school years, never below 0; 0.0 where there is no word.

    0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid, Fishburne, Rogers & Chissom 1975, Research Branch
    Report 8-75, Naval Technical Training Command). Sentences end at . ! ? and at blank lines and bullets.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(count_syllables(word) for word in words)
    score = 0.39 * len(words) / _count_sentences(text) + 11.8 * syllables / len(words) - 15.59
    return max(0.0, score)


def _count_sentences(text: str) -> int:
    parts = _SENTENCE_END.split(_ABBREVIATION.sub(" ", text))
    return max(1, sum(1 for part in parts if _WORD.search(part)))


def count_syllables(word: str) -> int:
    """Spoken syllables of one English word, at least 1: vowel groups, silent endings, vowels that Greek and Latin
    words speak apart; an all-capital abbreviation (MRI) is spelt out, W as three."""
    if word.isupper() and 1 < len(word) <= 4:
        return sum(3 if letter == "W" else 1 for letter in word)
    return sum(_count_part(part) for part in re.split(r"[-'’]", word.lower()) if part) or 1


def _count_part(part: str) -> int:
    if not _GROUP.search(part):
        return 0 if len(part) <= 2 else 1
    count = len(_GROUP.findall(part)) + len(_APART.findall(part))
    if _SILENT.search(part) and not _SPOKEN_E.match(part) and not re.search(r"[^aeiouy]le$", part):
        count -= 1
    return max(1, count)


def reading_minutes(text: str) -> int:
    """Whole minutes a reader needs, rounded up, 0 for an empty text (Brysbaert 2019: 238 words, 260
    characters a minute)."""
    return ceil(len(_WORD.findall(text)) / _WORDS_PER_MINUTE + len(_HAN.findall(text)) / _HAN_PER_MINUTE)
