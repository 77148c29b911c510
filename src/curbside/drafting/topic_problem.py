"""What the topic linter reports."""

from dataclasses import dataclass

from curbside.clinical.reply_checks.problem import Severity


@dataclass(frozen=True, slots=True)
class TopicProblem:
    """One thing to mend (block) or to look at (warn). `section` is an id of SECTIONS, "" for the head of the topic;
    `text` is the claim or field meant, "" when something is missing."""

    type: str
    severity: Severity
    section: str
    text: str
    message: str
