"""Rounds of blind rating beside a result: what people said alone, this time and last time."""

from dataclasses import dataclass, field

from assessments.agreement.types import Blind, BlindScores
from assessments.comparison.types import BothRounds


@dataclass(frozen=True, slots=True)
class Rounds:
    """By enabler code. Empty where there was no round."""

    now: Blind = field(default_factory=dict)
    earlier: Blind = field(default_factory=dict)

    def alone(self, enabler: str) -> BlindScores | None:
        return _of_several(self.now, enabler)

    def both(self, enabler: str) -> BothRounds | None:
        """For a change over time, which takes several people both times."""
        before, now = _of_several(self.earlier, enabler), _of_several(self.now, enabler)
        return (before, now) if before and now else None


NO_ROUNDS = Rounds()


def _of_several(blind: Blind, enabler: str) -> BlindScores | None:
    """One person's view is the score itself: there is nothing to draw beside it."""
    found = blind.get(enabler)
    return found if found and found.people > 1 else None
