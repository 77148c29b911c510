"""Drafts at the command line: a headline, and the sentences that explain a reply."""

from curbside.cli.jsonl import Record, text_of
from curbside.cli.reading import fields_of, question_of, reply_of
from curbside.drafting.compose import explain
from curbside.drafting.headlines import headline


def headline_record(given: Record) -> Record:
    """The headline of {"title", "body", "department"?}."""
    title, body = text_of(given, "title", default=""), text_of(given, "body", default="")
    return {"headline": headline(title, body, department=text_of(given, "department", default=""))}


def explain_record(given: Record) -> Record:
    """Sentences with their sources, and what was withheld, of {"question", "reply"}."""
    result = explain(question_of(given), reply_of(given))
    return {
        "sentences": [
            {"text": s.text, "part": s.part, "sources": [fields_of(passage) for passage in s.sources]}
            for s in result.sentences
        ],
        "withheld": [fields_of(withheld) for withheld in result.withheld],
        "conflicts": [fields_of(conflict) for conflict in result.conflicts],
    }
