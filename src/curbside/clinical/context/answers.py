"""What was expected, feared or looked for in a sentence, and the sentence itself answers that it was not there.

"I thought I'd have nausea but I don't"; "we looked for a rash and found none"; "worried about a clot, but the scan was
clear". The wordings stand in knowledge/denials.yaml. Every text given is folded: lower case, straight apostrophes.
"""

from curbside.knowledge.denials import denial_rules

# "I expected a rash. It never came.": characters of the next sentence in which the answer must end.
_NEXT_REACH = 30


def looked_for_and_not_found(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The characters of [start, end), one sentence, that are looked for and not there.

    The answer may be the sentence that follows.
    """
    answers = denial_rules().answers
    looked = answers["looked-for"].search(text, start, end)
    answer = answers["not-there"].search(text, looked.end(), end + _NEXT_REACH) if looked else None
    if looked is None or answer is None or answer.start() > end:
        return None
    return looked.end(), answer.start()
