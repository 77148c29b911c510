"""What still tells who somebody is in the words of a page that is to be published."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from curbside.clinical.privacy import IdentifierType, PrivacySpan, redact
from curbside.errors import BadInput
from curbside.web.publishing.taking_out import occurs
from curbside.web.questions.models import OriginalText, Question

# A reason shorter than this says nothing to whoever reads the audit log.
LEAST_WHY_CHARS = 8


@dataclass(frozen=True, slots=True)
class Left:
    """A direct identifier that is still there. `place`: headline, title, body or reply."""

    place: str
    words: str
    put_in: str


class IdentifiersLeft(BadInput):
    """Names, numbers or addresses are still in the text; each is to be taken out, or left for a reason."""

    def __init__(self, left: Iterable[Left]) -> None:
        self.left = tuple(left)
        named = ", ".join(f"“{each.words}”" for each in self.left[:3])
        super().__init__(f"This may still tell who somebody is: {named}. Take it out, or say why it can stay.")


def identifiers_left(
    texts: Mapping[str, str], *, known: Collection[str], taken_before: Mapping[str, str] | None = None
) -> list[Left]:
    """Direct identifiers in `texts` (by place), each words once a place.

    `known`: names that stand on the page anyway (the alias, the doctor). `taken_before`: what was taken out of the
    original as a direct identifier, with its replacement; it counts wherever it still stands, found again or not.
    """
    found: dict[tuple[str, str], Left] = {}
    for place, text in texts.items():
        spans = [(span.text.strip(), span.replacement) for span in redact(text).spans if _counts(span, place)]
        spans += [pair for pair in (taken_before or {}).items() if occurs(pair[0], text)]
        for words, put_in in spans:
            if not any(words.lower() in name.lower() for name in known if name):
                found.setdefault((place, words.lower()), Left(place, words, put_in))
    return list(found.values())


def _counts(span: PrivacySpan, place: str) -> bool:
    """A link in a reply is the doctor's source; what the asker linked to may be their own page."""
    return span.must and not (place == "reply" and span.type is IdentifierType.URL)


def direct_identifiers_of(question: Question) -> dict[str, str]:
    """What was taken out of the original as a direct identifier, and what was put in; none once it is erased."""
    original = OriginalText.objects.filter(question=question).first()
    return {span["text"].strip(): span["replacement"] for span in original.spans if span["must"]} if original else {}


def unsettled(left: Iterable[Left], waived: Mapping[str, str]) -> list[Left]:
    """Those for whose words no reason is given."""
    settled = {words.lower() for words, why in waived.items() if len(why.strip()) >= LEAST_WHY_CHARS}
    return [each for each in left if each.words.lower() not in settled]
