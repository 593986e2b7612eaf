"""All golden tables, by the id of their key."""

from tests.golden import published_change, published_life

TABLES = published_change.TABLES | published_life.TABLES
