"""What statements, advice and notes rest on: codes such as S74, with a title and an address."""

from dataclasses import dataclass
from functools import cache

from assessments.framework.fields import Fields, read_toml
from assessments.framework.load import FIXTURES


@dataclass(frozen=True, slots=True)
class Source:
    """`address` is empty for what has no public page."""

    code: str
    title: str
    address: str


@cache
def load_sources() -> tuple[Source, ...]:
    """In the file's order: the report's calls (P), then publications (S). Raises FrameworkError."""
    file = Fields.of(read_toml((FIXTURES / "sources.toml").read_bytes()), "sources.toml", ("sources",))
    return tuple(
        Source(one.text("code"), one.text("title"), str(one.values["address"]))
        for one in file.tables("sources", ("code", "title", "address"))
    )
