"""What was expected, feared or looked for in a sentence, and the sentence itself answers that it was not there.

"I thought I'd have nausea but I don't"; "we looked for a rash and found none"; "worried about a clot, but the scan was
clear". English wordings of our own. Every text given is folded: lower case, straight apostrophes.
"""

import re

_LOOKED_FOR = re.compile(
    r"\b(?:thought|expect(?:s|ed|ing)?|warned|feared|afraid|worried|wondered|suspected"
    r"|(?:waited|searched|tested|screened)\s+for|(?:look|check)(?:s|ed|ing)?\s+(?:\w+\s+)?for"
    r"|ask(?:s|ed|ing)?\s+(?:me\s+|him\s+|her\s+|us\s+)?(?:if|whether|about))\b"
)
_WHO = r"(?:i|he|she|it|we|they|there|you)"
_NOT = r"(?:(?:do|does|did|has|have|had|is|was|are|were|could|ca)n't|cannot|(?:have|has|did|do|does)\s+not)"
_LEFT_OUT = r"(?:\s+(?:any|one|it|that|them|find|see|have|had|feel|show|been|happen\w*|found|got|get|so)){0,3}"
_SAW = r"(?:found|saw|felt|had|have|has|got|was|were|is|there's|came\s+up\s+with)"
_TEST = (
    r"(?:tests?|scans?|x-?rays?|bloods?|blood\s+work|labs?|results?|swabs?|smear|culture|biops\w+|ultrasound|ct|mri|ecg"
    r"|camera|mammogram|colonoscopy|endoscopy|urine|exam\w*|doctor|gp|nurse)"
)
_CLEAR = (
    r"(?:(?:said|says|told\s+\w+)?\s*(?:no\b|it\s+(?:wasn't|isn't|was\s+not|is\s+not))"
    r"|(?:was|were|is|are|came\s+back)\s+(?:all\s+)?(?:negative|clear|fine|normal|clean))"
)
# The answer ends its clause: "but I don't drink" answers nothing.
_NOT_THERE = re.compile(
    r"(?:[,;.]|\b(?:and|but|yet))\s+(?:(?:so\s+far|luckily|thankfully|actually|honestly|no|then),?\s+)*"
    rf"(?:{_WHO}\s+{_NOT}{_LEFT_OUT}"
    rf"|(?:{_WHO}\s+)?{_SAW}\s+(?:none|nothing|neither|not\s+any)(?:\s+of\s+(?:it|that|them))?"
    rf"|(?:the|my|his|her|all|every)\s+(?:\w+\s+){{0,2}}?{_TEST}\s+{_CLEAR})"
    r"(?=\s*(?:[.,;!?\n]|$))"
)


_UNLIKELY = re.compile(
    r"\b(?:likelihood|probability|chances?|odds|risk)\s+(?:of|for|that\s+it\s+is)\s+(?P<what>[^,.;]{3,40}?)\s+"
    r"(?:is|was|are|were|seems?)\s+(?:very\s+|extremely\s+|quite\s+|really\s+)?"
    r"(?:low|small|slim|tiny|remote|negligible|nil|zero)\b"
)


def looked_for_and_not_found(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The characters of [start, end), one sentence, that are looked for and not there, or said to be unlikely."""
    if unlikely := _UNLIKELY.search(text, start, end):
        return unlikely.span("what")
    looked = _LOOKED_FOR.search(text, start, end)
    answer = _NOT_THERE.search(text, looked.end(), end) if looked else None
    return (looked.end(), answer.start()) if looked and answer else None
