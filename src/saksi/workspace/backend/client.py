"""No interactive shell: it would want the key on its command line, where every process can read it."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db.backends.base.client import BaseDatabaseClient


class DatabaseClient(BaseDatabaseClient):
    """Refuses `dbshell`."""

    executable_name = "sqlcipher"

    @classmethod
    def settings_to_cmd_args_env(
        cls,
        settings_dict: dict[str, Any],
        parameters: Iterable[str],
    ) -> NoReturn:
        """Refuse.

        Raises
        ------
        NotImplementedError
            Always.
        """
        raise NotImplementedError(
            "dbshell is refused: the key would stand on a command line. Use `saksi search` or the library"
        )
