"""Which decisive questions about the main complaint did the asker leave unanswered?"""

from collections.abc import Sequence

from curbside.knowledge.follow_up import groups

MOST = 3


def unsaid_questions(complaints: Sequence[str], *, said: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """At most three (question, concept it is about) pairs for the first complaint that has any.

    `complaints` are concept ids in order of importance; `said` are concepts and facts already in the text.
    """
    for complaint in complaints:
        for group in groups():
            if complaint in group.complaints:
                unsaid = [q for q in group.questions if said.isdisjoint({q.about, *q.asked_unless})]
                return tuple((question.ask, question.about) for question in unsaid[:MOST])
    return ()
