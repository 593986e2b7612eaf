"""The fixtures of the web tests serve the promises too."""

from tests.web.conftest import app, compiled, database_url

__all__ = ["app", "compiled", "database_url"]
