"""Is there a gap nobody filled, or a trace of a writing tool?"""

from collections.abc import Iterator

from curbside.clinical.reply_checks.lexicon import fold, phrases
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "leftover_placeholder_or_prompt"


def find_placeholders(case: ReplyCase) -> Iterator[Problem]:
    """A placeholder or prompt that does not come from the question (a redacted question holds "[name]" itself)."""
    for pattern in phrases("placeholders"):
        for hit in pattern.finditer(case.reply.text):
            if fold(hit[0].strip()) in case.asked_folded:
                continue
            message = "A placeholder or a left-over instruction. Fill it or take it out."
            yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.BLOCK, message=message)
