"""Does the reply state a diagnosis as certain without an examination?"""

import re
from collections.abc import Iterator

from curbside.clinical.findings.reading import Status, find_all
from curbside.clinical.reply_checks.lexicon import phrases, words
from curbside.clinical.reply_checks.pattern_checks import phrase_hits
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.knowledge.vocabulary import concepts

TYPE = "absolute_diagnosis_without_exam"
# "What you describe is Alzheimer's disease": a disease behind a bare "is", with nothing that leaves room for doubt.
_BARE = re.compile(
    r"(?:\b(?:this|it|that|these|what (?:you|he|she) (?:have|has|describe)\b[^.;!?]{0,60}|(?:your|his|her|the) "
    r"(?:symptoms?|complaints?|pain|trouble)"
    r"\b[^.;!?]{0,30}|(?:you|he|she|your (?:son|daughter|child|baby|mother|father|mum|mom|dad|husband|wife"
    r"|partner))),?\s+|,\s*)(?:is|are|has|have|means?(?:\s+that\s+(?:you|he|she)\s+(?:have"
    r"|has))?|tells?\s+me\s+that\s+(?:you|he|she)"
    r"\s+(?:have|has|suffers?\s+from)|suffers?\s+from)\s+(?:an?\s+|the\s+|called\s+)?(?:[\w-]+\s+)?$"
)
# "As your doctor has told you, …", "Because you have diabetes, …": what the asker knows is no diagnosis by letter.
TOLD = re.compile(r"^(?:as|because|since|with|having)\b[^,]{0,40}\byour?\b")


def find_diagnosis(case: ReplyCase) -> Iterator[Problem]:
    """ "You certainly have …" and its like, unless the sentence takes it back or speaks of options and reasons."""
    plain = phrase_hits(case, phrases("absolute_diagnosis"), excuses=words("diagnosis_excuses"))
    sure = phrase_hits(case, phrases("sure_diagnosis"), excuses=words("sure_excuses"))
    for start, end in dict.fromkeys((*plain, *sure, *_bare(case))):
        message = "A diagnosis stated as certain without an examination. Say what it may be."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


# "It is a mild eczema" explains the name that stands before it.
EXPLAINED = re.compile(r"\bit is (?:an?|the) (?:mild|form|kind|sort|type|benign|harmless|common|chronic|special)\b")
# What the asker has, has had, was told or denies; what is only feared, asked or a relative's is no diagnosis of theirs.
_TOLD_TO_THEM = (Status.PRESENT, Status.PAST, Status.ABSENT)


def known_illnesses(case: ReplyCase) -> set[str]:
    """Concepts that the question states of the patient."""
    return {one.concept for one in find_all(case.asked, subject=case.subject) if one.status in _TOLD_TO_THEM}


def _bare(case: ReplyCase) -> Iterator[tuple[int, int]]:
    """A disease the question does not name, said of the patient without any doubt in the sentence."""
    known = known_illnesses(case)
    for finding in find_all(case.reply.text, subject=case.subject):
        concept = concepts()[finding.concept]
        if concept.kind != "condition" or finding.concept in known or finding.status is not Status.PRESENT:
            continue
        sentence = next((one for one in case.sentences if one.start <= finding.start < one.end), None)
        if sentence is None or sentence.text.endswith("?") or TOLD.search(sentence.text):
            continue
        start, end = finding.start - sentence.start, finding.end - sentence.start
        # Doubt counts in the disease's own clause: "it should be looked at, and your father has dementia".
        low = max(sentence.text.rfind(mark, 0, start) for mark in (",", ";", " and ", " but ")) + 1
        high = min((at for mark in ",;" if (at := sentence.text.find(mark, end)) >= 0), default=len(sentence.text))
        apart = (
            sentence.text[low:start]
            .lstrip(" ,;")
            .removeprefix("and ")
            .removeprefix("but ")
            .removeprefix("so ")
            .startswith(("your ", "you ", "he ", "she ", "this ", "it "))
        )
        clause = sentence.text[low:high] if apart else sentence.text
        if words("doubt_words").search(clause) or EXPLAINED.search(clause):
            continue
        hit = _BARE.search(sentence.text[: finding.start - sentence.start])
        if hit is not None:
            yield sentence.start + hit.start(), finding.end
