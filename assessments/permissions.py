"""Who may do what. Plain functions of a standing; every rule exists as a pair, `check_can_x` and `can_x`.

A standing says how someone reached an innovation (see `models.innovation.ReachableQuerySet`): as a member with a role,
by an invitation to rate as a guest, or by holding the cookie of a trial. Without a standing nothing is found at all,
which is decided by the queries. Nor is a thing that its standing may not see: for that there are `can_see` and
`can_meet` alone, and no refusal. What a standing opens also depends on how far an assessment is:
`can_see_assessment` is where the two meet.
"""

from dataclasses import dataclass
from enum import StrEnum

from assessments.errors import NotAllowed
from assessments.models.vocabulary import GUEST_STANDING, TRIAL_STANDING, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `person_id` is None for someone not signed in; then a trial or guest cookie may stand for them."""

    person_id: int | None = None
    name: str = ""
    trial_key_hash: str = ""
    request_id: str = ""
    guest_key_hash: str = ""

    @property
    def kind(self) -> str:
        if self.person_id is not None:
            return "person"
        if self.guest_key_hash:
            return "guest"
        return "trial" if self.trial_key_hash else "system"


SYSTEM = Actor(name="Octant")


class Phase(StrEnum):
    """How far an assessment is. Without a round of rating it is answered, then submitted."""

    ANSWERING = "answering"
    RATING = "rating"
    AGREEING = "agreeing"
    SUBMITTED = "submitted"


class Right(StrEnum):
    SEE = "see"
    ANSWER = "answer"
    SUBMIT = "submit"
    START = "start"
    DESCRIBE = "describe"
    INVITE = "invite"
    RATE = "rate"
    ROUND = "run_round"
    AGREE = "agree"
    MEET = "meet"
    LEAVE = "leave"


EVERYTHING = frozenset(Right)
ALL_BUT_PEOPLE = EVERYTHING - {Right.INVITE, Right.ROUND}
IN_A_TEAM = frozenset({Right.MEET, Right.LEAVE})
ALONE = ALL_BUT_PEOPLE - IN_A_TEAM - {Right.RATE, Right.AGREE}

RIGHTS: dict[str, frozenset[Right]] = {
    Role.LEAD: EVERYTHING - {Right.LEAVE},  # a team without a lead could do little
    Role.EDITOR: ALL_BUT_PEOPLE,
    Role.VIEWER: IN_A_TEAM | {Right.SEE},
    # they give their own view elsewhere, blind, and see nothing of the team's assessment
    Role.RATER: IN_A_TEAM | {Right.RATE},
    GUEST_STANDING: frozenset({Right.RATE}),
    TRIAL_STANDING: ALONE,
}

REFUSALS: dict[Right, str] = {
    Right.ANSWER: "You can read this assessment but not change it. Ask the person who leads it to make you an editor.",
    Right.SUBMIT: "You can read this assessment but not submit it. Ask the person who leads it to make you an editor.",
    Right.START: "You cannot start an assessment of this innovation. Ask the person who leads it.",
    Right.DESCRIBE: "You cannot change what is said about this innovation. Ask the person who leads it.",
    Right.INVITE: "You cannot change who is in this team. Ask the person who leads it.",
    Right.RATE: "You cannot give a view of your own here. Ask the person who leads it to make you a rater.",
    Right.ROUND: "You cannot open or close rating. Ask the person who leads it.",
    Right.AGREE: "You cannot change what the team agreed. Ask the person who leads it to make you an editor.",
    Right.LEAVE: "You cannot leave this team while you lead it. Hand over the lead first.",
}


def _can(standing: str, right: Right) -> bool:
    return right in RIGHTS.get(standing, frozenset())


def _check(standing: str, right: Right) -> None:
    if not _can(standing, right):
        raise NotAllowed(REFUSALS[right])


def can_see(standing: str) -> bool:
    return _can(standing, Right.SEE)


def can_see_assessment(standing: str, phase: Phase) -> bool:
    """Whoever rates it sees what came of it, once it is submitted, and nothing of the team's before."""
    return can_see(standing) or (phase is Phase.SUBMITTED and can_rate(standing))


def check_can_answer(standing: str) -> None:
    _check(standing, Right.ANSWER)


def can_answer(standing: str) -> bool:
    return _can(standing, Right.ANSWER)


def check_can_submit(standing: str) -> None:
    _check(standing, Right.SUBMIT)


def can_submit(standing: str) -> bool:
    return _can(standing, Right.SUBMIT)


def check_can_start(standing: str) -> None:
    _check(standing, Right.START)


def can_start(standing: str) -> bool:
    return _can(standing, Right.START)


def check_can_describe(standing: str) -> None:
    _check(standing, Right.DESCRIBE)


def can_describe(standing: str) -> bool:
    return _can(standing, Right.DESCRIBE)


def check_can_invite(standing: str) -> None:
    _check(standing, Right.INVITE)


def can_invite(standing: str) -> bool:
    return _can(standing, Right.INVITE)


def check_can_rate(standing: str) -> None:
    _check(standing, Right.RATE)


def can_rate(standing: str) -> bool:
    return _can(standing, Right.RATE)


def check_can_run_round(standing: str) -> None:
    _check(standing, Right.ROUND)


def can_run_round(standing: str) -> bool:
    return _can(standing, Right.ROUND)


def check_can_agree(standing: str) -> None:
    _check(standing, Right.AGREE)


def can_agree(standing: str) -> bool:
    return _can(standing, Right.AGREE)


def can_meet(standing: str) -> bool:
    """See who is in the team. Raters may, who see nothing of what it says."""
    return _can(standing, Right.MEET)


def check_can_leave(standing: str) -> None:
    _check(standing, Right.LEAVE)


def can_leave(standing: str) -> bool:
    return _can(standing, Right.LEAVE)
