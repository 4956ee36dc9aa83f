"""The kinds of job there are. An app declares its own in a module `work`, which is found by its name.

```
@job("reading", app="holdings", leads="review:desk")
def read(archive, settings, progress): ...
```
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from saksi.record import InvalidInput
from saksi.workflows import Progress
from saksi.workspace.session import Archive

Outcome = Mapping[str, Any]  # counts and codes; the app's words `APP.job.KIND.done` say them
Work = Callable[[Archive, Mapping[str, Any], Progress], Outcome]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job.

    Its work may be ended wherever it calls its progress, and is then called anew with the same settings:
    it keeps what it has done, and passes over that.
    """

    name: str
    app: str  # whose words say what it is
    work: Work
    leads: str  # the page, by the name of its URL, on which one goes on when it is done
    once: bool = True  # asked for again while one waits, nothing is added
    whole: bool = False  # it works on every report, whoever sees it: its counts are for who sees all


_KINDS: dict[str, Kind] = {}


def job(name: str, *, app: str, leads: str, once: bool = True, whole: bool = False) -> Callable[[Work], Work]:
    """Declare a function as the work of a kind of job.

    Parameters
    ----------
    app
        The app whose words say what it is: ``APP.job.NAME.title``, ``.step.STEP``, ``.done`` and ``.next``.
    leads
        The page, by the name of its URL, on which one goes on when it is done.
    once
        One that waits, with the same settings, is enough.
    whole
        It works on every report of the archive, those of all cases included.
    """

    def declared(work: Work) -> Work:
        _KINDS[name] = Kind(name, app, work, leads, once, whole)
        return work

    return declared


def kind_of(name: str) -> Kind:
    """Return a kind by its name.

    Raises
    ------
    InvalidInput
        No app declares it.
    """
    _find()
    if name not in _KINDS:
        raise InvalidInput(f"no kind of job is called {name!r}; there are {', '.join(sorted(_KINDS))}")
    return _KINDS[name]


@cache
def _find() -> None:
    autodiscover_modules("work")
