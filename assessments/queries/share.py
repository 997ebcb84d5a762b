"""What pages know about read-only links."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from assessments.models import Share, ShareOpening
from assessments.queries.assessment import AssessmentFacts, facts_for_share

LATEST_OPENINGS = 5


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A link as its team sees it. `openings`: the latest, newest first. In the order of `_COLUMNS` before that."""

    pk: int
    id: uuid.UUID
    assessment_number: int
    made_for: str
    shows_notes: bool
    made_at: dt.datetime
    made_by: str | None
    expires_at: dt.datetime
    ended_at: dt.datetime | None
    openings: tuple[dt.datetime, ...] = ()
    opened: int = 0

    def is_open(self, now: dt.datetime) -> bool:
        return self.ended_at is None and now < self.expires_at


_COLUMNS = (
    "pk", "public_id", "assessment__number", "made_for", "shows_notes", "made_at", "made_by__name", "expires_at",
    "ended_at",
)  # fmt: skip


def links_of(innovation_pk: int) -> tuple[SharedLink, ...]:
    """Newest first. Two SQL statements."""
    rows = Share.objects.filter(assessment__innovation=innovation_pk).order_by("-pk")
    openings = _openings(innovation_pk)
    links = (SharedLink(*row) for row in rows.values_list(*_COLUMNS))
    return tuple(_with_openings(link, openings.get(link.pk, [])) for link in links)


def _with_openings(link: SharedLink, all_of_them: list[dt.datetime]) -> SharedLink:
    return replace(link, openings=tuple(all_of_them[:LATEST_OPENINGS]), opened=len(all_of_them))


def _openings(innovation_pk: int) -> Mapping[int, list[dt.datetime]]:
    found: dict[int, list[dt.datetime]] = {}
    rows = ShareOpening.objects.filter(share__assessment__innovation=innovation_pk).order_by("-at")
    for share, at in rows.values_list("share_id", "at"):
        found.setdefault(share, []).append(at)
    return found


def find_link(innovation_pk: int, share_id: uuid.UUID) -> SharedLink | None:
    """None when it is not there, or another innovation's. One SQL statement."""
    rows = Share.objects.filter(assessment__innovation=innovation_pk, public_id=share_id)
    row = rows.values_list(*_COLUMNS).first()
    return SharedLink(*row) if row else None


@dataclass(frozen=True, slots=True)
class Opened:
    """What someone with the link may see: one submitted assessment, as it stands there."""

    link: SharedLink
    facts: AssessmentFacts


def open_link(share_id: uuid.UUID) -> Opened | None:
    """The link, if it is still open. Whoever calls has checked its key. Two SQL statements."""
    still_open = Q(ended_at__isnull=True, expires_at__gt=timezone.now())
    row = Share.objects.filter(still_open, public_id=share_id).values_list("assessment_id", *_COLUMNS).first()
    if row is None:
        return None
    return Opened(SharedLink(*row[1:]), facts_for_share(row[0]))
