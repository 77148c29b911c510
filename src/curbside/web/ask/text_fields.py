"""A form field for what a person writes: control characters gone, length said plainly."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KEPT_CONTROLS = "\n\t"
# Characters that no reader sees: they turn the order of the text round (Unicode UAX #9, 2.1 to 2.4), part or join
# words unseen, or hide text in tags. U+00AD is the soft hyphen.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e0fff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
# Scripts whose words need joiners: Hebrew to Arabic, the Indic ones up to Sinhala, Myanmar, Khmer, Mongolian.
_JOINED = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefe]"
)
_PICTURE = re.compile("[\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")


def clean_words(text: str) -> str:
    """`text` in composed form (NFC) with line ends unified and without control, surrogate and unseen characters.

    Joiners stay inside words of Arabic and Indic scripts and inside emoji; elsewhere they only hide.
    """
    unified = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in unified if c in KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    joined = _JOINERS.sub(lambda hit: hit[0] if _may_join(kept, hit.start()) else "", kept)
    return unicodedata.normalize("NFC", joined).strip()


def _may_join(text: str, at: int) -> bool:
    """Whether a joiner stands between two letters of a joining script, or (U+200D) between two pictures."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if _JOINED.match(before) and _JOINED.match(after):
        return True
    return text[at] == "\u200d" and bool(_PICTURE.match(before) and _PICTURE.match(after))


class WordsField(forms.CharField):
    """Text of at most `max_length` characters. Unlike CharField it cleans control characters instead of refusing."""

    def __init__(self, *, rows: int = 0, max_length: int = 500, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        self.limit = max_length
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_words(super().to_python(value) or "")

    def run_validators(self, value: str) -> None:
        if len(value) > self.limit:
            raise forms.ValidationError(
                _("This is %(length)s characters long. Shorten it to %(limit)s at most."),
                params={"length": len(value), "limit": self.limit},
            )
