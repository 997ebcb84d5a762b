"""Downloads: the name of the file is made by us, from letters that every system takes."""

import re
import unicodedata

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from assessments.queries.assessment import AssessmentFacts


def attachment(
    content: str | bytes, facts: AssessmentFacts, *, ending: str, content_type: str
) -> HttpResponse:
    return attached(content, f"{file_name(facts)}.{ending}", content_type)


def attached(content: str | bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def file_name(facts: AssessmentFacts) -> str:
    """octant-escape-pain-2, to be given an ending"""
    return f"octant-{_plain(facts.innovation_name)}-{facts.number}"


def plan_file_name(innovation_name: str) -> str:
    """octant-escape-pain-plan, to be given an ending"""
    return f"octant-{_plain(innovation_name)}-plan"


def _plain(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:60] or "innovation"
