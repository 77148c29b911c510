"""What was said: symptoms and facts with status, site, side, onset and duration; the concern; what was not said."""

from dataclasses import dataclass
from functools import lru_cache

from curbside.clinical.demographics.person import read_demographics
from curbside.clinical.findings.functions import Working, names_loss, working
from curbside.clinical.findings.place import Surroundings
from curbside.clinical.findings.status import Status, status_of
from curbside.clinical.findings.time import times_said
from curbside.clinical.findings.unlisted import UNLISTED, unlisted_mentions
from curbside.clinical.findings.vocabulary import Mention, chinese_mentions, concept_matcher, read_words, site_matcher
from curbside.clinical.findings.words import Word
from curbside.clinical.follow_up import unsaid_questions
from curbside.clinical.sentences import split_sentences
from curbside.knowledge.vocabulary import Concept, concepts, sites

# Sites that say what hurts, not where.
_EVERYWHERE = frozenset({"muscle", "bone"})
# More mentions than any real question has; bounds the time a hostile text can take.
_MOST_FINDINGS = 60

__all__ = ["Concern", "Finding", "FollowUp", "Reading", "Status", "find_all", "read"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said. `concept` is the vocabulary's id, `label` its plain name, `hpo` like "HP:0002380" or None.

    `concept` is "unlisted" and `label` the words said where no vocabulary holds them.

    `preserved` marks a function said to work ("I can still jump"): status absent for the loss of it.
    """

    text: str
    start: int
    end: int
    concept: str
    label: str
    hpo: str | None
    status: Status
    site: str | None = None
    side: str | None = None
    onset: str | None = None
    duration: str | None = None
    severity: str | None = None
    preserved: bool = False


@dataclass(frozen=True, slots=True)
class Concern:
    """A disease or outcome the person says they fear."""

    text: str
    start: int
    end: int
    concept: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question worth asking back, in plain words, and the concept it is about."""

    ask: str
    about: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`unlisted` are findings of letters' words and members of denials that speak for no department and no danger."""

    findings: tuple[Finding, ...]
    concerns: tuple[Concern, ...]
    subject: str
    age_years: float | None
    sex: str | None
    follow_up: tuple[FollowUp, ...]
    unlisted: tuple[Finding, ...] = ()

    def every_finding(self) -> tuple[Finding, ...]:
        """Listed and unlisted findings in order of appearance."""
        return tuple(sorted((*self.findings, *self.unlisted), key=lambda finding: finding.start))


def read(text: str, *, age_years: float | None = None, sex: str | None = None, subject: str | None = None) -> Reading:
    """Read one text. Facts given as arguments win over what the text seems to say. Never raises on any text."""
    person = read_demographics(text)
    about = subject or person.subject
    findings = find_all(text, subject=about)
    age = person.age_years if age_years is None else age_years
    return Reading(
        findings=findings,
        concerns=_concerns(findings),
        subject=about,
        age_years=age,
        sex=sex or person.sex,
        follow_up=tuple(
            FollowUp(ask, concept)
            for ask, concept in unsaid_questions(_main_concepts(findings), said=_said(findings, age, person.pregnant))
        ),
        unlisted=find_unlisted(text, subject=about),
    )


@lru_cache(maxsize=4)  # reading, routing and the headline of one question follow each other
def find_all(text: str, *, subject: str = "self") -> tuple[Finding, ...]:
    """Every finding of `text` in order of appearance; `subject` is whom the text is about."""
    around = _surroundings(text)
    found = (_finding(one, around, subject, concept=concepts()[one.id]) for one in _mentions(text))
    return tuple(finding for finding in found if finding is not None)


def find_unlisted(text: str, *, subject: str = "self") -> tuple[Finding, ...]:
    """Findings of `text` that no department's vocabulary holds, in order: denied ones, and words of letters."""
    around = _surroundings(text)
    mentions = _mentions(text)
    named = unlisted_mentions(
        text, around.words, sentences=around.sentences, taken=[(one.start, one.end) for one in mentions]
    )
    found = []
    for one in named[: max(0, _MOST_FINDINGS - len(mentions))]:
        finding = _finding(one.mention, around, subject, concept=one.concept)
        if finding is not None and (finding.status is Status.ABSENT or not one.denied_only):
            found.append(finding)
    return tuple(found)


@lru_cache(maxsize=4)
def _surroundings(text: str) -> Surroundings:
    text_words = read_words(text)
    return Surroundings(
        text=text,
        words=text_words,
        sites=tuple(site for site in _sites_named(text, text_words) if site.id not in _EVERYWHERE),
        times=times_said(text),
        sentences=tuple((sentence.start, sentence.end) for sentence in split_sentences(text)),
    )


@lru_cache(maxsize=4)
def _mentions(text: str) -> tuple[Mention, ...]:
    mentions = concept_matcher().mentions(read_words(text)) + (() if text.isascii() else chinese_mentions(text))
    return tuple(sorted(mentions, key=lambda one: one.start))[:_MOST_FINDINGS]


def _sites_named(text: str, text_words: tuple[Word, ...]) -> tuple[Mention, ...]:
    return site_matcher().mentions(text_words) + (() if text.isascii() else chinese_mentions(text, places=True))


def _finding(mention: Mention, around: Surroundings, subject: str, *, concept: Concept) -> Finding | None:
    text = around.text
    time = around.time_of(mention)
    onset = time.said if time and time.kind == "onset" else None
    sentence = around.sentence_of(mention.start)
    status = status_of(
        concept,
        text,
        mention=mention,
        sentence=sentence,
        subject=subject,
        onset=onset,
        denied_within=around.denied_within(mention),
    )
    if concept.kind == "function" and not names_loss(text[mention.start : mention.end]):
        state = working(text, mention.start, mention.end, sentence=sentence)
        if state is Working.UNSAID:
            return None
        status = Status.ABSENT if state is Working.KEPT else _unless_denied(status)
    site = around.site_of(mention, inside_only=not concept.placed)
    preserved = concept.kind == "function" and status is Status.ABSENT
    return Finding(
        text=text[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        concept=concept.id,
        label=text[mention.start : mention.end].lower() if concept is UNLISTED else concept.label,
        hpo=concept.hpo,
        status=status,
        site=None if preserved else (sites()[site.id].label if site else _own_site(concept)),
        side=around.side_of(mention, site) if concept.placed or site else None,
        onset=onset,
        duration=time.said if time and time.kind == "duration" else None,
        severity=around.severity_of(mention) if concept.kind == "symptom" else None,
        preserved=preserved,
    )


def _own_site(concept: Concept) -> str | None:
    return sites()[concept.site].label if concept.site else None


def _unless_denied(status: Status) -> Status:
    """ "I cannot swallow" is a denial of swallowing, not of the trouble."""
    return Status.PRESENT if status is Status.ABSENT else status


def _concerns(findings: tuple[Finding, ...]) -> tuple[Concern, ...]:
    feared = (f for f in findings if f.status is Status.FEARED)
    first = {finding.concept: finding for finding in reversed(list(feared))}
    return tuple(Concern(f.text, f.start, f.end, f.concept) for f in sorted(first.values(), key=lambda f: f.start))


def _main_concepts(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Complaints the person has now, in order of appearance."""
    return tuple(
        dict.fromkeys(
            f.concept
            for f in findings
            if f.status is Status.PRESENT and concepts()[f.concept].kind in ("symptom", "function")
        )
    )


def _said(findings: tuple[Finding, ...], age: float | None, pregnant: bool | None) -> frozenset[str]:
    """What need not be asked again: every concept mentioned, and the facts of time and person."""
    said = {finding.concept for finding in findings}
    said |= {"time" for f in findings if f.onset or f.duration}
    said |= {"side" for f in findings if f.side}
    said |= {"site" for f in findings if f.site}
    if age is not None:
        said.add("age")
    if pregnant is not None:
        said.add("pregnancy")
    return frozenset(said)
