"""What the demo's staff find on their first look: a rota, an application, a second opinion and peer reviews waiting."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from curbside.web import lifecycle
from curbside.web.accounts.applying import LicenceClaim
from curbside.web.accounts.models import Doctor, User
from curbside.web.accounts.queries import viewer_for
from curbside.web.lifecycle import duty
from curbside.web.lifecycle.people import apply_as_doctor
from curbside.web.questions.models import Question
from curbside.web.reviews.models import PeerReview
from curbside.web.rota.actions import ShiftTimes

# A reviewer has read all but these; the newest wait.
REVIEWS_LEFT = 3
READ_AFTER = timedelta(days=3)
WEEK = tuple(ShiftTimes(weekday, 8 * 60, 18 * 60) for weekday in range(1, 6))
ASKS, ASKED_DEPARTMENT, ASKED_ABOUT = "henrik-solberg", "neurology", "wait-statin-muscle-ache"
OPINION = (
    "Aching thighs and arms five weeks into the statin, and rising from a low sofa is hard. Would you think of nerves"
    " or a muscle disease as well, before I change the medicine?"
)
APPLICANT = LicenceClaim(
    name="Dr. Ines Valcourt",
    email="ines.valcourt@example.org",
    licence="MED-20417",
    licence_authority="Medical Council (made up)",
    licence_country="GB",
    department_id="hematology",
    institution="Example Hospital",
    institution_department="Department of Hematology",
    languages=("en", "fr"),
    bio="Made-up applicant.",
)
# The smallest document a browser opens: one empty page.
PROOF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def load_rota(doctors: Mapping[str, Doctor], *, now: datetime) -> None:
    """One doctor works by shifts, another will be away."""
    by_shifts, away_soon = doctors["yuki-tanabe"], doctors["mirela-popa"]
    duty.set_my_week(viewer_for(by_shifts.user, today=now.date()), list(WEEK), timezone="Europe/London", now=now)
    first = now.date() + timedelta(days=10)
    viewer = viewer_for(away_soon.user, today=now.date())
    duty.go_away(viewer, first, first + timedelta(days=6), now=now)


def load_application(*, now: datetime) -> None:
    apply_as_doctor(APPLICANT, PROOF, now=now)


def read_answers(reviewer: User, *, now: datetime) -> None:
    """Each answer that was drawn or of high risk was read some days after it went up, but the newest."""
    viewer = viewer_for(reviewer, today=now.date())
    waiting = list(PeerReview.objects.filter(decided_at=None).select_related("question").order_by("-opened_at", "pk"))
    for review in reversed(waiting[REVIEWS_LEFT:]):
        read_at = min(review.opened_at + READ_AFTER, now)
        lifecycle.decide_peer_review(review, viewer, outcome=PeerReview.Outcome.FINE, note="", now=read_at)


def ask_for_opinion(question: Question, doctor: Doctor, *, now: datetime) -> None:
    viewer = viewer_for(doctor.user, today=now.date())
    lifecycle.claim_question(question, viewer, now=now)
    lifecycle.ask_opinion(question, viewer, OPINION, department_id=ASKED_DEPARTMENT, now=now)
