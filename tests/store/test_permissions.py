"""Who may do what, as one table. It reads like the policy because it is the policy."""

from collections.abc import Callable

import pytest

from assessments import permissions
from assessments.errors import NotAllowed
from assessments.models import Role
from assessments.models.vocabulary import GUEST_STANDING, TRIAL_STANDING
from assessments.permissions import RIGHTS, SYSTEM, Actor, Right

YES, NO = True, False

POLICY = {
    #            see  answer submit start describe invite rate run_round agree meet leave
    "lead":     (YES, YES,   YES,   YES,  YES,     YES,   YES, YES,      YES,      YES, NO),
    "editor":   (YES, YES,   YES,   YES,  YES,     NO,    YES, NO,       YES,      YES, YES),
    "viewer":   (YES, NO,    NO,    NO,   NO,      NO,    NO,  NO,       NO,       YES, YES),
    "rater":    (NO,  NO,    NO,    NO,   NO,      NO,    YES, NO,       NO,       YES, YES),  # their own view, blind
    "guest":    (NO,  NO,    NO,    NO,   NO,      NO,    YES, NO,       NO,       NO,  NO),  # without an account
    "trial":    (YES, YES,   YES,   YES,  YES,     NO,    NO,  NO,       NO,       NO,  NO),  # alone
    "":         (NO,  NO,    NO,    NO,   NO,      NO,    NO,  NO,       NO,       NO,  NO),
    "owner":    (NO,  NO,    NO,    NO,   NO,      NO,    NO,  NO,       NO,       NO,  NO),  # unknown opens nothing
}  # fmt: skip
RULES = [
    pytest.param(standing, right, may, id=f"{standing or 'nobody'}-{'may' if may else 'may-not'}-{right}")
    for standing, row in POLICY.items()
    for right, may in zip(Right, row, strict=True)
]
REFUSED = [
    right for right in Right if right not in (Right.SEE, Right.MEET)
]  # what may not be seen is not found
CHECKED = [rule for rule in RULES if rule.values[1] in REFUSED]


def can(right: Right) -> Callable[[str], bool]:
    return getattr(permissions, f"can_{right}")


def check(right: Right) -> Callable[[str], None]:
    return getattr(permissions, f"check_can_{right}")


@pytest.mark.parametrize(("standing", "right", "may"), RULES)
def test_the_policy_holds(standing: str, right: Right, may: bool) -> None:
    assert can(right)(standing) is may


@pytest.mark.parametrize(("standing", "right", "may"), CHECKED)
def test_a_check_raises_exactly_where_the_answer_is_no(standing: str, right: Right, may: bool) -> None:
    try:
        check(right)(standing)
    except NotAllowed:
        assert not may
    else:
        assert may


SEES_ASSESSMENT = {
    #            answering rating agreeing submitted
    "lead":     (YES,      YES,   YES,     YES),
    "editor":   (YES,      YES,   YES,     YES),
    "viewer":   (YES,      YES,   YES,     YES),
    "rater":    (NO,       NO,    NO,      YES),  # what came of it, and nothing before
    "guest":    (NO,       NO,    NO,      YES),
    "trial":    (YES,      YES,   YES,     YES),
    "":         (NO,       NO,    NO,      NO),
}  # fmt: skip


@pytest.mark.parametrize("standing", SEES_ASSESSMENT)
def test_what_a_standing_sees_of_an_assessment_depends_on_how_far_it_is(standing: str) -> None:
    seen = tuple(permissions.can_see_assessment(standing, phase) for phase in permissions.Phase)

    assert seen == SEES_ASSESSMENT[standing]


@pytest.mark.parametrize("right", [right for right in REFUSED if right is not Right.LEAVE])
def test_a_refusal_says_in_a_sentence_whom_to_ask(right: Right) -> None:
    with pytest.raises(NotAllowed, match=r"^You can.*\. Ask the person who leads .*\.$"):
        check(right)("")


def test_a_lead_who_would_leave_is_told_what_to_do_first() -> None:
    with pytest.raises(NotAllowed, match="Hand over the lead first"):
        permissions.check_can_leave(Role.LEAD)


def test_every_way_in_has_its_rights_written_out() -> None:
    assert set(RIGHTS) == {*Role.values, TRIAL_STANDING, GUEST_STANDING}
    assert set(RIGHTS) <= set(POLICY)


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (Actor(7), "person"),
        (Actor(7, trial_key_hash="a", guest_key_hash="b"), "person"),
        (Actor(trial_key_hash="a"), "trial"),
        (Actor(guest_key_hash="b"), "guest"),
        (SYSTEM, "system"),
    ],
)
def test_an_actor_is_a_person_a_guest_a_trial_or_the_system_itself(actor: Actor, kind: str) -> None:
    assert actor.kind == kind
