"""Who gets through which door: one line for every address there is. This table is the policy of our pages.

`test_matrix.py` holds every address to its line: it asks as each of the people below, with every method, for their own
thing, for another team's, for one that is not there and for one that cannot be. It fails when an address has no line.

To add an address, add one line with its name in the URLconf, under its heading:

    "innovation_plan": of(INNOVATION, get=readers(200), post=editors(422)),

* `of(THING, ...)` for an address with the id of something in it, `page(...)` for one without. A new kind of thing is
  one more line under "Things", and a field of `Place` (town.py) that holds it.
* `get` and `post` say what each gets who sends an empty form: a status for each, by `readers(200)`, `editors(422)` and
  the like. More of them can be put together with `|`; the last one counts: `readers(200) | {Who.VIEWER: 403}`.
* Whoever is not named finds nothing: not there (404) when signed in, asked to sign in (303) when not. That is what
  another team's thing and a missing thing look like, byte for byte, and needs no line.
* A method without answers is refused (405), before anything is looked at.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Who(StrEnum):
    """What someone is to the innovation that the address is about."""

    LEAD = "lead"
    EDITOR = "editor"
    VIEWER = "viewer"
    RATER = "rater"
    GUEST = "guest"  # was invited to rate and has no account
    TRIAL = "holder of a trial"  # asks about the trial; the team's innovation is another's
    REMOVED = "removed member"  # was an editor, and is signed in still
    STRANGER = "stranger"  # leads another innovation
    CURATOR = "curator"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    ENGINEER = "engineer"  # is_staff and is_superuser
    ANYONE = "anyone"  # nobody is signed in, and the browser holds nothing


NOT_SIGNED_IN = (Who.ANYONE, Who.GUEST, Who.TRIAL)
SIGNED_IN = tuple(who for who in Who if who not in NOT_SIGNED_IN)
SIGN_IN = "asked to sign in"
Answers = Mapping[Who, int]


# --- Groups: what each of them gets


def everyone(status: int) -> dict[Who, int]:
    return dict.fromkeys(Who, status)


def signed_in(status: int) -> dict[Who, int]:
    return dict.fromkeys(SIGNED_IN, status)


def not_signed_in(status: int) -> dict[Who, int]:
    return dict.fromkeys(NOT_SIGNED_IN, status)


def readers(status: int) -> dict[Who, int]:
    """Whoever sees the team's assessment. Raters and guests do not: they give their own view, blind."""
    return dict.fromkeys((Who.LEAD, Who.EDITOR, Who.VIEWER, Who.TRIAL), status)


def editors(status: int) -> dict[Who, int]:
    """Whoever may change it. A viewer sees it, and is told that changing is for others."""
    return readers(status) | {Who.VIEWER: 403}


def members(status: int) -> dict[Who, int]:
    """Whoever is in the team. A guest is not, nor is anybody else in a trial."""
    return dict.fromkeys((Who.LEAD, Who.EDITOR, Who.VIEWER, Who.RATER), status)


def the_lead(status: int) -> dict[Who, int]:
    return members(403) | {Who.LEAD: status}


def raters(status: int) -> dict[Who, int]:
    """Whoever gives a view of their own. A viewer does not."""
    return dict.fromkeys((Who.LEAD, Who.EDITOR, Who.RATER, Who.GUEST), status)


def runs_rating(status: int) -> dict[Who, int]:
    """The lead, among those who see the assessment."""
    return readers(403) | {Who.LEAD: status}


NEITHER = {Who.VIEWER: 403, Who.TRIAL: 403}
"""They see the assessment, and neither rate it nor agree on it: a trial has nobody to do it with."""


# --- Things: what stands in an address, by its name in `Place`. Each part is in turn replaced by another team's, a
# missing one and a malformed one.

Thing = tuple[str, ...]
INNOVATION: Thing = ("innovation.public_id",)
DRAFT: Thing = ("draft.id",)
DRAFT_ENABLER: Thing = ("draft.id", "enabler")
DONE: Thing = ("second.id",)
TWO_DONE: Thing = ("second.id", "first.id")
RATING: Thing = ("rating.id",)
RATING_ENABLER: Thing = ("rating.id", "enabler")
AGREEING: Thing = ("agreeing.id",)
AGREEING_ENABLER: Thing = ("agreeing.id", "enabler")
MEMBER: Thing = ("innovation.public_id", "member")
WAITING: Thing = ("innovation.public_id", "waiting")
LINK: Thing = ("link",)
A_GUEST: Thing = ("innovation.public_id", "guest")


# --- Doors


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """`args`: for an address with a key in it that opens nothing, but for those who know another.

    `names_it_to`: on a page that is not about the innovation, whom it may tell its name besides its readers.
    """

    get: Answers | None
    post: Answers | None
    thing: Thing = ()
    args: tuple[Any, ...] = ()
    names_it_to: Collection[Who] = ()

    def answer(self, who: Who, method: str) -> int | str:
        answers = {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(method)
        return 405 if answers is None else answers.get(who, nothing_for(who))

    def answer_about_nothing(self, who: Who, method: str, *, at: int) -> int | str:
        """For an id at this place in the address that is not there. Whoever may not do it is told so before that."""
        own = self.answer(who, method)
        return own if own == 405 or (at and own == 403) else nothing_for(who)

    def opens_to(self, who: Who) -> bool:
        return any(who in (answers or ()) for answers in (self.get, self.post))

    def may_name_it_to(self, who: Who) -> bool:
        return self.may_show_it_to(who) or (not self.thing and who in self.names_it_to)

    def may_show_it_to(self, who: Who) -> bool:
        """What the innovation says of itself, and its assessments. The stranger is a reader of another one."""
        return self.opens_to(who) if self.thing else who in (*readers(200), Who.STRANGER)


def nothing_for(who: Who) -> int | str:
    """What someone gets for whom there is nothing at an address."""
    return SIGN_IN if who in NOT_SIGNED_IN else 404


def page(
    *args: Any, get: Answers | None = None, post: Answers | None = None, names_it_to: Collection[Who] = ()
) -> Door:
    return Door(get=get, post=post, args=args, names_it_to=names_it_to)


def of(thing: Thing, *, get: Answers | None = None, post: Answers | None = None) -> Door:
    return Door(get=get, post=post, thing=thing)


NOWHERE = uuid.UUID("01a20000-0000-7000-8000-000000000000")
DOORS = {
    # An innovation
    "innovation": of(INNOVATION, get=readers(200)),
    "innovation_about": of(INNOVATION, get=readers(200)),
    "innovation_headline": of(INNOVATION, get=editors(200), post=editors(422)),
    "innovation_place": of(INNOVATION, get=editors(200), post=editors(422)),
    "innovation_lead": of(INNOVATION, get=editors(200), post=editors(422)),
    "assessment_start": of(INNOVATION, get=readers(303), post=editors(303)),
    # Its people
    "people": of(INNOVATION, get=members(200)),
    "people_invite": of(INNOVATION, get=the_lead(200), post=the_lead(422)),
    "people_leave": of(INNOVATION, get=members(200) | {Who.LEAD: 403}, post=members(303) | {Who.LEAD: 403}),
    "people_role": of(MEMBER, get=the_lead(200), post=the_lead(422)),
    "people_lead": of(MEMBER, get=the_lead(200), post=the_lead(303)),
    "people_remove": of(MEMBER, get=the_lead(200), post=the_lead(303)),
    "people_resend": of(WAITING, get=the_lead(200), post=the_lead(303)),
    "people_withdraw": of(WAITING, get=the_lead(200), post=the_lead(303)),
    "people_remove_guest": of(A_GUEST, get=the_lead(200), post=the_lead(303)),
    "joined": of(INNOVATION, get=raters(200)),
    # whoever has the link is asked; without an account they become a guest, with one it must be the address invited
    "join": of(LINK, get=everyone(200), post=not_signed_in(303) | {Who.GUEST: 409} | signed_in(403)),
    "join_invited": page(NOWHERE, get=signed_in(404), post=signed_in(404)),
    "join_declined": page(get=everyone(200)),
    # An assessment that people rate, each alone; and one that they agree on
    "rate": of(RATING, get=raters(200) | NEITHER),
    "rate_enabler": of(RATING_ENABLER, get=raters(200) | NEITHER, post=raters(422) | NEITHER),
    "rate_check": of(RATING, get=raters(200) | NEITHER, post=raters(409) | NEITHER),
    "rate_done": of(RATING, get=raters(303) | NEITHER),
    "round": of(RATING, get=runs_rating(200), post=runs_rating(303)),
    "round_close": of(RATING, get=runs_rating(200), post=runs_rating(409)),
    "agree": of(AGREEING, get=editors(200) | NEITHER),
    "agree_enabler": of(AGREEING_ENABLER, get=editors(200) | NEITHER, post=editors(422) | NEITHER),
    "agree_sheet": of(AGREEING, get=editors(200) | NEITHER),
    # An assessment that is not submitted
    "task_list": of(DRAFT, get=readers(200)),
    "enabler": of(DRAFT_ENABLER, get=editors(200), post=editors(422)),
    "check": of(DRAFT, get=readers(200), post=editors(409)),
    "check_first": of(DRAFT, get=editors(303)),  # there is nothing to ask about this draft
    # One that is
    "results": of(DONE, get=readers(200) | raters(200)),
    "results_radar": of(DONE, get=readers(200) | raters(200)),
    "results_receipt": of(DONE, get=readers(200) | raters(200)),
    "results_csv": of(DONE, get=readers(200) | raters(200)),
    "results_compare": of(TWO_DONE, get=readers(200) | raters(200)),
    "answers": of(DONE, get=readers(200) | raters(200)),
    # Your own
    "innovations": page(get=signed_in(200), names_it_to=[Who.RATER]),
    "innovation_new": page(get=signed_in(200), post=signed_in(422)),
    "trial_keep": page(get=signed_in(303), post=signed_in(404)),
    "account": page(get=signed_in(200)),
    "account_change_name": page(get=signed_in(200), post=signed_in(422)),
    "account_stay": page(post=signed_in(204) | not_signed_in(403)),
    # For everyone
    **dict.fromkeys(
        ["start", "not_suitable", "how_it_works", "statements", "sources", "accessibility", "privacy", "cookies",
         "help", "health"],
        page(get=everyone(200)),
    ),
    "suitable": page(get=everyone(200), post=everyone(422)),
    "trial": page(get=everyone(200) | {Who.TRIAL: 303}, post=everyone(422) | {Who.TRIAL: 303}),
    "trial_ended": page(get=everyone(410) | {Who.TRIAL: 303}),
    # Accounts
    "account_login": page(get=not_signed_in(200) | signed_in(302), post=not_signed_in(422) | signed_in(303)),
    "account_signup": page(get=not_signed_in(200) | signed_in(302), post=not_signed_in(422) | signed_in(303)),
    "account_logout": page(get=not_signed_in(302) | signed_in(200), post=everyone(303)),
    "account_signed_out": page(get=not_signed_in(200) | signed_in(303)),
    "account_inactive": page(get=everyone(200)),
    "account_new_link": page(get=everyone(200), post=everyone(422)),
    "account_email_verification_sent": page(get=everyone(303)),
    "account_confirm_email": page("key", get=everyone(410), post=everyone(410)),
    "account_reauthenticate": page(get=signed_in(200), post=signed_in(422)),
    "account_change_password": page(get=signed_in(200), post=signed_in(422)),
    "account_set_password": page(get=signed_in(302), post=signed_in(303)),  # for those who have none yet
    "account_reset_password": page(get=everyone(200), post=everyone(422)),
    "account_reset_password_done": page(get=everyone(200)),
    "account_reset_password_from_key": page("1", "key", get=everyone(410), post=everyone(410)),
    "account_reset_password_from_key_done": page(get=everyone(200)),
    # The demonstration's mail box: anywhere else it is not there
    "demo_mail": page(get=everyone(404)),
    "demo_mail_one": page(1, get=everyone(404)),
}  # fmt: skip
