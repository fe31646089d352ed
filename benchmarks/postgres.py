"""A PostgreSQL server of our own for a measurement: a fresh cluster in a temporary folder, on a free port."""

from tests.servers import private_postgres

__all__ = ["private_postgres"]
