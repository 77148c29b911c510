"""Is a topic complete, plain, sourced, free of promises and bare doses, and no calmer than the red-flag rules?"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.readability import grade
from curbside.clinical.reply_checks.medicines.dose import find_doses
from curbside.clinical.reply_checks.problem import Severity
from curbside.clinical.reply_checks.reading import ReplyCase, read_case
from curbside.clinical.reply_checks.safety.reassurance import find_reassurance
from curbside.drafting.topic_problem import TopicProblem
from curbside.drafting.topic_signs import find_calm_signs
from curbside.knowledge.departments import department_ids
from curbside.knowledge.publishers import is_published_by
from curbside.knowledge.topics import Claim, Topic

NEEDED = ("summary", "causes", "checks", "self_care")
# Issue and style guide ask for a reading age of 13 to 14. One long word swings the formula by five grades in a section
# of one or two sentences, so these may reach MAX_SHORT_GRADE.
MAX_GRADE, MAX_SHORT_GRADE, LONG_SECTION = 8.0, 10.0, 3
_PROMISE = re.compile(
    r"\b(?:always works|guarantee\w*|definitely|certainly|100 ?%|completely safe|never (?:serious|dangerous|harmful)|"
    r"nothing to worry about|cures? (?:it|all|every)|no risk)\b",
    re.IGNORECASE,
)
_NO_QUESTION = CaseQuestion(title="", body="")


def lint_topic(topic: Topic, *, today: date) -> tuple[TopicProblem, ...]:
    """Everything to mend or look at, what blocks publication first. Never raises on a topic that was read."""
    found = [problem for check in _CHECKS for problem in check(topic)]
    found += _bad_dates(topic, today)
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.severity is not Severity.BLOCK))


def blocking(problems: tuple[TopicProblem, ...]) -> tuple[TopicProblem, ...]:
    """Those that must be mended before the topic may be published."""
    return tuple(problem for problem in problems if problem.severity is Severity.BLOCK)


def without_names(topic: Topic, text: str) -> str:
    """The claim with the topic's own names left out: they cannot be made simpler, and the page explains them."""
    names = sorted((topic.title, *topic.synonyms), key=len, reverse=True)
    return re.sub("|".join(re.escape(name) for name in names), "it", text, flags=re.IGNORECASE)


def section_grade(topic: Topic, section: str) -> float:
    """Mean Flesch-Kincaid grade (US school years) of a section's claims, the topic's own names aside."""
    claims = topic.sections[section]
    return sum(grade(without_names(topic, claim.text)) for claim in claims) / len(claims)


def _missing(topic: Topic) -> Iterator[TopicProblem]:
    for section in NEEDED:
        if section not in topic.sections:
            yield _block("missing_section", section, "", "A reader needs this section; nothing is written under it.")
    if not {"now", "today", "soon"} & set(topic.sections):
        yield _block("missing_section", "now", "", "Say when to get help: now, today or soon.")
    for department in sorted(set(topic.departments) - department_ids()):
        yield _block("unknown_department", "", department, "No department has this id.")


def _hard(topic: Topic) -> Iterator[TopicProblem]:
    for section, claims in topic.sections.items():
        limit = MAX_GRADE if len(claims) >= LONG_SECTION else MAX_SHORT_GRADE
        if (reached := section_grade(topic, section)) > limit:
            hardest = max(claims, key=lambda claim: grade(without_names(topic, claim.text)))
            message = f"The section reads at grade {reached:.1f}, above {limit:.0f}. This is its hardest line."
            yield _block("hard_to_read", section, hardest.text, message)


def _sources(topic: Topic) -> Iterator[TopicProblem]:
    cited = {key for _, claim in _claims(topic) for key in claim.sources}
    for source in topic.sources:
        if not is_published_by(source.publisher, source.url):
            message = f"{source.publisher} does not publish at this address, as far as publishers.yaml knows."
            yield _block("unknown_publisher", "", source.url, message)
        if source.key not in cited:
            yield _block("unused_source", "", source.key, "No claim cites this source. Cite it or take it out.")
    if len({source.url for source in topic.sources}) < 2:
        yield _block("too_few_sources", "", "", "A topic needs two sources at different addresses, each with its date.")
    known = {source.key for source in topic.sources}
    for section, claim in _claims(topic):
        if not known & set(claim.sources):
            yield _block("no_citation", section, claim.text, "This claim cites no source.")


def _promises(topic: Topic) -> Iterator[TopicProblem]:
    for section, claim in _claims(topic):
        promised = _PROMISE.search(claim.text)
        # A sign of when to get help is a condition, not a statement: "a doctor has ruled out stroke, and …".
        states = section not in ("now", "today", "soon")
        if promised or (states and next(find_reassurance(_as_reply(claim)), None)):
            said = f"“{promised[0]}” promises" if promised else "This promises"
            yield _block("promise", section, claim.text, f"{said} what cannot be known. Say how likely it is.")


def _doses(topic: Topic) -> Iterator[TopicProblem]:
    for section, claim in _claims(topic):
        for problem in find_doses(_as_reply(claim)):
            yield _block("dose", section, claim.text, f"“{problem.evidence}”: {problem.message}")


def _bad_dates(topic: Topic, today: date) -> Iterator[TopicProblem]:
    if topic.written_on >= topic.review_due:
        yield _block("dates", "", topic.review_due, "The review is due before the topic was written.")
    if bool(topic.reviewed_by) != bool(topic.reviewed_on):
        yield _block("dates", "", topic.reviewed_by, "A review needs a name and a date, or neither.")
    for source in topic.sources:
        if source.date > today.isoformat():
            yield _block("dates", "", source.key, f"The source's date, {source.date}, lies in the future.")
    if topic.review_due < today.isoformat():
        message = f"The review was due on {topic.review_due}."
        yield TopicProblem("review_overdue", Severity.WARN, "", topic.review_due, message)


_CHECKS: tuple[Callable[[Topic], Iterator[TopicProblem]], ...] = (
    _missing, find_calm_signs, _hard, _sources, _promises, _doses,
)  # fmt: skip


def _claims(topic: Topic) -> Iterator[tuple[str, Claim]]:
    return ((section, claim) for section, claims in topic.sections.items() for claim in claims)


def _as_reply(claim: Claim) -> ReplyCase:
    return read_case(_NO_QUESTION, CaseReply(claim.text))


def _block(type_: str, section: str, text: str, message: str) -> TopicProblem:
    return TopicProblem(type_, Severity.BLOCK, section, text, message)
