"""Who may do what is decided in one module, `permissions.py`. Everything else asks it.

A role may be looked at elsewhere as what is known about somebody else, never to decide what the one who asks may do.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOT, called, files, text, tree

APP = ROOT / "assessments"
RULES = APP / "permissions.py"
THE_STORE = ("models", "migrations")  # columns, and the constraints on them
SITE_ROLES = {"is_administrator", "is_curator", "is_reviewer", "is_staff", "is_superuser", "site_roles"}
STANDINGS = {"standing", "role"}
ENUMS = {"Role", "SiteRole", "Right"}
# Function or template: what the role is looked at for, where it is not the asker's own, or only words depend on it.
AS_FACTS = {
    "assessments/queries/innovation.py members_of": "the lead stands first in the list of the team",
    "assessments/actions/people.py add_person": "the roles of a new person become columns",
    "assessments/exchange/demo.py _add_innovation": "the demonstration's file says who leads",
    "assessments/actions/rounds.py _join_at_last": "a guest's view is kept beside a member's",
    "assessments/actions/team.py accept_as_guest": "only an invitation to rate needs no account",
    "assessments/actions/team.py change_role": "the lead is handed over, and not given as a role",
    "assessments/queries/assessment.py _gave_a_view": "a guest is known by a key, a member by an account",
    "assessments/queries/rounds.py _is_me": "a guest is known by a key, a member by an account",
    "assessments/queries/team.py get_member": "the lead has no page to be changed on",
    "assessments/queries/team.py people_in": "the lead stands first in the list of the team",
    "assessments/team/presenters.py _member": "the lead has no links beside their name",
    "assessments/team/presenters.py join_page": "what an invitation offers, in words",
    "templates/rounds/rate.jinja": "a guest has no page to go back to",
    "templates/rounds/rate_done.jinja": "a guest has no page to go back to",
    "templates/team/joined.jinja": "a guest has no page to go back to",
}


def test_nothing_but_permissions_decides_by_a_role_or_a_standing():
    told = rf"\b({'|'.join(SITE_ROLES | {'standing'})})\b"

    functions = {place for path in _asking_files() for place in _decides_by_role(path)}
    templates = {
        called(path) for path in files(".jinja", under=ROOT / "templates") if re.search(told, text(path))
    }

    assert functions | templates == AS_FACTS.keys()


def test_every_rule_is_a_pair_and_stands_in_permissions():
    """But for what may not be seen: that is not found, so there is nothing to refuse."""
    rules = {name for name, _ in _functions(tree(RULES)) if name.startswith(("check_can_", "can_"))}
    elsewhere = {
        f"{called(path)} {name}"
        for path in _asking_files()
        for name, _ in _functions(tree(path))
        if name.startswith(("check_can_", "can_"))
    }

    assert {
        name for name in rules if name.startswith("check_") and name.removeprefix("check_") not in rules
    } == set()
    assert {name for name in rules if name.startswith("can_") and f"check_{name}" not in rules} == ONLY_ASKED
    assert elsewhere == set()


ONLY_ASKED = {"can_see", "can_meet", "can_see_assessment"}


def test_that_would_be_noticed():
    source = """
def view(request):
    if facts.standing == "lead" or request.user.is_administrator:
        return None
    match member.role:
        case Role.LEAD: ...
    if Role.LEAD in roles: ...
    Membership.objects.filter(role=Role.LEAD, standing=facts.standing)
"""

    assert [node.lineno for node in _deciding(ast.parse(source))] == [3, 3, 5, 7]


def _asking_files() -> list[Path]:
    paths = [path for path in files(".py", under=APP) if path != RULES]
    return [path for path in paths if path.relative_to(APP).parts[0] not in THE_STORE]


def _decides_by_role(path: Path) -> Iterator[str]:
    for name, function in _functions(tree(path)):
        if any(_deciding(function)):
            yield f"{called(path)} {name}"


def _functions(module: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    return ((node.name, node) for node in ast.walk(module) if isinstance(node, ast.FunctionDef))


def _deciding(root: ast.AST) -> list[ast.AST]:
    found = [node for node in ast.walk(root) if _compares(node) or _reads_site_role(node)]
    return sorted(found, key=lambda node: node.lineno)


def _compares(node: ast.AST) -> bool:
    match node:
        case ast.Compare():
            return any(_names_a_role(one) for one in (node.left, *node.comparators))
        case ast.Match():
            return _names_a_role(node.subject)
        case _:
            return False


def _names_a_role(node: ast.expr) -> bool:
    match node:
        case ast.Attribute():
            is_member = isinstance(node.value, ast.Name) and node.value.id in ENUMS
            return node.attr in STANDINGS or is_member
        case ast.Subscript(slice=ast.Constant(value=key)):
            return key in STANDINGS
        case ast.Name():
            return node.id in STANDINGS
        case _:
            return False


def _reads_site_role(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in SITE_ROLES and isinstance(node.ctx, ast.Load)
