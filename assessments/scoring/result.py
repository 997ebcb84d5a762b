"""Everything the sums say about one set of answers."""

from assessments.framework.types import Framework
from assessments.scoring.answers import check_answers
from assessments.scoring.firmness import firmness_of
from assessments.scoring.gate import gate_of
from assessments.scoring.progress import progress_of
from assessments.scoring.score import score_all
from assessments.scoring.types import Answers, Result
from assessments.scoring.verdict import verdict_of
from assessments.scoring.way_up import way_up_of


def work_out(framework: Framework, answers: Answers) -> Result:
    """Raises `AnswerError` for answers the framework does not allow; everything else has a result."""
    check_answers(framework, answers)
    scores = score_all(framework, answers)
    gate = gate_of(framework.rules, answers)
    verdict = verdict_of(framework, scores, gate)
    return Result(
        framework_version=framework.version,
        framework_checksum=framework.checksum,
        scores=scores,
        gate=gate,
        verdict=verdict,
        firmness=firmness_of(framework, answers, scores, gate),
        way_up=way_up_of(framework, answers, scores, verdict),
        progress=progress_of(framework.statements, answers),
    )
