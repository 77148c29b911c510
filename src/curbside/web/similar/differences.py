"""What lies between a question and an answered one that is like it, in words for people."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curbside.clinical.demographics import AGE_BANDS

_BANDS = {band.id: number for number, band in enumerate(AGE_BANDS)}
_WORDS: dict[str, Promise] = {
    "age": _("age"),
    "sex": _("sex"),
    "pregnancy": _("pregnancy"),
    "side": _("the side of the body"),
    "duration": _("how long it has lasted"),
    "negation": _("a symptom that one has and the other has not"),
}


def differences(read: Iterable[str], *, sexes: tuple[str, str], bands: tuple[str, str]) -> list[str]:
    """In words, in a fixed order: what the texts say (`read`, of pair_features.DIFFERENCES) and what was ticked.

    Neighbouring age groups are one age to an answer. What one of the two did not say is no difference.
    """
    found = set(read)
    if all(sexes) and sexes[0] != sexes[1]:
        found.add("sex")
    numbers = [_BANDS[band] for band in bands if band in _BANDS]
    if len(numbers) == 2 and abs(numbers[0] - numbers[1]) > 1:
        found.add("age")
    return [str(words) for name, words in _WORDS.items() if name in found]
