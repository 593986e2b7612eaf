"""The fixtures of the web tests serve the promises too."""

from tests.web.conftest import app, database_url

__all__ = ["app", "database_url"]
