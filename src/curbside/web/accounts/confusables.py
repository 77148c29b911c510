"""Which letters look like a Latin one, and which scripts are in everyday use.

LOOKS_LIKE: lower-case letters that Unicode's confusables.txt (UTS #39, https://www.unicode.org/reports/tr39/) gives a
Latin letter as prototype, for the scripts most like Latin; a choice, not the whole file, because words that mix scripts
are refused before. SCRIPTS: "Recommended Scripts", UAX #31, table 5 (https://www.unicode.org/reports/tr31/), by the
first word of their characters' names. Neither report was opened for this: compare before relying on it.
"""

_CYRILLIC = {
    "а": "a", "ӓ": "a", "в": "b", "ь": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "ҽ": "e", "һ": "h", "н": "h",
    "і": "l", "ї": "l", "ј": "j", "к": "k", "ԛ": "q", "м": "m", "п": "n", "о": "o", "р": "p", "г": "r", "ѕ": "s",
    "т": "t", "ц": "u", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "ү": "y", "ӏ": "l", "з": "3", "б": "6", "ѡ": "w",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "b", "ϲ": "c", "ε": "e", "η": "n", "ι": "l", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "σ": "o",
    "ς": "c", "τ": "t", "υ": "u", "χ": "x", "γ": "y", "ω": "w", "ϳ": "j", "μ": "u", "ζ": "z",
}  # fmt: skip
_ARMENIAN = {"ա": "w", "զ": "q", "հ": "h", "ո": "n", "ս": "u", "օ": "o", "ց": "g", "յ": "j", "լ": "l", "ք": "p"}
# Latin letters that do not come apart into a letter and a mark, and digits and signs that stand for letters.
_LATIN = {
    "ı": "l", "i": "l", "1": "l", "|": "l", "ł": "l", "ɩ": "l", "ø": "o", "0": "o", "đ": "d", "ð": "d", "ħ": "h",
    "ŧ": "t", "ƅ": "b", "ɑ": "a", "ɡ": "g", "ƍ": "g", "ɦ": "h", "ʋ": "v", "ɯ": "w", "ß": "b", "ȷ": "j", "ſ": "f",
    "æ": "ae", "œ": "oe", "þ": "p",
}  # fmt: skip
LOOKS_LIKE = {**_CYRILLIC, **_GREEK, **_ARMENIAN, **_LATIN}

SCRIPTS = frozenset({
    "LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "ARABIC", "BENGALI", "BOPOMOFO", "CJK", "DEVANAGARI", "ETHIOPIC",
    "GEORGIAN", "GUJARATI", "GURMUKHI", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA", "KATAKANA", "KHMER", "LAO",
    "MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "TAMIL", "TELUGU", "THAANA", "THAI", "TIBETAN",
})  # fmt: skip
