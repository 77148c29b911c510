"""What was expected, feared or looked for in a sentence, and the sentence itself answers that it was not there.

"I thought I'd have nausea but I don't"; "we looked for a rash and found none"; "worried about a clot, but the scan was
clear". The wordings stand in knowledge/denials.yaml. Every text given is folded: lower case, straight apostrophes.
"""

from curbside.knowledge.denials import denial_rules


def looked_for_and_not_found(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The characters of [start, end), one sentence, that are looked for and not there, or said to be unlikely."""
    answers = denial_rules().answers
    if unlikely := answers["unlikely"].search(text, start, end):
        return unlikely.span(1)
    looked = answers["looked-for"].search(text, start, end)
    answer = answers["not-there"].search(text, looked.end(), end) if looked else None
    return (looked.end(), answer.start()) if looked and answer else None
