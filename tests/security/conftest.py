"""What the security tests share with those of pages."""

from tests.pages.conftest import alice, draft, fresh_counts, innovation, team

__all__ = ["alice", "draft", "fresh_counts", "innovation", "team"]
