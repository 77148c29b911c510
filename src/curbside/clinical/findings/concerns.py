"""Does the asker fear the disease named at a place, or ask whether they have it?"""

import re

# Our own list of how English askers say it; each must stand in the same sentence, at most 90 characters before.
_FEAR = re.compile(
    # "Not to worry, it's no cancer" fears nothing.
    r"\b(?:(?<!not to )(?<!n't )(?<!need to )worr\w*|afraid|scared|terrified|fear\w*"
    r"|frighten\w*|paranoid|panick\w*|concerned|anxious|nervous|dread\w*)\b"
    r"|\b(?:could|can|might|may|would|does|do|is|are|am)\s+(?:it|this|that|these|they|i|he|she|we)\b"
    r"|(?<!\bno )\b(?:sign|signs|symptom|symptoms|chance|chances|risk)\s+of\b|\bis\s+it\b|\bwonder\w*\b|\brule\s+out\b",
    re.IGNORECASE,
)
_HAD = re.compile(r"\b(?:diagnosed|i\s+have|has|had|history|survivor|treated|stage)\b", re.IGNORECASE)
_END = re.compile(r"[.!?\n]")
_REACH = 90


def is_concern(text: str, start: int) -> bool:
    """True when words of fear or doubt lead up to character `start` and nothing between says it is a fact."""
    before = text[max(0, start - _REACH) : start]
    before = _END.split(before)[-1]
    cues = list(_FEAR.finditer(before))
    if not cues:
        return False
    between = before[cues[-1].end() :]
    return not _HAD.search(re.sub(r"\bi\s+have\b", "", between, flags=re.IGNORECASE))
