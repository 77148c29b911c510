"""Does the reply speak of the body part the question spoke of?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.body_sites import SiteMention, are_near, find_sites, implied_sites
from curbside.clinical.reply_checks.lexicon import words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, is_negated, problem

TYPE = "body_site_mismatch"
# With more parts than this in the question, any part may be meant.
_MOST_ASKED = 6
# What is done to a part, or with it, is advice: "lift the heels", "wash your hands", "put two fingers on your wrist".
_ADVICE = re.compile(
    r"^\W*(?:please\s+)?(?:try|keep|put|lift|raise|wash|rest|move|stretch|bend|place|hold|press|use|avoid|cool"
    r"|warm|massage"
    r"|wear|apply|rub|roll|turn|look|watch|compare|feel|check|have|let|sleep|lie|sit|stand|breathe"
    r"|strengthen)\b[^,;]{0,60}$"
)

# What to be seen for names parts nobody complained of.
_SAFETY_NET = re.compile(
    r"\b(?:emergency|go\s+(?:to|within|today|the)|within\s+(?:a|one|two)\s+(?:day|week)|ambulance|hospital"
    r"|(?:should|must|needs?\s+to|has\s+to)\s+be\s+(?:seen|checked|examined"
    r"|looked\s+at)|same\s+day"
    r"|at\s+once|see\s+(?:a|your)\s+(?:doctor|gp))\b"
)


def find_body_site(case: ReplyCase) -> Iterator[Problem]:
    """A complaint placed at a part that the question neither names nor implies, nor any part beside it."""
    asked = {
        mention.site
        for sentence in case.asked_sentences
        for mention in find_sites(sentence.text)
        if not is_negated(sentence.text, mention.start)
    }
    if len(asked) > _MOST_ASKED:
        return
    meant = asked | implied_sites(case.asked_folded)
    if not meant:
        return
    for sentence in case.sentences:
        if _SAFETY_NET.search(sentence.text):
            continue
        for mention in find_sites(sentence.text[: general_from(sentence.text)]):
            if any(are_near(mention.site, site) for site in meant) or not _is_complaint(sentence.text, mention):
                continue
            message = f"The question does not mention this part; it speaks of: {', '.join(sorted(asked or meant))}."
            start, end = sentence.start + mention.start, sentence.start + mention.end
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_complaint(sentence: str, mention: SiteMention) -> bool:
    """ "your ankle pain", "pain in your ankle", "the rash on the shin"; not "raise your leg"."""
    after = sentence[mention.end : mention.end + 40]
    before = sentence[max(0, mention.start - 60) : mention.start]
    complaint = words("complaints").pattern
    beside = re.match(
        rf"\s+(?:(?:is|are|feels?|was|were|has been|have been|joint|muscle|that|which|still|and|when|you)\s+){{0,3}}"
        rf"(?:very\s+|so\s+|also\s+)?{complaint}",
        after,
    )
    placed = re.search(
        rf"{complaint}[^,;.]{{0,24}}?\b(?:in|of|on|around|near|at|to|down|along|from)\s+(?:\w+\s+){{0,2}}$", before
    )
    adjective = re.search(rf"\b(?:your|her|his|the|an?)\s+{complaint}\s+$", before)
    if not (beside or placed or adjective) or is_negated(sentence, mention.start):
        return False
    # "Rest the sore knee" places the complaint all the same.
    return bool(adjective or placed) or not _ADVICE.search(sentence[: mention.start])
