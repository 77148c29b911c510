"""How much of a text that was offered is still there in what was signed?"""

import re
from collections import Counter

_WORD = re.compile(r"\w+(?:['’]\w+)?")


def kept_share(offered: str, signed: str) -> float:
    """Words of `offered` that stand in `signed` too, each as often as in both, over the words of `offered`: 0 to 1.

    Order is not looked at: a doctor who moves a sentence has kept it. 0.0 when nothing was offered.
    """
    before, after = (Counter(_WORD.findall(text.casefold())) for text in (offered, signed))
    total = before.total()
    return (before & after).total() / total if total else 0.0
