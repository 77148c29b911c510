"""Does a proposed reply hold for the person? Rows with exact 95 % bounds, and every untrue sentence that stood."""

from collections.abc import Iterable, Mapping
from typing import Any

from curbside.clinical.case import CaseQuestion
from curbside.clinical.evaluation import Row, row_of
from curbside.drafting.draft_sentences import draft_case
from curbside.drafting.draft_sources import DraftSource, NearSource
from curbside.drafting.reply_draft import propose_reply, sift
from curbside.errors import BadInput


def evaluate_drafts(lines: Iterable[Mapping[str, Any]]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows for untrue sentences left out, true ones that stand, and questions with a draft; then every miss.

    `lines`: {"id", "question", "sources": [{"kind", "asked", "text"}], "untrue": [str], "true": [str]}, the sentences
    as the sources have them. The sources are given as near whatever they ask: how near they are is measured elsewhere.
    Raises BadInput for any other line, or when there is none.
    """
    untrue: list[bool] = []
    true: list[bool] = []
    made: list[bool] = []
    misses: list[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            question, sources = CaseQuestion(**line["question"]), [_source(n, s) for n, s in enumerate(line["sources"])]
            wrong, right = list(line["untrue"]), list(line["true"])
        except (KeyError, TypeError) as error:
            raise BadInput(f"line {number}: needs question, sources, untrue and true ({error!r})") from error
        proposed = propose_reply(question, [NearSource(source, 1.0) for source in sources])
        kept, left_out = sift(draft_case(question), sources)
        stood, left = {each.text for each in kept}, {each.text: each.why for each in left_out}
        made.append(not proposed.why)
        for text in wrong:
            untrue.append(text not in stood)
            misses += [f"stood {line['id']}: “{text}”"] if text in stood else []
        for text in right:
            true.append(text in stood)
            misses += (
                [] if text in stood else [f"left out {line['id']}: “{text}”: {left.get(text, 'it makes no point')}"]
            )
    if not made:
        raise BadInput("no labelled lines")
    rows = (
        row_of("untrue sentences left out", untrue),
        row_of("true sentences kept", true),
        row_of("questions with a draft", made),
    )
    return rows, tuple(misses)


def _source(number: int, given: Mapping[str, Any]) -> DraftSource:
    return DraftSource(given["kind"], str(number), "A made-up source", given["text"], asked=given["asked"])
