"""Does the reply promise that nothing is wrong, which nobody can who has not examined?"""

from collections.abc import Iterator

from curbside.clinical.reply_checks.lexicon import phrases, words
from curbside.clinical.reply_checks.pattern_checks import phrase_hits
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "absolute_reassurance"


def find_reassurance(case: ReplyCase) -> Iterator[Problem]:
    """A promise without "if", "most" or the like in its sentence."""
    for start, end in phrase_hits(case, phrases(TYPE), excuses=words("reassurance_excuses")):
        message = "This promises what cannot be known without an examination. Say how likely it is, and when to worry."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)
