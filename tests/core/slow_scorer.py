"""A second scorer, written from the rules and not from the code: dictionaries, loops, and trying everything.

It shares with the first only the framework and the answers. It is slow and plain on purpose.
"""

from fractions import Fraction

from assessments.framework.types import Framework
from assessments.scoring.types import Answers

BANDS = ["not_yet", "partly", "in_place"]
VERDICTS = ["pause", "not_enough_known", "build", "test", "held_back", "nearly", "ready"]
WITH_UNSCORED = ["unscored", *BANDS]
UNKNOWN = ("dont_know", "unanswered")

Said = dict[str, "int | str"]
"""By statement: a level, or "dont_know", "not_relevant", "unanswered"."""


def said_in(framework: Framework, answers: Answers) -> Said:
    said: Said = {}
    for statement in framework.statements:
        answer = answers.get(statement.code)
        if answer is None:
            said[statement.code] = "unanswered"
        elif answer.level is not None:
            said[statement.code] = answer.level
        else:
            said[statement.code] = str(answer.kind)
    return said


def codes_in(framework: Framework, enabler: str) -> list[str]:
    return [statement.code for statement in framework.enabler_by_code[enabler].statements]


def sums(framework: Framework, said: Said, enabler: str) -> dict[str, object]:
    mine = [said[code] for code in codes_in(framework, enabler)]
    relevant = [answer for answer in mine if answer != "not_relevant"]
    rated = [answer for answer in relevant if isinstance(answer, int)]
    score = score_from(framework, rated=len(rated), total=sum(rated), relevant=len(relevant))
    low = high = None
    if relevant:
        low = Fraction(sum(0 if a in UNKNOWN else a for a in relevant), len(relevant))
        high = Fraction(sum(4 if a in UNKNOWN else a for a in relevant), len(relevant))
    return {
        "rated": len(rated),
        "dont_know": mine.count("dont_know"),
        "not_relevant": mine.count("not_relevant"),
        "unanswered": mine.count("unanswered"),
        "score": score,
        "low": low,
        "high": high,
        "band": band(framework, score),
        "low_band": band(framework, low),
        "high_band": band(framework, high),
    }


def score_from(framework: Framework, *, rated: int, total: int, relevant: int) -> Fraction | None:
    if relevant == 0:
        return None
    if Fraction(rated, relevant) < framework.rules.coverage_floor:
        return None
    if rated < framework.rules.minimum_rated:
        return None
    return Fraction(total, rated)


def backing(framework: Framework, answers: Answers, enabler: str) -> tuple[int, int]:
    """How many ratings are high, and how many of those have something to show."""
    high = backed = 0
    for code in codes_in(framework, enabler):
        answer = answers.get(code)
        if answer is not None and answer.level is not None and answer.level >= framework.rules.backed_from:
            high += 1
            backed += 1 if answer.backed else 0
    return high, backed


def band(framework: Framework, score: Fraction | None) -> str | None:
    if score is None:
        return None
    if score < framework.rules.partly_from:
        return "not_yet"
    if score < framework.rules.in_place_from:
        return "partly"
    return "in_place"


def gate(framework: Framework, said: Said) -> str:
    answer = said[framework.rules.gate]
    if answer in UNKNOWN:
        return "open"
    return "raised" if answer in range(framework.rules.gate_raised_at + 1) else "clear"


def left_out(framework: Framework, said: Said) -> list[str]:
    return [
        enabler.code
        for enabler in framework.enablers
        if all(said[code] == "not_relevant" for code in codes_in(framework, enabler.code))
    ]


def left_in(framework: Framework, said: Said, half: str) -> list[str]:
    members = [enabler.code for enabler in framework.enablers if enabler.group == half]
    return [code for code in members if code not in left_out(framework, said)]


def thin_halves(framework: Framework, said: Said) -> list[str]:
    fewest = framework.rules.minimum_enablers_per_group
    return [half for half in ("pursuit", "conditions") if len(left_in(framework, said, half)) < fewest]


def without_score(framework: Framework, said: Said) -> list[str]:
    relevant = [
        enabler.code for enabler in framework.enablers if enabler.code not in left_out(framework, said)
    ]
    return [code for code in relevant if sums(framework, said, code)["score"] is None]


def bands_by_enabler(framework: Framework, said: Said) -> dict[str, str]:
    return {enabler.code: sums(framework, said, enabler.code)["band"] for enabler in framework.enablers}


def lowest(framework: Framework, said: Said, bands: dict[str, str], half: str) -> str:
    return min((bands[code] for code in left_in(framework, said, half)), key=BANDS.index)


def row(framework: Framework, said: Said, bands: dict[str, str]) -> tuple[str, str]:
    """Verdict and headline from the table."""
    place = (lowest(framework, said, bands, "pursuit"), lowest(framework, said, bands, "conditions"))
    for line in framework.table:
        if (line.pursuit, line.conditions) == place:
            return str(line.outcome.code), line.outcome.headline
    raise AssertionError(place)


def verdict(framework: Framework, said: Said) -> tuple[str, str]:
    if gate(framework, said) == "raised":
        return "pause", framework.pause.headline
    if gate(framework, said) == "open" or without_score(framework, said) or thin_halves(framework, said):
        return "not_enough_known", framework.not_enough_known.headline
    return row(framework, said, bands_by_enabler(framework, said))


def code_of(framework: Framework, said: Said) -> str:
    return verdict(framework, said)[0]


def deciding(framework: Framework, said: Said) -> list[str]:
    gate_enabler = framework.rules.gate.split(".")[0]
    if code_of(framework, said) == "pause":
        return [gate_enabler]
    if code_of(framework, said) == "not_enough_known":
        named = set(without_score(framework, said))
        if gate(framework, said) == "open":
            named.add(gate_enabler)
        for half in thin_halves(framework, said):
            members = {enabler.code for enabler in framework.enablers if enabler.group == half}
            named |= members & set(left_out(framework, said))
        return [enabler.code for enabler in framework.enablers if enabler.code in named]
    return deciding_in_table(framework, said)


def deciding_in_table(framework: Framework, said: Said) -> list[str]:
    """Lift the weakest enablers of either half by one band, then of both, and see what it changes."""
    bands = bands_by_enabler(framework, said)
    weakest = {}
    for half in ("pursuit", "conditions"):
        low = lowest(framework, said, bands, half)
        weakest[half] = [code for code in left_in(framework, said, half) if bands[code] == low]

    def rank_after_lifting(*halves: str) -> int:
        lifted = dict(bands)
        for half in halves:
            for code in weakest[half]:
                lifted[code] = BANDS[min(BANDS.index(bands[code]) + 1, 2)]
        return VERDICTS.index(row(framework, said, lifted)[0])

    both = rank_after_lifting("pursuit", "conditions")
    named = set()
    for half, other in (("pursuit", "conditions"), ("conditions", "pursuit")):
        if rank_after_lifting(half) > rank_after_lifting() or both > rank_after_lifting(other):
            named |= set(weakest[half])
    if not named:
        named = {*weakest["pursuit"], *weakest["conditions"]}
    return [enabler.code for enabler in framework.enablers if enabler.code in named]


def with_unknowns_at(framework: Framework, said: Said, level: int) -> str:
    return code_of(framework, {c: level if answer in UNKNOWN else answer for c, answer in said.items()})


def fragile(framework: Framework, said: Said) -> list[str]:
    now = code_of(framework, said)
    lowered = {c: {**said, c: a - 1} for c, a in said.items() if isinstance(a, int) and a > 0}
    return [code for code in lowered if code_of(framework, lowered[code]) != now]


# -- the smallest way up, by trying every answer --------------------------------------------------


def cost(before: int | str, after: int | str) -> int | None:
    """Steps from one answer to another, or None where the rules allow no such improvement."""
    if before == after:
        return 0
    if before in UNKNOWN and isinstance(after, int):
        return max(after, 1)
    if isinstance(before, int) and isinstance(after, int) and after > before:
        return after - before
    return None


def way_up(framework: Framework, said: Said) -> tuple[int, str] | None:
    """The fewest steps to a better verdict, and the best verdict that so many steps can reach.

    Enabler by enabler it keeps everything that answers can lead to (the lowest band of either half, and what
    became of the gate), each with the fewest steps that lead there.
    """
    reachable = {("in_place", "in_place", "no gate yet"): 0}
    for enabler in framework.enablers:
        if enabler.code in left_out(framework, said):
            continue
        wider: dict[tuple[str, str, str], int] = {}
        for (low_p, low_c, gate_so_far), steps in reachable.items():
            for (reached, its_gate), more in outcomes_of(framework, said, enabler.code).items():
                p = min(low_p, reached, key=WITH_UNSCORED.index) if enabler.group == "pursuit" else low_p
                c = min(low_c, reached, key=WITH_UNSCORED.index) if enabler.group == "conditions" else low_c
                keep_cheapest(wider, (p, c, its_gate or gate_so_far), steps + more)
        reachable = wider
    now = VERDICTS.index(code_of(framework, said))
    ranks = [
        (steps, -VERDICTS.index(code_after(framework, said, place))) for place, steps in reachable.items()
    ]
    better = [(steps, -minus_rank) for steps, minus_rank in ranks if -minus_rank > now]
    if not better:
        return None
    fewest = min(steps for steps, _ in better)
    return fewest, VERDICTS[max(rank for steps, rank in better if steps == fewest)]


def outcomes_of(framework: Framework, said: Said, enabler: str) -> dict[tuple[str, str], int]:
    """Every band (or "unscored") and fate of the gate that one enabler can come to, with the fewest steps."""
    so_far = {(0, 0, ""): 0}
    for code in codes_in(framework, enabler):
        wider: dict[tuple[int, int, str], int] = {}
        for (rated, total, its_gate), steps in so_far.items():
            for after in [said[code], 0, 1, 2, 3, 4]:
                more = cost(said[code], after)
                if more is None:
                    continue
                known = isinstance(after, int)
                gate_after = gate(framework, {code: after}) if code == framework.rules.gate else its_gate
                place = (rated + known, total + (after if known else 0), gate_after)
                keep_cheapest(wider, place, steps + more)
        so_far = wider
    relevant = sum(said[code] != "not_relevant" for code in codes_in(framework, enabler))
    outcomes: dict[tuple[str, str], int] = {}
    for (rated, total, its_gate), steps in so_far.items():
        score = score_from(framework, rated=rated, total=total, relevant=relevant)
        keep_cheapest(outcomes, (band(framework, score) or "unscored", its_gate), steps)
    return outcomes


def keep_cheapest(found: dict, place: tuple, steps: int) -> None:
    found[place] = min(found.get(place, steps), steps)


def code_after(framework: Framework, said: Said, place: tuple[str, str, str]) -> str:
    low_p, low_c, gate_after = place
    if gate_after == "raised":
        return "pause"
    if gate_after == "open" or "unscored" in (low_p, low_c) or thin_halves(framework, said):
        return "not_enough_known"
    for line in framework.table:
        if (line.pursuit, line.conditions) == (low_p, low_c):
            return str(line.outcome.code)
    raise AssertionError(place)
