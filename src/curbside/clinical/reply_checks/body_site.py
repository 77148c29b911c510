"""Does the reply speak of the body part the question spoke of?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.body_sites import SiteMention, are_near, find_sites
from curbside.clinical.reply_checks.lexicon import words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, is_negated, problem

TYPE = "body_site_mismatch"
_YOURS = re.compile(r"\b(?:your|you)\b")


def find_body_site(case: ReplyCase) -> Iterator[Problem]:
    """A complaint placed at a part the question does not mention, nor any part beside it."""
    asked = {mention.site for mention in find_sites(case.asked_folded)}
    if not asked or len(asked) > 3:
        return
    for sentence in case.sentences:
        if not _YOURS.search(sentence.text):
            continue
        for mention in find_sites(sentence.text[: general_from(sentence.text)]):
            if any(are_near(mention.site, site) for site in asked) or not _is_complaint(sentence.text, mention):
                continue
            message = f"The question does not mention this part; it speaks of: {', '.join(sorted(asked))}."
            start, end = sentence.start + mention.start, sentence.start + mention.end
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_complaint(sentence: str, mention: SiteMention) -> bool:
    """ "your ankle pain", "pain in your ankle", "your swollen ankle"; not "raise your leg"."""
    after = sentence[mention.end : mention.end + 24]
    before = sentence[max(0, mention.start - 30) : mention.start]
    complaint = words("complaints").pattern
    close_after = re.match(
        rf"\s+(?:is\s+|feels\s+|was\s+|has\s+been\s+|joint\s+|muscle\s+)?(?:very\s+|so\s+)?{complaint}", after
    )
    placed = re.search(rf"{complaint}\s+(?:in|of|on|around|near|at|to)\s+(?:your|the)\s+$", before)
    adjective = re.search(rf"\byour\s+{complaint}\s+$", before)
    return bool(close_after or placed or adjective) and not is_negated(sentence, mention.start)
