"""Which words cut a sentence, make it hang on a condition, or take back what follows them?

Pieces of patterns for folded text, for the checks of delays and of lengths of time: each adds what its own sentences
need. Everyday English, our own lists; unreviewed.
"""

# Where one sentence is as good as two.
PARTS = r";\s*|\s[–—]\s?|\.{3}|…"
# What follows hangs on it, inside `\b(?:…)\b`.
CONDITIONS = r"if|when|whenever"
# "Should" is a condition at the head of a clause only: "should the pain return", not "he should keep taking it".
SHOULD_AT_HEAD = r"(?:^|,\s*|\band\s)should\s"
# What follows is not to be done, inside `\b(?:…)`.
REFUSALS = r"not|never|cannot|no longer|without|nor|avoid|rather than|instead of|no reason to"
# A second look at what was seen already, inside `\b(?:…)\b`.
SECOND_LOOK = r"further|repeat\w*|follow-?up|recheck\w*"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# An amount of a medicine.
DOSE = r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|micrograms?|g|ml|iu|units)\b"
