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
            r"^(?!.*\b(?:if|when|whether|unless)\b.*\byou (?:have|are suffering|suffer)\b)"
            r".*\byou (?:have|are suffering|suffer)\b",
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
            # A pronoun may look back only within the sentence, past a conjunction or a comma.
            r"^(?:it|its|they|their|this|these|that|those|such|both|he|she|some|many|most|others?|still|then|also|so|here"
            r"|too(?! (?:little|much|many)\b)|there|but|and)\b(?! (?:people|women|men|adults|children|babies|common)\b)"
            r"|^(?:if|when|as|while|because|in|with|for|after|before|until|once)"
            r" (?:it|they|this|these|that|both|such|he|she)\b"
            r"|\b(?:it|them|this|these|those|that|both|one|him|her|so|instead|first|again|too|as well|another|others)"
            r"\.?$"
            r"|\b(?:to|of|with|by|from|like|for|cause|causes|have|has|get|treat|treats|help|helps|need|bring|brings|do|does"
            r"|did|doing|take|show|measure|worsen|ease|eases) (?:it|them|this|these|so)\b"
            r"|^[^,]{0,25}, (?:it|they)\b"
            r"|\bwhat it is\b|^(?!.*\b(?:and|then|or)\b.*\bthem\b).*\bthem\b|\bits\b"
            r"|\bsuch (?!as\b)\w+|\bthe same\b(?! time\b)|\bthe (?:two|others?|rest|first|second|latter|former)\b"
            r"|(?<!, as )\bthis (?!means\b)\w+|\bthese \w+|\beach (?:treatment|test|medicine|attack)\b",
        ),
        (
            "it speaks of something that is not there",
            r"\bthe (?:gland|child|baby|treatment|illness|disease|condition|cause|medicine"
            r"|drug|tablets?|virus|infection|lumps?"
            r"|rash|operation|test|tests|signs?|attacks?|person|doctor|patch(?:es)?|swelling"
            r"|pain|ulcers?|problem|mole|skin tag)\b"
            r"(?! (?:of|in|on|to|that|that's|for)\b)|\bthe person with\b"
            r"|\b(?:causes?|kinds?|types?|forms?|reasons?|triggers?|signs?)\.?$|^(?:the )?(?:main|usual|common|first) "
            r"(?:signs?|causes?|treatments?|kinds?)\b|^causes\b|^treatment\b|^signs\b",
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
