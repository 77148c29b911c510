"""One question in every stage, each with words found nowhere else, and somebody in every role."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.test import Client

from curbside.web import lifecycle
from curbside.web.accounts.applying import LicenceClaim
from curbside.web.accounts.models import Application, Doctor, Role
from curbside.web.blocks.actions import note_uses
from curbside.web.blocks.models import Recall
from curbside.web.departments.actions import load_departments
from curbside.web.lifecycle import people
from curbside.web.publishing.models import ErrorReport, TakeDown
from curbside.web.questions.models import Question
from curbside.web.reviews.actions import open_review
from curbside.web.reviews.models import PeerReview
from curbside.web.topics.models import TopicVersion
from curbside.web.topics.shipped import load_topics
from tests.web import story
from tests.web.accounts.test_evidence import PDF
from tests.web.story import NOW
from tests.web.visitors import asker_of, browser, signed_in, staff

STAGES = ("received", "waiting", "signed", "published", "answered", "declined", "withdrawn", "erased")
# Stages whose words no reader may ever see.
HIDDEN = tuple(stage for stage in STAGES if stage != "published")
ROLES = (
    "anonymous",
    "asker",
    "stranger",
    "doctor",
    "other-doctor",
    "unverified",
    "reviewer",
    "moderator",
    "administrator",
    "auditor",
)


def marker(stage: str) -> str:
    """A made-up word that looks like no name and stands in everything written in this stage."""
    return f"zorbl{stage}"


@dataclass(frozen=True)
class Town:
    questions: Mapping[str, Question]
    secret: str
    doctor: Doctor
    report: ErrorReport
    application: Application
    proposal: TakeDown
    recall: Recall
    browsers: Mapping[str, Client]

    def places(self) -> dict[str, str]:
        """What stands in the braces of an address."""
        page = self.questions["published"].publication
        own = {
            "address": f"{page.ref}-{page.slug}",
            "secret": self.secret,
            "doctor": self.doctor.slug,
            "report": str(self.report.pk),
            "application": self.application.ref,
            "person": str(self.doctor.user_id),
            "topic_version": str(TopicVersion.objects.get(topic="muscle-twitching").pk),
            "proposal": str(self.proposal.pk),
            "recall": str(self.recall.pk),
            "peer_review": str(PeerReview.objects.get(question=self.questions["published"]).pk),
        }
        return own | {stage: question.ref for stage, question in self.questions.items()}


def build(*, roles: bool = True) -> Town:
    """Every question asked and led to its stage through the real lifecycle."""
    load_departments()
    load_topics(now=NOW)
    doctor = story.make_doctor("neurology")
    receipt = lifecycle.receive_question(_written("waiting"), now=NOW)
    lifecycle.prepare_question(receipt.question, now=NOW)
    questions = {"waiting": receipt.question} | {s: _ask(s) for s in STAGES if s != "waiting"}
    for stage in ("signed", "published", "withdrawn", "erased", "answered"):
        _answer(questions[stage], doctor, stage)
    for stage in ("published", "withdrawn", "erased"):
        _publish(questions[stage], stage)
    moderator = story.viewer_of(story.make_moderator())
    story.take_down(questions["withdrawn"].publication)
    lifecycle.erase_thread(questions["erased"], now=NOW)
    lifecycle.decline_question(questions["declined"], moderator, reason="Ask a pharmacist.", now=NOW)
    for question in questions.values():
        question.refresh_from_db()
    page = questions["published"].publication
    report = lifecycle.report_error(page, kind="medical", text="A reader's words.", now=NOW)
    application = people.apply_as_doctor(_claim(), PDF, now=NOW)
    proposal = lifecycle.propose_take_down(
        questions["answered"], moderator, erase=True, reason="Asked for by letter.", now=NOW
    )
    recall = _called_back(questions["published"], doctor)
    open_review(page.question, PeerReview.Why.SAMPLE, due_on=NOW.date(), now=NOW)
    browsers = _browsers(questions, doctor) if roles else {}
    return Town(questions, receipt.secret, doctor, report, application, proposal, recall, browsers)


def _called_back(question: Question, doctor: Doctor) -> Recall:
    """The published answer was made with a text block that turned out to be wrong."""
    viewer = story.viewer_of_doctor(doctor)
    version = story.write_block(doctor)
    note_uses(question, [version.pk])
    said = replace(story.BLOCK, note="It is two weeks.", corrects=True)
    return lifecycle.change_text_block(version.block, viewer, said, now=NOW)[0]


def _claim() -> LicenceClaim:
    return LicenceClaim(
        "Dr. Amara Obi",
        "amara@example.org",
        "MED-1",
        "Medical Council",
        "GB",
        "neurology",
        "Example Hospital",
        "Ward 1",
    )


def _written(stage: str):
    word = marker(stage)
    return story.submission(
        title=f"Calf keeps twitching {word}",
        body=f"{story.BODY} The {word} began last week.",
        consents={"answer": True, "publish": stage != "answered", "research": False},
    )


def _ask(stage: str) -> Question:
    question = lifecycle.receive_question(_written(stage), now=NOW).question
    if stage != "received":
        lifecycle.prepare_question(question, now=NOW)
        question.refresh_from_db()
    return question


def _answer(question: Question, doctor: Doctor, stage: str) -> None:
    viewer = story.viewer_of_doctor(doctor)
    text = story.REPLY.replace("Try less coffee", f"Leave the {marker(stage)} alone and try less coffee")
    lifecycle.claim_question(question, viewer, now=NOW)
    problems, _ = lifecycle.look_over_reply(question, viewer, text, now=NOW)
    seen = tuple({p.type for p in problems})
    signature = lifecycle.Signature(text, acknowledged=seen, headline=f"Twitching calf {marker(stage)}")
    lifecycle.sign_answer(question, viewer, signature, now=NOW)


def _publish(question: Question, stage: str) -> None:
    approval = lifecycle.Approval(f"Twitching calf {marker(stage)}", question.title, question.body)
    lifecycle.approve_publication(question, story.viewer_of(story.make_moderator()), approval, now=NOW)


def _browsers(questions: Mapping[str, Question], doctor: Doctor) -> dict[str, Client]:
    opened = [question for stage, question in questions.items() if stage != "erased"]
    stranger = story.ask(title="Another person's question")
    return {
        "anonymous": browser(),
        "asker": asker_of(*opened),
        "stranger": asker_of(stranger),
        "doctor": signed_in(doctor),
        "other-doctor": signed_in(story.make_doctor("dermatology")),
        "unverified": signed_in(story.make_doctor("neurology", verified=False)),
        "reviewer": staff(Role.REVIEWER),
        "moderator": staff(Role.MODERATOR),
        "administrator": staff(Role.ADMINISTRATOR),
        "auditor": staff(Role.AUDITOR),
    }
