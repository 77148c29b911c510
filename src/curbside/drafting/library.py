"""An operator's own library of passages: reading MedQuAD and MedlinePlus files, and citing what was read.

Formats: MedQuAD (Ben Abacha & Demner-Fushman 2019, "A question-entailment approach to question answering", BMC
Bioinformatics 20:511; one <Document> a file) and MedlinePlus health topics (medlineplus.gov/xml.html).
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import IO

from curbside.clinical.sentences import split_sentences
from curbside.drafting.evidence import Passage
from curbside.drafting.terms import stems
from curbside.errors import BadInput

MEDQUAD_LICENCE = "CC BY 4.0"
MEDLINEPLUS_LICENCE = "Public domain (US government), named as its source: MedlinePlus, National Library of Medicine"
MAX_TEXT_CHARS = 20_000
# Document type declarations can name entities that blow up or reach out; neither format has one.
_PROLOG_BYTES = 65_536
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BLOCKS = frozenset({"p", "li", "ul", "ol", "br", "div", "h1", "h2", "h3", "h4", "tr"})
# A sentence of evidence is neither a heading nor a whole list run together.
_MIN_WORDS, _MAX_WORDS = 5, 45


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """One text of somebody else's, with what its licence asks to keep. `names` are what it is about."""

    source: str  # medquad | medlineplus
    id: str
    title: str
    names: tuple[str, ...]
    text: str
    url: str
    licence: str
    publisher: str
    date: str = ""

    @property
    def hash(self) -> str:
        """sha256 over all that is kept: the same hash, the same entry."""
        parts = (self.title, *self.names, self.text, self.url, self.licence, self.publisher, self.date)
        return sha256("\x1f".join(parts).encode()).hexdigest()


def name_key(name: str) -> str:
    """How a name is looked up: its stems, so that "Kidney stones" is "kidney stone"."""
    return " ".join(stems(name))[:120]


def read_medquad(path: Path) -> Iterator[LibraryEntry | BadInput]:
    """Every answered question of a file or folder of MedQuAD, file by file; BadInput for a file that is none."""
    files = sorted(path.rglob("*.xml")) if path.is_dir() else [path]
    for file in files:
        yield from _read_file(file, "Document", _medquad_entries)


def read_medlineplus(path: Path) -> Iterator[LibraryEntry | BadInput]:
    """Every English topic of a MedlinePlus health topic file, as it streams by."""
    yield from _read_file(path, "health-topic", _medlineplus_entries)


def _read_file(
    path: Path, tag: str, entries: Callable[[ElementTree.Element], Iterator[LibraryEntry]]
) -> Iterator[LibraryEntry | BadInput]:
    try:
        with path.open("rb") as file:
            if _DOCTYPE.search(file.read(_PROLOG_BYTES)):
                raise BadInput(f"{path.name}: a document type declaration is refused.")
            file.seek(0)
            for element in _elements(file, tag):
                yield from entries(element)
    except BadInput as error:
        yield error
    except (OSError, ElementTree.ParseError) as error:
        yield BadInput(f"{path.name} cannot be read: {error}")


def _elements(file: IO[bytes], tag: str) -> Iterator[ElementTree.Element]:
    """Finished elements of this name, each forgotten before the next is read."""
    root: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(file, events=("start", "end")):  # noqa: S314 - doctype refused above
        root = element if root is None else root
        if event == "end" and element.tag == tag:
            yield element
            element.clear()
            if element is not root:
                root.clear()


def _medquad_entries(document: ElementTree.Element) -> Iterator[LibraryEntry]:
    focus = _words(document.findtext("Focus", ""))
    names = (focus, *(_words(each.text or "") for each in document.iter("Synonym")))
    for pair in document.iter("QAPair"):
        question, answer = pair.find("Question"), _words(pair.findtext("Answer", ""))
        if question is None or not answer or not focus:
            continue  # answers of three publishers were taken out of the collection
        number = question.get("qid") or f"{document.get('id', '')}-{pair.get('pid', '')}"
        yield LibraryEntry(
            source="medquad", id=number[:80], title=_words(question.text or focus)[:200],
            names=_distinct(names), text=answer[:MAX_TEXT_CHARS], url=_https(document.get("url", "")),
            licence=MEDQUAD_LICENCE, publisher=f"{document.get('source', 'MedQuAD')} (MedQuAD)"[:80],
        )  # fmt: skip


def _medlineplus_entries(topic: ElementTree.Element) -> Iterator[LibraryEntry]:
    text = _plain(topic.findtext("full-summary", ""))
    title = _words(topic.get("title", ""))
    if topic.get("language", "English") != "English" or not text or not title:
        return
    names = (title, *(_words(each.text or "") for each in topic.iter("also-called")))
    yield LibraryEntry(
        source="medlineplus", id=(topic.get("id") or title)[:80], title=title[:200], names=_distinct(names),
        text=text[:MAX_TEXT_CHARS], url=_https(topic.get("url", "")), licence=MEDLINEPLUS_LICENCE,
        publisher="MedlinePlus", date=_iso_date(topic.get("date-created", "")),
    )  # fmt: skip


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name[:120] for name in names if name))[:40]


def _words(text: str) -> str:
    return " ".join(text.split())


def _https(url: str) -> str:
    """The address, when it is one that a page may link to."""
    return url.strip()[:300] if url.strip().startswith("https://") else ""


def _iso_date(american: str) -> str:
    found = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", american.strip())
    return f"{found[3]}-{found[1]}-{found[2]}" if found else ""


class _Text(HTMLParser):
    """The words of a piece of HTML, a new line at each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _plain(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "\n".join(line for line in map(_words, "".join(reader.parts).splitlines()) if line)


def library_passages(entries: Sequence[LibraryEntry], *, limit: int = 200) -> tuple[Passage, ...]:
    """The citable sentences of entries, in order, `limit` at most. `ref` is "source:id"."""
    return tuple(passage for entry in entries for passage in _passages_of(entry))[:limit]


def _passages_of(entry: LibraryEntry) -> Iterator[Passage]:
    for line in entry.text.splitlines():
        for sentence in split_sentences(line):
            quote = sentence.text.strip()
            if _MIN_WORDS <= len(quote.split()) <= _MAX_WORDS and quote.endswith((".", "!")):
                yield Passage(
                    "library", f"{entry.source}:{entry.id}", quote, title=entry.title, url=entry.url,
                    date=entry.date, publisher=f"{entry.publisher}, {entry.licence}",
                )  # fmt: skip
