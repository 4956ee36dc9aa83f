"""SQL dialect by the driver's version of SQLite, not by the standard library's."""

from django.db.backends.sqlite3 import operations as stock
from sqlcipher3 import dbapi2 as driver


class DatabaseOperations(stock.DatabaseOperations):
    """Django's operations for SQLite."""

    def force_group_by(self) -> list[str]:
        """Return the clause that old versions need to group at all."""
        return ["GROUP BY TRUE"] if driver.sqlite_version_info < (3, 39) else []
