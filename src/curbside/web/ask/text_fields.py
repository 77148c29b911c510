"""A form field for what a person writes: control characters gone, length said plainly."""

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KEPT_CONTROLS = "\n\t"


def clean_words(text: str) -> str:
    """`text` with line ends unified and without control, surrogate and invisible direction characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in unified if c in KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    return "".join(kept).strip()


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
