"""The verdict: the gate first, then whether enough is known, then the framework's table.

The table looks only at the lowest band of each half, so a strong score cannot buy off a missing one.

**What decides.** A verdict names its deciding enablers:

- gate raised: the enabler that holds the gate.
- not enough known: every enabler without enough answers; the gate's enabler while the gate is open; and in a
  half with too few enablers left, those that were left out.
- from the table: the enablers at the lowest band of each half that *stands in the way*. A half stands in the
  way when lifting it by one band gives a better verdict than leaving it, be it alone or on top of the other
  half's lift. Where neither does, as at the best verdict, both halves hold the verdict up and both are named.
"""

from collections.abc import Mapping

from assessments.framework.types import Band, Enabler, Framework, Group, Outcome
from assessments.scoring.types import Gate, Scores, ScoreState, Verdict

Bands = Mapping[str, Band | None]
"""The band of each enabler that is relevant, by code; None where too little is known to have one."""

Lowest = Mapping[Group, Band | None]
"""The lowest band of each half; None where the half cannot be judged."""

_BANDS = tuple(Band)


def verdict_of(framework: Framework, scores: Scores, gate: Gate) -> Verdict:
    bands = bands_of(scores)
    lowest = lowest_bands(framework, bands)
    outcome = outcome_for(framework, lowest, gate)
    return Verdict(
        code=outcome.code,
        headline=outcome.headline,
        sentence=outcome.sentence,
        pursuit=lowest[Group.PURSUIT],
        conditions=lowest[Group.CONDITIONS],
        deciding=_deciding(framework, bands, gate),
        left_out=tuple(enabler.code for enabler in framework.enablers if enabler.code not in bands),
        gate_is_open=gate is Gate.OPEN,
        thin_groups=tuple(group for group in Group if is_thin(framework, bands, group)),
    )


def bands_of(scores: Scores) -> dict[str, Band | None]:
    return {score.enabler: score.band for score in scores if score.state is not ScoreState.NOT_RELEVANT}


def outcome_of(framework: Framework, bands: Bands, gate: Gate) -> Outcome:
    return outcome_for(framework, lowest_bands(framework, bands), gate)


def outcome_for(framework: Framework, lowest: Lowest, gate: Gate) -> Outcome:
    if gate is Gate.RAISED:
        return framework.pause
    pursuit, conditions = lowest[Group.PURSUIT], lowest[Group.CONDITIONS]
    if gate is Gate.OPEN or pursuit is None or conditions is None:
        return framework.not_enough_known
    return row_at(framework, pursuit, conditions)


def row_at(framework: Framework, pursuit: Band, conditions: Band) -> Outcome:
    """A checked framework writes out every pair of bands, so there is always a row."""
    place = (pursuit, conditions)
    return next(row.outcome for row in framework.table if (row.pursuit, row.conditions) == place)


def lowest_bands(framework: Framework, bands: Bands) -> dict[Group, Band | None]:
    return {group: _lowest_band(framework, bands, group) for group in Group}


def is_thin(framework: Framework, bands: Bands, group: Group) -> bool:
    """Too few enablers are left to judge this half."""
    return len(_left_in(framework, bands, group)) < framework.rules.minimum_enablers_per_group


def _left_in(framework: Framework, bands: Bands, group: Group) -> list[Enabler]:
    return [enabler for enabler in framework.enablers_in(group) if enabler.code in bands]


def _lowest_band(framework: Framework, bands: Bands, group: Group) -> Band | None:
    found = [bands[enabler.code] for enabler in _left_in(framework, bands, group)]
    known = [band for band in found if band is not None]
    if is_thin(framework, bands, group) or len(known) < len(found):
        return None
    return min(known, key=_BANDS.index)


def _deciding(framework: Framework, bands: Bands, gate: Gate) -> tuple[str, ...]:
    chosen = _deciding_codes(framework, bands, gate)
    return tuple(enabler.code for enabler in framework.enablers if enabler.code in chosen)


def _deciding_codes(framework: Framework, bands: Bands, gate: Gate) -> set[str]:
    gate_enabler = framework.enabler_of_statement[framework.rules.gate].code
    if gate is Gate.RAISED:
        return {gate_enabler}
    lowest = lowest_bands(framework, bands)
    pursuit, conditions = lowest[Group.PURSUIT], lowest[Group.CONDITIONS]
    if gate is Gate.OPEN or pursuit is None or conditions is None:
        return _unknown_codes(framework, bands) | ({gate_enabler} if gate is Gate.OPEN else set())
    return {
        enabler.code
        for group in _in_the_way(framework, pursuit, conditions)
        for enabler in _left_in(framework, bands, group)
        if bands[enabler.code] is lowest[group]
    }


def _unknown_codes(framework: Framework, bands: Bands) -> set[str]:
    codes = {code for code, band in bands.items() if band is None}
    for group in Group:
        if is_thin(framework, bands, group):
            codes |= {enabler.code for enabler in framework.enablers_in(group)} - bands.keys()
    return codes


def _in_the_way(framework: Framework, pursuit: Band, conditions: Band) -> tuple[Group, ...]:
    here = row_at(framework, pursuit, conditions).code.rank
    pursuit_up = row_at(framework, _lifted(pursuit), conditions).code.rank
    conditions_up = row_at(framework, pursuit, _lifted(conditions)).code.rank
    both_up = row_at(framework, _lifted(pursuit), _lifted(conditions)).code.rank
    stands_in_the_way = {
        Group.PURSUIT: pursuit_up > here or both_up > conditions_up,
        Group.CONDITIONS: conditions_up > here or both_up > pursuit_up,
    }
    return tuple(group for group in Group if stands_in_the_way[group]) or tuple(Group)


def _lifted(band: Band) -> Band:
    return _BANDS[min(band.rank + 1, len(_BANDS) - 1)]
