"""Finds every guard in the source by its form, and takes one away at a time from the running program.

A guard stands between someone and what is not for them:

* `check_can_x` anywhere but in permissions.py; without it nothing is ever refused
* `can_x` where rows are read or written; without it the answer is yes
* `.reachable_by(actor)`, `.of_member(person)`; without it every row is reached, with every right
* `if ... .person_id is None:` before a return or a raise; without it nobody seems to be signed out
* a decorator of a view, but for those in `NO_GUARDS`

A function is changed by giving it other code. It stays the same object, so whoever imported it meets the change too.
"""

import ast
import gc
import importlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.urls import URLPattern

from assessments.models.prepared import Prepared
from tests.house.source import ROOT, called, files, text
from tests.pages.every_page import url_patterns

APP = ROOT / "assessments"
ELSEWHERE = ("permissions.py", "migrations", "management")  # the rules themselves, and what has no door
ROWS = ("queries", "actions")
REACHES = ("reachable_by", "of_member")
NO_GUARDS = {
    "never_cache": "what a browser keeps",
    "rate_limit": "how often; tests/pages/test_accounts_limits.py",
    "keeps_what_was_typed": "gives back what was typed",
    "classmethod": "no view",
    "wraps": "no view",
    "_keeps_its_key": "what a browser keeps of an address; no-store and Referrer-Policy",
}
# Lines that begin like this have the form of a guard and are none: they look at somebody else, or choose words.
NO_GUARD_HERE = {
    "assessments/ui/held.py: is_signed_out =": "keeps what was typed, and shows nothing",
    "assessments/actions/rounds.py: pks = [": "whom to remind",
    'assessments/actions/rounds.py: said = {"innovation"': "the words of a mail",
    "assessments/actions/team.py: if by.person_id is None or not Person": "the address decides, and nobody has none",
    "assessments/queries/team.py: if actor.person_id is None:": "for the types: nobody has no account",
    "assessments/actions/team.py: if can_rate(": "whether somebody else joins the open round",
    "assessments/queries/assessment.py: return not self.is_trial and can_see": "which links a page has",
    "assessments/queries/rounds.py: RATING_ROLES =": "who would rate",
    "assessments/queries/rounds.py: roles = [": "who would rate",
}


class Kind(StrEnum):
    REFUSAL = "refusal"
    SIGHT = "sight"
    REACH = "reach"
    SIGNED_IN = "signed in"
    DECORATOR = "decorator"


@dataclass(frozen=True, slots=True)
class Guard:
    """`function` is its qualified name; `at` is where the guard stands, so that it can be found again."""

    kind: Kind
    path: str
    function: str
    at: tuple[int, int]
    says: str

    def __str__(self) -> str:
        return f"{self.path}:{self.at[0]} {self.function}: {self.says}"

    @property
    def line(self) -> str:
        return line_of(self.path, self.at[0])

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").replace("/", ".")

    @property
    def room(self) -> str:
        return self.path.split("/")[1]


# --- Finding


def all_guards() -> list[Guard]:
    found = [guard for path in guarded_files() for guard in guards_in(text(path), path=called(path))]
    return [guard for guard in found if not is_excused(guard.line)]


def is_excused(line: str) -> bool:
    return line.startswith(tuple(NO_GUARD_HERE))


def line_of(path: str, number: int) -> str:
    return f"{path}: {text(path).splitlines()[number - 1].strip()}"


def guarded_files() -> list[Path]:
    return [path for path in files(".py", under=APP) if path.relative_to(APP).parts[0] not in ELSEWHERE]


def guards_in(source: str, *, path: str) -> list[Guard]:
    finder = _Finder(path)
    finder.visit(ast.parse(source))
    return finder.found


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str) -> None:
        self.path = path
        self.inside: list[str] = []
        self.found: list[Guard] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._within(node, node.name)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        name = ".".join([*self.inside, node.name])
        if self.path.endswith("views.py"):
            for one in node.decorator_list:
                if _last_name(one) not in NO_GUARDS:
                    self._note(Kind.DECORATOR, one, name)
        self._within(node, node.name, "<locals>")

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.body[-1], ast.Return | ast.Raise):
            for one in ast.walk(node.test):
                if _asks_who_is_signed_out(one):
                    self._note(Kind.SIGNED_IN, one)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if _last_name(node) in REACHES:
            self._note(Kind.REACH, node)
        self.generic_visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._within(node, f"<lambda>:{node.lineno}", "<locals>")

    def visit_Name(self, node: ast.Name) -> None:
        """Called, or handed to somebody who calls it."""
        self._note_rule(node, node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._note_rule(node, node.attr)
        self.generic_visit(node)

    def _note_rule(self, node: ast.expr, name: str) -> None:
        if name.startswith("check_can_"):
            self._note(Kind.REFUSAL, node)
        elif name.startswith("can_") and self.path.split("/")[1] in ROWS:
            self._note(Kind.SIGHT, node)

    def _within(self, node: ast.AST, *names: str) -> None:
        self.inside += names
        self.generic_visit(node)
        del self.inside[-len(names) :]

    def _note(self, kind: Kind, node: ast.expr, function: str = "") -> None:
        name = function or ".".join(self.inside[:-1])  # but for the last "<locals>"
        if name:  # what stands in no function is asked by nobody
            self.found.append(Guard(kind, self.path, name, _position(node), ast.unparse(node)))


def _asks_who_is_signed_out(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Attribute)
        and node.left.attr == "person_id"
        and isinstance(node.ops[0], ast.Is)
    )


def _last_name(node: ast.expr) -> str:
    """Of `a.b(c)` it is "b"."""
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _position(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.end_col_offset or 0


# --- Taking away


@contextmanager
def without(guard: Guard) -> Iterator[None]:
    """The program as it would be had somebody forgotten this guard."""
    changed = _Taker(guard).visit(ast.parse(text(guard.path)))
    patched = _views_replaced if guard.kind is Kind.DECORATOR else _code_replaced
    with patched(guard, ast.fix_missing_locations(changed)):
        yield


class _Taker(ast.NodeTransformer):
    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def visit(self, node: ast.AST) -> ast.AST:
        node = self.generic_visit(node)
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = [one for one in node.decorator_list if not self._is_it(one)]
        return _instead(self.guard.kind, node) if self._is_it(node) else node

    def _is_it(self, node: ast.AST) -> bool:
        is_expression = isinstance(node, ast.expr) and _position(node) == self.guard.at
        return is_expression and ast.unparse(node) == self.guard.says


def _instead(kind: Kind, node: ast.AST) -> ast.AST:
    match kind:
        case Kind.REFUSAL:
            return _here("silent")
        case Kind.SIGHT:
            return _here("always")
        case Kind.SIGNED_IN:
            return ast.Constant(False)
        case Kind.REACH:
            return ast.Call(_here("everyones"), [node.func.value], [])
        case _:
            return node


def _here(name: str) -> ast.expr:
    """A function of this module, from anywhere."""
    return ast.parse(f"__import__({__name__!r}, fromlist=['x']).{name}", mode="eval").body


def silent(*asked: object) -> None:
    pass


def always(*asked: object) -> bool:
    return True


def everyones(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Written without a value, which a statement that is prepared once may not hold."""
    return rows.annotate(standing=RawSQL("'lead'", ()))


@contextmanager
def _code_replaced(guard: Guard, changed: ast.Module) -> Iterator[None]:
    with _other_code(running(guard), _code_of(changed, guard.function)):
        _forget_statements(guard)
        yield
    _forget_statements(guard)


def _forget_statements(guard: Guard) -> None:
    """Those that were written once for the whole process, and hold the guard in their SQL."""
    for one in vars(importlib.import_module(guard.module)).values():
        if isinstance(one, Prepared):
            for written in ("_compiler", "_written"):
                vars(one).pop(written, None)


@contextmanager
def _other_code(functions: list[FunctionType], code: CodeType) -> Iterator[None]:
    before = [(one, one.__code__) for one in functions]
    try:
        for one in functions:
            one.__code__ = code
        yield
    finally:
        for one, own in before:
            one.__code__ = own


@cache
def running(guard: Guard) -> list[FunctionType]:
    """The function in which the guard stands, however it is wrapped; several, when it is made more than once."""
    importlib.import_module(guard.module)
    found = [one for one in gc.get_objects() if type(one) is FunctionType and _is_in(one.__code__, guard)]
    assert found, f"{guard} is nowhere in the running program"
    return found


def _is_in(code: CodeType, guard: Guard) -> bool:
    return _named(code) == guard.function and code.co_filename == str(ROOT / guard.path)


def _named(code: CodeType) -> str:
    """Functions without a name are told apart by their line."""
    return f"{code.co_qualname}:{code.co_firstlineno}" if code.co_name == "<lambda>" else code.co_qualname


def _code_of(module: ast.Module, function: str) -> CodeType:
    return next(code for code in _codes(compile(module, "<changed>", "exec")) if _named(code) == function)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


@contextmanager
def _views_replaced(guard: Guard, changed: ast.Module) -> Iterator[None]:
    """Decorators do their work when a module is loaded, so it is loaded once more, and its views take their places."""
    original = importlib.import_module(guard.module)
    again = ModuleType(guard.module)
    exec(compile(changed, "<changed>", "exec"), again.__dict__)  # noqa: S102 -- our own source, with one guard less
    replaced = [(one, one.callback) for one in patterns_of(guard)]
    names = {id(value): name for name, value in vars(original).items()}
    try:
        for pattern, view in replaced:
            pattern.callback = getattr(again, names[id(view)])
        yield
    finally:
        for pattern, view in replaced:
            pattern.callback = view


def patterns_of(guard: Guard) -> list[URLPattern]:
    """The addresses whose view is the function in which the guard stands."""
    return [one for one in url_patterns() if _is_in(_innermost(one.callback).__code__, guard)]


def _innermost(view: Callable[..., Any]) -> Any:
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


# --- Who passes by


@contextmanager
def passers_noted(guards: Iterable[Guard]) -> Iterator[set[tuple[str, str]]]:
    """A set to which every function with a guard adds itself (path, name) when it is called."""
    functions = {(guard.path, guard.function): running(guard) for guard in guards}
    with ExitStack() as stack:
        for (path, name), found in functions.items():
            stack.enter_context(_other_code(found, _code_of(_telling(path, name), name)))
        yield PASSED


PASSED: set[tuple[str, str]] = set()


def passed(path: str, name: str) -> None:
    PASSED.add((path, name))


def _telling(path: str, name: str) -> ast.Module:
    module = ast.parse(text(path))
    inner = name.split(".")[-1]
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name == inner:
            told = ast.Call(_here("passed"), [ast.Constant(path), ast.Constant(name)], [])
            node.body.insert(0, ast.Expr(told))
    return ast.fix_missing_locations(module)
