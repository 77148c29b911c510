"""Which imported texts are about something."""

from collections.abc import Iterable

from curbside.drafting.evidence import Passage
from curbside.drafting.library import LibraryEntry, library_passages, name_key
from curbside.web.library.models import LibraryName, LibraryText

MAX_TEXTS = 24


def passages_about(names: Iterable[str]) -> tuple[Passage, ...]:
    """Citable sentences of the texts about any of `names`, in the order of the names: two queries, none without names.

    At most MAX_TEXTS texts; a library that names one thing in more of them is read from its first.
    """
    keys = list(dict.fromkeys(key for name in names if (key := name_key(name))))
    if not keys:
        return ()
    about = LibraryName.objects.filter(key__in=keys).order_by("text_id").values_list("text_id", "key")
    order = sorted(about, key=lambda pair: (keys.index(pair[1]), pair[0]))
    wanted = list(dict.fromkeys(pk for pk, _key in order))[:MAX_TEXTS]
    rows = LibraryText.objects.in_bulk(wanted)
    return library_passages([_entry(rows[pk]) for pk in wanted if pk in rows])


def _entry(row: LibraryText) -> LibraryEntry:
    return LibraryEntry(
        source=row.source, id=row.external_id, title=row.title, names=(), text=row.text, url=row.url,
        licence=row.licence, publisher=row.publisher, date=row.date,
    )  # fmt: skip
