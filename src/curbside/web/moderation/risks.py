"""What should make a moderator look twice before a page goes up, in plain words."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from curbside.web.questions.models import Question

# Age bands whose holders cannot agree for themselves.
CHILDREN = ("under-1", "1-4", "5-9", "10-15")
FEW_PEOPLE = ("90-over",)


def risk_hints(question: Question, *, warnings: Sequence[str], names: Iterable[str], names_in_reply: int) -> list[str]:
    """`warnings`: of the privacy reader, about rare combinations; `names`: taken out of the original as names."""
    hints = list(warnings)
    if question.age_band in CHILDREN or question.subject == "child":
        hints.append(_("This is about a child: school, sports club, parents' work and family name point to one child."))
    if question.age_band in FEW_PEOPLE:
        hints.append(_("Few people are as old as this: a place or a rare illness beside it can be enough."))
    if question.subject not in ("self", "child"):
        hints.append(_("Somebody else is asked about, who has not agreed to anything."))
    number = len({name.lower() for name in names})
    if number:
        hints.append(
            ngettext("The text named %(n)d person.", "The text named %(n)d people.", number) % {"n": number}
            + " "
            + _("Can they still be told from what is said about them?")
        )
    if names_in_reply:
        hints.append(_("The reply seems to name somebody."))
    return hints
