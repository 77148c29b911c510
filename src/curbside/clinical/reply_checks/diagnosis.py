"""Does the reply state a diagnosis as certain without an examination?"""

from collections.abc import Iterator

from curbside.clinical.reply_checks.lexicon import phrases, words
from curbside.clinical.reply_checks.pattern_checks import phrase_hits
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "absolute_diagnosis_without_exam"


def find_diagnosis(case: ReplyCase) -> Iterator[Problem]:
    """ "You certainly have …" and its like, unless the sentence takes it back or speaks of options and reasons."""
    plain = phrase_hits(case, phrases("absolute_diagnosis"), excuses=words("diagnosis_excuses"))
    sure = phrase_hits(case, phrases("sure_diagnosis"), excuses=words("sure_excuses"))
    for start, end in dict.fromkeys((*plain, *sure)):
        message = "A diagnosis stated as certain without an examination. Say what it may be."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)
