"""Any number of people doing anything to a few questions, in any order: a machine that tries to break the lifecycle.

The model beside the database knows only what a person would: who holds which question until when, what was agreed to,
and where each question should stand. After every step the database is asked whether the promises hold.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.accounts.queries import Viewer
from curbside.web.answers.models import Answer, Claim, ReplyDraft
from curbside.web.audit.models import AuditEntry
from curbside.web.lifecycle.asking_back import remind_and_close
from curbside.web.publishing.models import Publication, TakeDown
from curbside.web.publishing.queries import live_publications, take_down_of
from curbside.web.questions.models import AskBack, Consent, ConsentKind, OriginalText, Question, Stage
from curbside.web.questions.queries import latest_ask_back
from tests.web import story

SECRETS = ("Oakeshott", "7946", "Wharf Road")
BODIES = (
    story.BODY,
    f"{story.BODY} My name is Tamsin Oakeshott.",
    f"{story.BODY} Call me on 020 7946 0018, please.",
    f"{story.BODY} I live at 12 Wharf Road, Exampleton.",
)
REPLIES = (story.REPLY, story.REPLY.replace("two weeks", "three weeks"))
NAMING = f"{story.REPLY}\nAsk at 12 Wharf Road, Exampleton.\n"
# Few questions, so that many deeds meet one; deeds that end a life are done once in four draws.
MOST = 2
small = st.integers(0, 1)
once_in_four = st.integers(0, 3).map(lambda drawn: drawn == 3)


@dataclass
class Asked:
    """What a person would know about one question."""

    question: Question
    stage: Stage
    department: str
    publish: bool
    answer: bool = True
    holder: Viewer | None = None
    until: datetime | None = None
    signer: Viewer | None = None
    promised: Viewer | None = None  # asked back: the answer comes to this doctor
    asked_back: bool = False
    closed_kindly: bool = False
    held: bool = False  # somebody proposes to take it down, to retract or to erase it
    deed: str = ""  # what they propose
    retracted: bool = False


class Counted:
    """How many steps were taken by all machines of one test, and how many of each kind had an effect."""

    steps = 0
    done: dict[str, int] = {}


class Life(RuleBasedStateMachine):
    """Each example runs in a transaction that is taken back."""

    doctors: tuple[Viewer, ...] = ()
    moderators: tuple[Viewer, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.now = story.NOW
        self.asked: list[Asked] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # ── The asker ──────────────────────────────────────────────────────────────────────────────────────────────
    @initialize()
    def first(self) -> None:
        self._ask(0, publish=True)

    @precondition(lambda self: len(self.asked) < MOST)
    @rule(text=st.integers(0, 3), publish=st.booleans())
    def ask(self, text: int, publish: bool) -> None:
        self._ask(text, publish=publish)

    def _ask(self, text: int, *, publish: bool) -> None:
        given = story.submission(body=BODIES[text], consents={"answer": True, "publish": publish, "research": False})
        question = lifecycle.receive_question(given, now=self.now).question
        lifecycle.prepare_question(question, now=self.now)
        self._count("ask")
        self.asked.append(Asked(question, Stage.WAITING, "neurology", publish))

    @rule(n=small, sure=once_in_four, early=st.booleans())
    def stop(self, n: int, sure: bool, early: bool) -> None:
        """The question is taken back before a doctor has answered; or too late."""
        if not sure:
            return
        waiting = (each for each in self.asked if each.stage == Stage.WAITING)
        one = next(waiting, self._one(n)) if early else self._one(n)
        if self._tried(lambda: self._consent(one, ConsentKind.ANSWER, given=False), one.stage == Stage.WAITING, "stop"):
            one.stage, one.answer, one.holder, one.asked_back = Stage.DECLINED, False, None, False

    @rule(n=small, given=st.sampled_from((True, True, False)))
    def agree_to_publish(self, n: int, given: bool) -> None:
        one = self._one(n)
        before = one.stage
        try:
            self._consent(one, ConsentKind.PUBLISH, given=given)
        except BadInput:
            assert given, "taking consent back is never refused"
            return
        self._count("consent")
        one.publish = given
        if not given and before == Stage.PUBLISHED:
            one.stage = Stage.WITHDRAWN
        elif not given and before == Stage.SIGNED:
            one.stage = Stage.ANSWERED
        elif given and before in (Stage.ANSWERED, Stage.WITHDRAWN):
            one.stage = Stage.SIGNED

    def _consent(self, one: Asked, kind: ConsentKind, *, given: bool) -> None:
        lifecycle.change_consent(self._as_read(one), kind, given=given, now=self.now)

    @rule(n=small, sure=once_in_four)
    def erase(self, n: int, sure: bool) -> None:
        if not sure:
            return
        one = self._one(n)
        lifecycle.erase_question(self._as_read(one), actor="asker", now=self.now)
        self._count("erase")
        self.asked.remove(one)
        one.stage = Stage.ERASED
        self._nothing_is_left_of(one)

    # ── The desk ───────────────────────────────────────────────────────────────────────────────────────────────
    @rule(n=small, who=st.integers(0, 2))
    def claim(self, n: int, who: int) -> None:
        one, viewer = self._one(n), self.doctors[who]
        free = self._holder(one) in (None, viewer)
        mine = one.department in viewer.departments or one.promised == viewer
        may = one.stage == Stage.WAITING and free and mine
        if self._tried(lambda: lifecycle.claim_question(self._as_read(one), viewer, now=self.now), may, "claim"):
            one.holder, one.until = viewer, self.now + settings.CLAIM_PERIOD

    @rule(n=small, who=st.integers(0, 2))
    def give_back(self, n: int, who: int) -> None:
        one, viewer = self._one(n), self.doctors[who]
        lifecycle.release_question(self._as_read(one), viewer, now=self.now)
        self._count("give back")
        if one.holder == viewer:
            one.holder = None

    @rule(minutes=st.sampled_from((1, 1, 10, 31, 600)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self._count("time")

    @rule(n=small, who=st.integers(0, 2), bring=st.booleans())
    def write(self, n: int, who: int, bring: bool) -> None:
        one = self._one(n)
        if bring:
            self._bring_to_a_holder(one)
        viewer = self._holder(one) or self.doctors[who]
        question = self._as_read(one)
        draft = ReplyDraft.objects.filter(question=question, doctor_id=viewer.doctor_id).first()
        started = draft.version if draft else 0
        holds = one.stage == Stage.WAITING and self._holder(one) == viewer

        def type_on() -> None:
            lifecycle.save_reply(question, viewer, f"Draft {self.now:%M}", version=started, now=self.now)

        if self._tried(type_on, holds, "write"):
            one.until = self.now + settings.CLAIM_PERIOD

    @rule(n=small, to=st.sampled_from(("neurology", "cardiology")))
    def hand_over(self, n: int, to: str) -> None:
        one = self._one(n)

        def hand() -> None:
            lifecycle.hand_over(self._as_read(one), self.moderators[0], to, reason="wrong-department", now=self.now)

        if self._tried(hand, one.stage == Stage.WAITING, "hand over"):
            one.department, one.holder, one.promised = to, None, None

    @rule(n=small, sure=once_in_four)
    def decline(self, n: int, sure: bool) -> None:
        one = self._one(n)

        def decline() -> None:
            lifecycle.decline_question(self._as_read(one), self.moderators[0], reason="Ask a pharmacist.", now=self.now)

        if sure and self._tried(decline, one.stage == Stage.WAITING, "decline"):
            one.stage, one.holder, one.asked_back = Stage.DECLINED, None, False

    @rule(n=small, text=st.integers(0, 1), bring=st.booleans())
    def sign(self, n: int, text: int, bring: bool) -> None:
        """Whoever holds it signs; when nobody does, somebody who does not hold it tries."""
        one = self._one(n)
        if bring:
            self._bring_to_a_holder(one)
        viewer = self._holder(one) or self.doctors[0]
        may = one.stage == Stage.WAITING and self._holder(one) == viewer
        if self._tried(lambda: self._sign(one, viewer, REPLIES[text]), may, "sign"):
            one.stage = Stage.SIGNED if one.publish else Stage.ANSWERED
            one.holder, one.signer, one.asked_back = None, viewer, False

    def _sign(self, one: Asked, viewer: Viewer, text: str) -> None:
        signature = lifecycle.Signature(text, acknowledged=("missing_safety_net",))
        lifecycle.sign_answer(self._as_read(one), viewer, signature, now=self.now)

    @rule(n=small, who=st.integers(0, 2), bring=st.booleans())
    def ask_back(self, n: int, who: int, bring: bool) -> None:
        """The doctor who holds it asks the person back: the question is given up and its clock stands."""
        one = self._one(n)
        if bring:
            self._bring_to_a_holder(one)
        viewer = self._holder(one) or self.doctors[who]
        may = one.stage == Stage.WAITING and self._holder(one) == viewer and not one.asked_back

        def ask() -> None:
            lifecycle.ask_back(self._as_read(one), viewer, "Since when exactly?", now=self.now)

        if self._tried(ask, may, "ask back"):
            one.holder, one.promised, one.asked_back = None, viewer, True

    @rule(n=small, text=st.integers(0, 3), bring=st.booleans())
    def reply(self, n: int, text: int, bring: bool) -> None:
        """The person replies, with words that identify; late too, when the question was closed kindly."""
        one = self._one(n)
        if bring:
            self._bring_to_asked_back(one)
        asked = latest_ask_back(one.question)
        if asked is None:
            return
        closed_kindly = one.stage == Stage.DECLINED and one.closed_kindly
        may = one.answer and asked.replied_at is None and (closed_kindly or one.asked_back)

        def answer() -> None:
            lifecycle.reply_to_doctor(asked, BODIES[text], acknowledged_emergency=False, now=self.now)

        if self._tried(answer, may, "reply"):
            one.stage, one.asked_back, one.closed_kindly = Stage.WAITING, False, False

    @rule(n=small, days=st.sampled_from((0, 4, 15)), bring=st.booleans())
    def silence(self, n: int, days: int, bring: bool) -> None:
        """Nobody replies for days: a reminder, and in the end the kind close."""
        if bring:
            self._bring_to_asked_back(self._one(n))
        if not any(one.asked_back for one in self.asked):
            return
        self.now += timedelta(days=days)
        remind_and_close(now=self.now)
        self._count("silence")
        for one in self.asked:
            row = self._as_read(one)
            if one.asked_back and row.stage == Stage.DECLINED:
                one.stage, one.asked_back, one.closed_kindly, one.holder = Stage.DECLINED, False, True, None

    # ── Moderation ─────────────────────────────────────────────────────────────────────────────────────────────
    @rule(n=small, raw=once_in_four, bring=st.booleans())
    def approve(self, n: int, raw: bool, bring: bool) -> None:
        """`raw`: the moderator puts back what was taken out, which must never go up."""
        one = self._one(n)
        if bring:
            self._bring_to_signed(one)
        question = self._as_read(one)
        original = OriginalText.objects.filter(question=question).first()
        body = original.body if raw and original else question.body
        approval = lifecycle.Approval(f"A calf that twitches, kind {_spelt(question.pk)}", question.title, body)
        clean = not any(secret in body for secret in SECRETS)
        may = one.stage == Stage.SIGNED and one.publish and clean and not one.held

        def put_up() -> None:
            lifecycle.approve_publication(question, self.moderators[0], approval, now=self.now)

        if self._tried(put_up, may, "approve"):
            one.stage = Stage.PUBLISHED

    @rule(n=small, sure=once_in_four)
    def keep_private(self, n: int, sure: bool) -> None:
        one = self._one(n)

        def keep() -> None:
            lifecycle.keep_private(self._as_read(one), self.moderators[0], reason="Too rare.", now=self.now)

        if sure and self._tried(keep, one.stage == Stage.SIGNED, "keep private"):
            one.stage = Stage.ANSWERED

    @rule(n=small, text=st.integers(0, 2), bring=st.booleans())
    def correct(self, n: int, text: int, bring: bool) -> None:
        one = self._one(n)
        if bring:
            self._bring_to_published(one)
        words = (*REPLIES, NAMING)[text]
        may = one.stage == Stage.PUBLISHED and not one.held and not one.retracted and words != NAMING
        viewer = one.signer or self.doctors[0]

        def mend() -> None:
            lifecycle.correct_answer(
                self._as_read(one),
                viewer,
                words,
                note=f"Mended at step {Counted.steps}.",
                acknowledged=("missing_safety_net",),
                now=self.now,
            )

        self._tried(mend, may, "correct")

    @rule(n=small, who=st.sampled_from(("signer", "colleague", "reviewer")), bring=st.booleans(), sure=once_in_four)
    def take_back(self, n: int, who: str, bring: bool, sure: bool) -> None:
        """The doctor who signed retracts alone, also when that is proposed already; a colleague may not; a reviewer
        proposes it."""
        if not sure:
            return
        one = self._one(n)
        if bring:
            self._bring_to_published(one)
        stands = one.stage == Stage.PUBLISHED and not one.retracted
        if who == "reviewer":
            self._propose_to_retract(one, may=stands and not one.held)
            return
        others = (doctor for doctor in self.doctors if doctor != one.signer)
        viewer = one.signer if one.signer and who == "signer" else next(others)
        free = not one.held or one.deed == TakeDown.Deed.RETRACT

        def retract() -> None:
            lifecycle.retract_answer(self._as_read(one), viewer, reason="It was wrong.", now=self.now)

        if self._tried(retract, stands and free and viewer == one.signer, "retract"):
            one.retracted, one.held = True, False

    def _propose_to_retract(self, one: Asked, *, may: bool) -> None:
        def propose() -> None:
            lifecycle.propose_retraction(self._as_read(one), self.moderators[0], reason="It is wrong.", now=self.now)

        if self._tried(propose, may, "propose to retract"):
            one.held, one.deed = True, TakeDown.Deed.RETRACT

    @rule(n=small, erase=once_in_four, bring=st.booleans())
    def propose_to_take_down(self, n: int, erase: bool, bring: bool) -> None:
        one = self._one(n)
        if bring:
            self._bring_to_published(one)
        may = not one.held and (erase or one.stage == Stage.PUBLISHED)

        def propose() -> None:
            lifecycle.propose_take_down(
                self._as_read(one), self.moderators[0], erase=erase, reason="It names somebody.", now=self.now
            )

        if self._tried(propose, may, "propose"):
            one.held, one.deed = True, TakeDown.Deed.ERASE if erase else TakeDown.Deed.UNPUBLISH

    @rule(n=small, who=st.integers(0, 1), agree=st.booleans())
    def decide(self, n: int, who: int, agree: bool) -> None:
        one = self._one(n)
        proposal = take_down_of(one.question)
        if proposal is None:
            assert not one.held
            return
        second = self.moderators[who]
        erase = proposal.deed == TakeDown.Deed.ERASE

        def decide() -> None:
            lifecycle.decide_take_down(proposal, second, agree=agree, now=self.now)

        if not self._tried(decide, who != 0, "decide"):
            return
        one.held = False
        if agree and erase:
            self.asked.remove(one)
            self._nothing_is_left_of(one)
        elif agree and one.stage == Stage.PUBLISHED:
            if proposal.deed == TakeDown.Deed.RETRACT:
                one.retracted = True
            else:
                one.stage = Stage.WITHDRAWN

    # ── Promises ───────────────────────────────────────────────────────────────────────────────────────────────
    @invariant()
    def everybody_agrees_where_each_question_stands(self) -> None:
        stages = dict(_rows(_stages))
        assert {one.question.pk: stages.get(one.question.pk) for one in self.asked} == {
            one.question.pk: one.stage.value for one in self.asked
        }

    @invariant()
    def one_owner(self) -> None:
        """Exactly who is thought to hold a question holds it; what is not waiting is held by nobody."""
        held = {question: doctor for question, doctor, until in _rows(_claims) if _moment(until) > self.now}
        assert held == {one.question.pk: holder.doctor_id for one in self.asked if (holder := self._holder(one))}

    @invariant()
    def live_consent(self) -> None:
        """Every page that is up has the consent of this moment, and nobody took it down or holds it back."""
        shown = dict(_rows(_up))
        assert all(shown.values())
        expected = {one.question.pk for one in self.asked if one.stage == Stage.PUBLISHED and not one.held}
        assert set(shown) == expected

    @invariant()
    def nothing_retracted_stands(self) -> None:
        """What was taken back is on its page with a note, and nowhere an answer."""
        pages = _rows(_marked)
        retracted = {one.question.pk for one in self.asked if one.retracted}
        assert {page for page, retracted_at, _, _ in pages if retracted_at} == {p[0] for p in pages} & retracted
        for page, _, notes, more_info in pages:
            assert ('"retraction"' in notes) == (page in retracted)
            assert page not in retracted or more_info == "[]"

    @invariant()
    def no_orphan(self) -> None:
        """What waits has a department, a clock and a claim row; what is answered has its answer; a page its words."""
        assert _rows(_lost) == []

    @invariant()
    def nothing_raw_is_public(self) -> None:
        Counted.steps += 1
        assert _rows(_raw) == []

    # ── The usual way, so that deeds far along are met often enough ─────────────────────────────────────────────
    def _bring_to_a_holder(self, one: Asked) -> None:
        if one.stage == Stage.WAITING and self._holder(one) is None:
            fits = (who for who, doctor in enumerate(self.doctors) if one.department in doctor.departments)
            self.claim(self.asked.index(one), next(fits))

    def _bring_to_asked_back(self, one: Asked) -> None:
        if one.stage == Stage.WAITING and not one.asked_back:
            self.ask_back(self.asked.index(one), 0, bring=True)

    def _bring_to_signed(self, one: Asked) -> None:
        if one.stage == Stage.WAITING:
            self.sign(self.asked.index(one), 0, bring=True)

    def _bring_to_published(self, one: Asked) -> None:
        self._bring_to_signed(one)
        if one.stage == Stage.SIGNED and not one.held:
            self.approve(self.asked.index(one), raw=False, bring=False)

    # ── How it is done ─────────────────────────────────────────────────────────────────────────────────────────
    def _one(self, n: int) -> Asked:
        if not self.asked:
            self._ask(n % len(BODIES), publish=True)
        return self.asked[n % len(self.asked)]

    def _as_read(self, one: Asked) -> Question:
        return Question.objects.get(pk=one.question.pk)

    def _holder(self, one: Asked) -> Viewer | None:
        return one.holder if one.holder and one.until and one.until > self.now else None

    def _tried(self, deed, may: bool, name: str) -> bool:
        """Does the deed; it goes through exactly when a person would expect it to, and is in the audit log then."""
        before = _rows(_last_entry)
        try:
            with transaction.atomic():
                deed()
        except BadInput as refusal:
            if may:
                raise AssertionError(f"{name} was refused: {refusal}") from refusal
            self._count(f"{name}, refused")
            return False
        assert may, f"{name} went through"
        assert name == "write" or _rows(_last_entry) != before, name
        self._count(name)
        return True

    def _nothing_is_left_of(self, one: Asked) -> None:
        row = Question.objects.get(pk=one.question.pk)
        assert (row.stage, row.title, row.body, row.headline, row.alias) == (Stage.ERASED, "", "", "", "")
        for model in (OriginalText, Answer, Publication, ReplyDraft):
            assert not model.objects.filter(question=row).exists(), model

    @staticmethod
    def _count(name: str) -> None:
        Counted.done[name] = Counted.done.get(name, 0) + 1


def _stages() -> QuerySet:
    return Question.objects.order_by().values_list("pk", "stage")


def _claims() -> QuerySet:
    return Claim.objects.order_by().filter(doctor__isnull=False).values_list("question_id", "doctor_id", "expires_at")


def _moment(kept: datetime | str) -> datetime:
    """A moment as the database keeps it: SQLite keeps words."""
    read = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _up() -> QuerySet:
    """Every page that is up, with the consent of this moment."""
    last = Consent.objects.filter(question=OuterRef("question"), kind=ConsentKind.PUBLISH).order_by("-id")
    pages = live_publications().annotate(agreed=Subquery(last.values("given")[:1]))
    return pages.order_by().values_list("question_id", "agreed")


def _last_entry() -> QuerySet:
    return AuditEntry.objects.order_by("-pk").values_list("pk")[:1]


def _marked() -> QuerySet:
    """Every page that is up, with when it was retracted, its notes and its More info as text."""
    words = {"notes": Cast("correction_notes", TextField()), "explained": Cast("more_info", TextField())}
    pages = live_publications().order_by().annotate(**words)
    return pages.values_list("question_id", "retracted_at", "notes", "explained")


def _lost() -> QuerySet:
    answered = [Stage.SIGNED, Stage.PUBLISHED, Stage.ANSWERED, Stage.WITHDRAWN]
    answer = Exists(Answer.objects.filter(question=OuterRef("pk")))
    page = Exists(Publication.objects.filter(question=OuterRef("pk"), withdrawn_at=None))
    open_ask = Exists(AskBack.objects.filter(question=OuterRef("pk"), closed_at=None, replied_at=None))
    lost = Question.objects.filter(
        Q(stage=Stage.WAITING, paused_at=None) & Q(open_ask)
        | Q(stage=Stage.WAITING, paused_at__isnull=False) & ~Q(open_ask)
        | (~Q(stage=Stage.WAITING) & Q(paused_at__isnull=False))
        | Q(stage=Stage.WAITING, department=None)
        | Q(stage=Stage.WAITING, claim=None)
        | (Q(stage__in=answered) & ~Q(answer))
        | (Q(stage__in=[Stage.WAITING, Stage.DECLINED, Stage.ERASED]) & Q(answer))
        | (Q(stage=Stage.PUBLISHED) & ~Q(page))
        | (~Q(stage=Stage.PUBLISHED) & Q(page))
    )
    return lost.values_list("pk", "stage")


def _raw() -> QuerySet:
    raw = Q()
    for secret in SECRETS:
        for column in ("headline", "title", "body", "answer_html", "answer_text", "question_excerpt"):
            raw |= Q(**{f"{column}__contains": secret})
    return Publication.objects.filter(raw).values_list("pk")


@cache
def _compiled(query: Callable[[], QuerySet]) -> tuple[str, tuple]:
    return query().query.sql_with_params()


def _rows(query: Callable[[], QuerySet]) -> list:
    """What the query finds; its SQL is made once, for it is asked after every one of thousands of steps."""
    with connection.cursor() as cursor:
        cursor.execute(*_compiled(query))
        return cursor.fetchall()


def _spelt(number: int) -> str:
    """A number in words: every page needs its own headline, and a reference in it would read like an identifier."""
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return " ".join(names[int(digit)] for digit in str(number))
