"""Does the reply name the side the question named?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.body_sites import are_near, find_sites
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, problem

# The other side may be named as the healthy one to look at.
_COMPARED = re.compile(r"\b(?:comparison|reference|sound (?:side|one)|uninjured|good (?:side|one)|both sides)\b")
TYPE = "laterality_mismatch"


def find_laterality(case: ReplyCase) -> Iterator[Problem]:
    """A sided site of the asker's, where the question names only the other side for it and its neighbours."""
    sided = [mention for mention in find_sites(case.asked_folded) if mention.side]
    for sentence in case.sentences:
        if _COMPARED.search(sentence.text):
            continue
        for mention in find_sites(sentence.text[: general_from(sentence.text, "conditional_words")]):
            asked = {other.side for other in sided if are_near(other.site, mention.site)}
            if mention.side in ("left", "right") and asked and asked == {_other(mention.side)}:
                message = f"The question says {_other(mention.side)}; the reply says {mention.side}."
                start, end = sentence.start + mention.start, sentence.start + mention.end
                yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _other(side: str) -> str:
    return "right" if side == "left" else "left"
