"""Why the verdict is another than last time. What made the difference is looked up in the rules, in their own order:

the gate for harm, then whether enough is known, then the lowest band of each half. For a half that is better or worse,
its movers are the enablers without whose moves it would have stayed: those that were below where it stands now, or now
are below where it stood.
"""

from collections.abc import Iterator

from assessments.comparison.types import Cause, HalfChange, VerdictChange
from assessments.framework.types import Band, Framework, Group, VerdictCode
from assessments.scoring.types import Result, Verdict
from assessments.scoring.verdict import Bands, bands_of, row_at

Lowest = dict[Group, Band]

_BEFORE_THE_TABLE = ((VerdictCode.PAUSE, Cause.HARM), (VerdictCode.NOT_ENOUGH_KNOWN, Cause.KNOWN))


def verdict_change(framework: Framework, before: Result, after: Result) -> VerdictChange:
    """`framework`: today's. Last time's may have been another; then what is named is what both have."""
    codes = {before.verdict.code, after.verdict.code}
    if _says_the_same(before.verdict, after.verdict):
        return VerdictChange(Cause.NONE)
    for code, cause in _BEFORE_THE_TABLE:
        if code in codes:
            return VerdictChange(cause if len(codes) > 1 else Cause.RULES)
    halves = tuple(_halves(framework, before, after))
    return VerdictChange(Cause.HALVES if halves else Cause.RULES, halves)


def _says_the_same(before: Verdict, after: Verdict) -> bool:
    return (before.code, before.headline) == (after.code, after.headline)


def _halves(framework: Framework, before: Result, after: Result) -> Iterator[HalfChange]:
    """Those that made a difference: with or without the other half's move, the verdict would be another."""
    then, now = _lowest(before.verdict), _lowest(after.verdict)
    for group in Group:
        only_this, all_but_this = then | {group: now[group]}, now | {group: then[group]}
        if _differ(framework, then, only_this) or _differ(framework, all_but_this, now):
            yield _half_change(framework, group, before, after)


def _lowest(verdict: Verdict) -> Lowest:
    """A verdict from the table has both."""
    found = {Group.PURSUIT: verdict.pursuit, Group.CONDITIONS: verdict.conditions}
    return {group: band for group, band in found.items() if band is not None}


def _differ(framework: Framework, one: Lowest, other: Lowest) -> bool:
    first, second = (row_at(framework, at[Group.PURSUIT], at[Group.CONDITIONS]) for at in (one, other))
    return first.headline != second.headline


def _half_change(framework: Framework, group: Group, before: Result, after: Result) -> HalfChange:
    then, now = _lowest(before.verdict)[group], _lowest(after.verdict)[group]
    earlier, later = bands_of(before.scores), bands_of(after.scores)
    is_up = now.rank > then.rank
    low, bar = (earlier, now) if is_up else (later, then)
    codes = [one.code for one in framework.enablers_in(group) if _is_below(low, one.code, bar)]
    other = later if is_up else earlier
    return HalfChange(
        group=group,
        before=then,
        after=now,
        moved=tuple(code for code in codes if code in other),
        left_or_joined=tuple(code for code in codes if code not in other),
    )


def _is_below(bands: Bands, code: str, bar: Band) -> bool:
    band = bands.get(code)
    return band is not None and band.rank < bar.rank
