"""Accounts whose address nobody ever confirmed: whoever typed it may not be the person it belongs to."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from assessments.actions.audit import record
from assessments.models import Person
from assessments.permissions import SYSTEM


@transaction.atomic
def purge_unconfirmed(*, days: int) -> int:
    """Deletes those that were made so many days ago. Gives how many.

    Nobody can have signed in to one. Someone with a role or a place in a team is kept all the same, because others gave
    it to them.
    """
    never_used = Person.objects.filter(
        joined_at__lte=timezone.now() - dt.timedelta(days=days),
        last_login=None,
        memberships=None,
        is_curator=False,
        is_reviewer=False,
        is_administrator=False,
        is_staff=False,
        is_superuser=False,
    ).exclude(emailaddress__verified=True)
    # locked first, so that an address which someone confirms at this very moment is either confirmed or deleted
    addresses = EmailAddress.objects.filter(verified=False, user__in=never_used)
    doomed = list(addresses.select_for_update(of=("self",)).values_list("user_id", flat=True))
    Person.objects.filter(pk__in=doomed).delete()
    if doomed:
        record(SYSTEM, "account.purge", "accounts", after=f"{len(doomed)} deleted")
    return len(doomed)
