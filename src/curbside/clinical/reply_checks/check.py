"""Does this reply fit this question? Runs every check and returns the problems, worst first."""

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks.problem import Problem


def check_reply(question: CaseQuestion, reply: CaseReply) -> tuple[Problem, ...]:
    """All problems found, blocking ones first, then by place in the reply. Never raises on any text."""
    raise NotImplementedError
