"""What the driver's SQLite can do; Django's features ask the standard library's, which is another version."""

from functools import cached_property

from django.db.backends.sqlite3 import features as stock
from sqlcipher3 import dbapi2 as driver


class DatabaseFeatures(stock.DatabaseFeatures):
    """Django's features for SQLite, by the version of the driver."""

    can_alter_table_drop_column = driver.sqlite_version_info >= (3, 35, 5)

    @cached_property
    def can_return_columns_from_insert(self) -> bool:  # type: ignore[override]  # as Django itself has it
        """Whether ``INSERT … RETURNING`` works."""
        return bool(driver.sqlite_version_info >= (3, 35))

    @property
    def can_return_rows_from_bulk_insert(self) -> bool:  # type: ignore[override]
        """The same for many rows at once."""
        return self.can_return_columns_from_insert
