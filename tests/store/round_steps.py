"""What tests of rating together share."""

from assessments.permissions import Actor
from assessments.queries.assessment import AssessmentFacts
from assessments.queries.rating import answers_of
from assessments.queries.rounds import get_own_view, own_answers


def own(actor: Actor, facts: AssessmentFacts) -> dict[str, str]:
    view = own_answers(get_own_view(actor, facts.id))
    return {code: one.choice for code, one in view.items() if one.choice}


def team_says(facts: AssessmentFacts) -> dict[str, str]:
    return {code: one.choice for code, one in answers_of(facts.pk).items() if one.choice}
