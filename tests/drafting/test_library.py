"""Reading MedQuAD and MedlinePlus files of their real shape with made-up content, and refusing what is neither."""

from pathlib import Path

import pytest

from curbside.drafting.library import (
    MEDLINEPLUS_LICENCE,
    MEDQUAD_LICENCE,
    LibraryEntry,
    library_passages,
    name_key,
    read_medlineplus,
    read_medquad,
)
from curbside.errors import BadInput

MEDQUAD = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="0000900" source="MADEUP" url="https://example.org/hiccups">
<Focus>Hiccups</Focus>
<FocusAnnotations><Category>Symptom</Category><Synonyms><Synonym>Hiccoughs</Synonym></Synonyms></FocusAnnotations>
<QAPairs>
<QAPair pid="1"><Question qid="0000900-1" qtype="information">What are hiccups?</Question>
<Answer>A hiccup is a short jerk of a muscle below the lungs.   Most go by themselves within the hour.
Yes.</Answer></QAPair>
<QAPair pid="2"><Question qid="0000900-2" qtype="treatment">What helps?</Question><Answer></Answer></QAPair>
</QAPairs></Document>"""
MEDLINEPLUS = """<?xml version="1.0" encoding="UTF-8"?>
<health-topics total="2" date-generated="11/20/2026 02:30:31">
<health-topic meta-desc="x" title="Hiccups" url="https://medlineplus.gov/hiccups.html" id="90001" language="English"
 date-created="12/22/2015">
<also-called>Singultus</also-called>
<full-summary>&lt;p&gt;A hiccup is a made-up example &amp;amp; nothing more.&lt;/p&gt;
&lt;ul&gt;&lt;li&gt;Drinking cold water may help some people.&lt;/li&gt;&lt;/ul&gt;</full-summary>
<group url="https://medlineplus.gov/g.html" id="1">Symptoms</group></health-topic>
<health-topic title="Hipo" url="https://medlineplus.gov/spanish/hipo.html" id="90002" language="Spanish">
<full-summary>Hola.</full-summary></health-topic>
</health-topics>"""


def test_a_medquad_file_gives_its_answered_questions(tmp_path: Path) -> None:
    (tmp_path / "1_Made").mkdir()
    (tmp_path / "1_Made" / "0000900.xml").write_text(MEDQUAD)
    (entry,) = read_medquad(tmp_path)
    assert isinstance(entry, LibraryEntry)
    assert (entry.id, entry.title, entry.names) == ("0000900-1", "What are hiccups?", ("Hiccups", "Hiccoughs"))
    assert (entry.url, entry.licence, entry.publisher) == (
        "https://example.org/hiccups", MEDQUAD_LICENCE, "MADEUP (MedQuAD)",
    )  # fmt: skip
    assert [passage.quote for passage in library_passages([entry])] == [
        "A hiccup is a short jerk of a muscle below the lungs.",
        "Most go by themselves within the hour.",
    ]


def test_a_medlineplus_file_gives_its_english_topics(tmp_path: Path) -> None:
    (tmp_path / "topics.xml").write_text(MEDLINEPLUS)
    (entry,) = read_medlineplus(tmp_path / "topics.xml")
    assert isinstance(entry, LibraryEntry)
    assert (entry.names, entry.date, entry.licence) == (("Hiccups", "Singultus"), "2015-12-22", MEDLINEPLUS_LICENCE)
    first, second = library_passages([entry])
    assert first.quote == "A hiccup is a made-up example & nothing more."
    assert (second.kind, second.ref) == ("library", "medlineplus:90001")
    assert second.publisher == f"MedlinePlus, {MEDLINEPLUS_LICENCE}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<Document", "cannot be read"),
        ("", "cannot be read"),
        ('<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document><Focus>&b;</Focus></Document>', "is refused"),
        ('<!DOCTYPE d SYSTEM "file:///etc/passwd"><Document/>', "is refused"),
    ],
)
def test_a_file_that_is_none_is_said_and_the_rest_is_read(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    (tmp_path / "b.xml").write_text(MEDQUAD)
    broken, entry = read_medquad(tmp_path)
    assert isinstance(broken, BadInput)
    assert says in str(broken)
    assert isinstance(entry, LibraryEntry)


def test_an_address_that_is_not_https_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(MEDQUAD.replace("https://example.org/hiccups", "javascript:alert(1)"))
    (entry,) = read_medquad(tmp_path / "a.xml")
    assert isinstance(entry, LibraryEntry)
    assert entry.url == ""


def test_a_large_file_is_read_as_it_streams(tmp_path: Path) -> None:
    """The first topic is there although the file breaks off later."""
    one = MEDLINEPLUS[MEDLINEPLUS.index("<health-topic meta") : MEDLINEPLUS.index("<health-topic title")]
    (tmp_path / "t.xml").write_text('<?xml version="1.0"?><health-topics>' + one * 2000 + "<health-topic")
    found = list(read_medlineplus(tmp_path / "t.xml"))
    assert sum(isinstance(each, LibraryEntry) for each in found) == 2000
    assert isinstance(found[-1], BadInput)


def test_a_name_is_looked_up_by_its_stems() -> None:
    assert name_key("Kidney stones") == name_key("kidney stone")
