"""How a page says who asked and how long people wait, in plain words."""

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from curbside.clinical.demographics import AGE_BANDS
from curbside.web.publishing.models import Publication

CHILD_BANDS = frozenset(("under-1", "1-4", "5-9", "10-15"))
_BAND_LABELS = {band.id: band.label for band in AGE_BANDS}
DAY_H = 24


def age_label(band: str) -> str:
    """ "20 to 29"; "age not said" for none."""
    return _(_BAND_LABELS[band]) if band in _BAND_LABELS else _("age not said")


def sex_label(sex: str, band: str = "") -> str:
    """Woman or man, girl or boy for a child's band; "sex not said" for anything else: there is no default."""
    if sex == "female":
        return _("girl") if band in CHILD_BANDS else _("woman")
    if sex == "male":
        return _("boy") if band in CHILD_BANDS else _("man")
    return _("sex not said")


def about_label(subject: str) -> str:
    """Whom the question is about when it is not the asker; empty for themselves."""
    return {
        "child": _("about their child"),
        "parent": _("about their parent"),
        "partner": _("about their partner"),
        "other": _("about someone else"),
    }.get(subject, "")


def asker_line(publication: Publication) -> str:
    """ "Misty Heron, about their child: girl, 5 to 9": the alias, never a name, and the age group, never an age."""
    person = f"{sex_label(publication.sex, publication.age_band)}, {age_label(publication.age_band)}"
    about = about_label(publication.subject)
    who = publication.alias or _("Somebody")
    return f"{who}, {about}: {person}" if about else f"{who}, {person}"


def language_label(code: str) -> str:
    """The language's own name ("Deutsch"); the code itself when Django does not know it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def plain_hours(hours: float | None) -> str:
    """ "about 5 hours", "about 2 days"; empty when not known."""
    if hours is None:
        return ""
    if hours < 1:
        return _("within an hour")
    if hours < 2 * DAY_H:
        return ngettext("about %(n)d hour", "about %(n)d hours", round(hours)) % {"n": round(hours)}
    days = round(hours / DAY_H)
    return ngettext("about %(n)d day", "about %(n)d days", days) % {"n": days}
