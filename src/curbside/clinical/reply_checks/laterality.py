"""Does the reply name the side the question named?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.body_sites import are_near, find_sites
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, problem

# The other side may be named as the healthy one to look at.
_COMPARED = re.compile(
    r"\b(?:comparison|compare[ds]?|reference|sound (?:side|one)|uninjured|good (?:side|one|left|right)|both sides"
    r"|other|as "
    r"well|also|too"
    r"|healthy|opposite|unaffected|spreads?|either|move[sd]?|crosses|(?:left|right)\s+(?:leg|foot|arm|hand)\s+first)\b|"
    r"\b(?:left|right)\b(?:\s+\w+){0,3},?\s+(?:or|and|then|nor)\s+(?:\w+\s+){0,4}(?:left|right)\b"
)
# Postures may be of any side.
_POSTURE = re.compile(
    r"\b(?:lie|lying|sleep|sleeping|stand|standing|lean|leaning|hop|roll|step|start|begin|lead|kick|push)\b[^,;]{0,20}$"
)
TYPE = "laterality_mismatch"


def find_laterality(case: ReplyCase) -> Iterator[Problem]:
    """A sided site of the asker's, where the question names only the other side for it and its neighbours."""
    sided = [mention for mention in find_sites(case.asked_folded) if mention.side]
    for sentence in case.sentences:
        if _COMPARED.search(sentence.text):
            continue
        for mention in find_sites(sentence.text):
            asked = {other.side for other in sided if are_near(other.site, mention.site)}
            if not _is_contrary(mention.side, asked) or _POSTURE.search(sentence.text[: mention.start]):
                continue
            # "If only one leg swells": of a complaint on both sides, one side may be spoken of under a condition.
            conditional = general_from(sentence.text, "conditional_words") < mention.start
            if asked == {"both"} and conditional:
                continue
            message = f"The question says {', '.join(sorted(asked))}; the reply says {mention.side}."
            start, end = sentence.start + mention.start, sentence.start + mention.end
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_contrary(side: str, asked: set[str]) -> bool:
    """Is `side` one the question never names here? Somebody's "both knees" beside "my left knee" excuses none."""
    return side in ("left", "right") and bool(asked) and side not in asked
