"""Who may do what. Plain functions of a standing; every rule exists as a pair, `check_can_x` and `can_x`.

A standing says how someone reached an innovation (see `models.innovation.ReachableQuerySet`): as a member with a role,
or by holding the cookie of a trial. Without a standing a thing is not found at all, which is decided by the queries.
Nor is a thing that its standing may not see: for that there is `can_see` alone, and no refusal.
"""

from dataclasses import dataclass
from enum import StrEnum

from assessments.errors import NotAllowed
from assessments.models.vocabulary import TRIAL_STANDING, Role, SiteRole


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `person_id` is None for someone not signed in; then a trial's cookie may stand for them."""

    person_id: int | None = None
    name: str = ""
    trial_key_hash: str = ""
    request_id: str = ""
    site_roles: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        if self.person_id is not None:
            return "person"
        if self.trial_key_hash:
            return "trial"
        return "stranger" if self.request_id else "system"


SYSTEM = Actor(name="Octant", site_roles=frozenset({SiteRole.ADMINISTRATOR}))


class Right(StrEnum):
    SEE = "see"
    ANSWER = "answer"
    SUBMIT = "submit"
    START = "start"
    DESCRIBE = "describe"
    INVITE = "invite"


EVERYTHING = frozenset(Right)
ALL_BUT_PEOPLE = EVERYTHING - {Right.INVITE}

RIGHTS: dict[str, frozenset[Right]] = {
    Role.LEAD: EVERYTHING,
    Role.EDITOR: ALL_BUT_PEOPLE,
    Role.VIEWER: frozenset({Right.SEE}),
    # a rater gives their own view elsewhere, blind, and sees nothing of the team's assessment before that
    Role.RATER: frozenset(),
    TRIAL_STANDING: ALL_BUT_PEOPLE,
}

REFUSALS: dict[Right, str] = {
    Right.ANSWER: "You can read this assessment but not change it. Ask the person who leads it to make you an editor.",
    Right.SUBMIT: "You can read this assessment but not submit it. Ask the person who leads it to make you an editor.",
    Right.START: "You cannot start an assessment of this innovation. Ask the person who leads it.",
    Right.DESCRIBE: "You cannot change what is said about this innovation. Ask the person who leads it.",
    Right.INVITE: "You cannot add people to this innovation. Ask the person who leads it.",
}


def _can(standing: str, right: Right) -> bool:
    return right in RIGHTS.get(standing, frozenset())


def _check(standing: str, right: Right) -> None:
    if not _can(standing, right):
        raise NotAllowed(REFUSALS[right], right=right)


def can_see(standing: str) -> bool:
    return _can(standing, Right.SEE)


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


# --- The site itself: a function of who acts, and of nothing else


def check_can_administer(who: Actor) -> None:
    """People, their site roles, and the record of who did what."""
    if SiteRole.ADMINISTRATOR not in who.site_roles:
        raise NotAllowed("Only an administrator can do this.", right="administer")


def can_administer(who: Actor) -> bool:
    try:
        check_can_administer(who)
    except NotAllowed:
        return False
    return True
