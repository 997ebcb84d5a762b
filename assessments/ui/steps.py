"""Where to go next, worked out from the answers and never stored."""

from assessments.framework.types import Enabler, Framework
from assessments.scoring.progress import progress_of
from assessments.scoring.types import Answers


def next_after(framework: Framework, enabler: Enabler, answers: Answers) -> Enabler | None:
    """The next enabler that is not complete: those that follow first, then from the beginning. None: all are."""
    place = framework.enablers.index(enabler)
    in_turn = framework.enablers[place + 1 :] + framework.enablers[:place]
    unfinished = (one for one in in_turn if not progress_of(one.statements, answers).is_complete)
    return next(unfinished, None)
