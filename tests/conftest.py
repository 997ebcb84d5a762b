"""What every test may lean on.

No test reaches beyond this machine (pytest-socket, set in pyproject.toml) and every warning is an error.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import settings

# A law that holds slowly still holds: a busy machine must not fail a test.
settings.register_profile("octant", deadline=None)
settings.load_profile("octant")

pytest_plugins = ("tests.reliability.figures",)  # what was measured, at the end of every run

TRANSACTION_CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="Leave out tests that touch no database: a second database cannot change their result.",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-database"):
        return
    left_out = [item for item in items if not _touches_database(item)]
    items[:] = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=left_out)


def _touches_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_database"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file and not in memory: two threads then meet the locks that two people meet."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "octant.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def acts_after_commit() -> Iterator[None]:
    """What waits for a commit (mail) is done when our own outermost transaction ends.

    The transaction that a test itself lives in is never committed.
    """
    leave = transaction.Atomic.__exit__

    def leave_and_act(block: transaction.Atomic, *problem: object) -> None:
        leave(block, *problem)
        around = connection.atomic_blocks
        if around and all(one._from_testcase for one in around):
            waiting, connection.run_on_commit = connection.run_on_commit, []
            for _, act, robust in waiting:
                with suppress(Exception) if robust else nullcontext():
                    act()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction.Atomic, "__exit__", leave_and_act)
        yield


@dataclass(slots=True)
class Queries:
    """The statements a block sent, without those that only open and close a transaction."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


CountQueries = Callable[..., AbstractContextManager[Queries]]


@pytest.fixture
def count_queries() -> CountQueries:
    """`with count_queries(at_most=6):` or `with count_queries() as queries:` and then `len(queries)`."""

    @contextmanager
    def counted(*, at_most: int | None = None) -> Iterator[Queries]:
        queries = Queries()
        with CaptureQueriesContext(connection) as captured:
            yield queries
        sent = (query["sql"] for query in captured.captured_queries)
        queries.statements = [sql for sql in sent if not sql.upper().startswith(TRANSACTION_CONTROL)]
        if at_most is not None and len(queries) > at_most:
            shown = "\n  ".join(sql[:300] for sql in queries.statements)
            pytest.fail(f"{len(queries)} queries, at most {at_most} were allowed:\n  {shown}", pytrace=False)

    return counted
