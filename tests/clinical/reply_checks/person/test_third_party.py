"""What the privacy reader takes for a name in a reply, and when the check believes it."""

import pytest

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, Redaction
from curbside.clinical.reply_checks.person import third_party
from curbside.clinical.reply_checks.person.third_party import find_third_parties
from curbside.clinical.reply_checks.reading import read_case


@pytest.mark.parametrize(
    ("text", "taken", "told"),
    [
        ("The Lung Trust has a leaflet. Small warm meals help.", "Small", []),  # a surname, and a word with a capital
        ("The Lung Trust has a leaflet. Most of it, says Small, helps.", "Small", ["Small"]),
        ("The Lung Trust has a leaflet. Priya had it for weeks.", "Priya", ["Priya"]),  # in name lists and nothing else
    ],
)
def test_a_word_with_a_capital_at_the_head_of_a_sentence_must_be_nothing_but_a_name(monkeypatch, text, taken, told):
    start = text.index(taken)
    span = PrivacySpan(start, start + len(taken), IdentifierType.NAME, taken, "[name]", must=True)
    monkeypatch.setattr(third_party, "redact", lambda _: Redaction(text, (span,)))
    case = read_case(CaseQuestion(title="", body="I cough."), CaseReply(text=text))
    assert [problem.evidence for problem in find_third_parties(case)] == told
