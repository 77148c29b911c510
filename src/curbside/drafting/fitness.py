"""May a claim stand on a public page beside one person's question?"""

import re
from functools import lru_cache

from curbside.clinical.readability import grade
from curbside.clinical.reply_checks.lexicon import fold

# Grade 8 is the house's ceiling for section averages; a single sentence may lie this far above it.
MAX_SENTENCE_GRADE = 15.0
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (why, re.compile(pattern))
    for why, pattern in (
        (
            "it would tell this person what they have",
            r"(?<!if )(?<!when )(?<!whether )(?<!unless )\byou (?:have|are suffering|suffer)\b",
        ),
        (
            "it would reassure this one person",
            r"\b(?:you are fine|do not worry|don't worry|no need to worry|nothing to worry|reassur\w+|is a good "
            r"sign)\b",
        ),
        ("it names a dose", r"\b\d+(?:\.\d+)?\s?(?:mg|mcg|µg|g|ml|iu|units?|milligrams?|micrograms?|grams?)\b"),
        ("it states a diagnosis", r"\b(?:your diagnosis|this means you|you must have|diagnosed you)\b"),
        (
            "it leans on a sentence that is not there",
            r"^(?:it|its|they|their|this|these|that|those|such|both|he|she)\b|\bneed them\b|^too (?:much|little|many"
            r"|few) (?:can|may|makes?|of it)\b|\bdo (?:it|this|so)\.?$|\bsuch (?!as\b)\w+|\bis "
            r"its\b|\binstead\.$",
        ),
        ("it promises", r"\b(?:definitely|guarantee\w*|100 ?%|always cures?|completely safe)\b"),
    )
)


@lru_cache(maxsize=4096)
def why_unfit(sentence: str) -> str:
    """One plain reason to leave the sentence out, "" when it may stand."""
    folded = fold(sentence)
    for why, rule in _RULES:
        if rule.search(folded):
            return why
    if grade(sentence) > MAX_SENTENCE_GRADE:
        return "it is too hard to read"
    return ""
