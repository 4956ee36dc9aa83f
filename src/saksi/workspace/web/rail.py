"""The rail at the left: where a member can go. An entry appears when its role fits."""

from dataclasses import dataclass
from functools import cache

from django.urls import resolve, reverse

from saksi.workspace.accounts.roles import Role


@dataclass(frozen=True)
class Stop:
    """One page of the rail: its URL's name is also the key of its word, ``web.rail.NAME``."""

    url: str
    keys: str  # pressed one after the other

    @property
    def word(self) -> str:
        """Key of its word."""
        return f"web.rail.{self.url.replace(':', '-')}"


GROUPS: dict[str, tuple[Stop, ...]] = {
    "work": (
        Stop("review:desk", "g d"),
        Stop("holdings:reports", "g r"),
        Stop("review:next", "g n"),
        Stop("review:coding", "g s"),
    ),
    "record": (
        Stop("holdings:claims", "g c"),
        Stop("linking:events", "g e"),
        Stop("linking:people", "g p"),
        Stop("linking:origins", "g o"),
        Stop("holdings:orders", "g w"),
    ),
    "results": (
        Stop("estimates:estimates", "g t"),
        Stop("findings:findings", "g f"),
    ),
    "keeping": (
        Stop("jobs:jobs", "g j"),
        Stop("holdings:vault", "g v"),
        Stop("audit:log", "g a"),
        Stop("accounts:settings", "g ,"),
    ),
}


@dataclass(frozen=True)
class Entry:
    """A stop as the page draws it."""

    stop: Stop
    address: str
    here: bool


def rail(roles: frozenset[Role], path: str) -> list[tuple[str, list[Entry]]]:
    """Return the groups with the entries that these roles may open; ``path`` is the page shown."""
    found = {
        group: [e for stop in stops if (e := _entry(stop, roles, path))] for group, stops in GROUPS.items()
    }
    return [(group, entries) for group, entries in found.items() if entries]


def first_page(roles: frozenset[Role]) -> str:
    """Return the address of the first page that these roles may open."""
    groups = rail(roles, "")
    return groups[0][1][0].address if groups else reverse("web:about")


def _entry(stop: Stop, roles: frozenset[Role], path: str) -> Entry | None:
    address, fitting = _place(stop)
    return Entry(stop, address, here=path == address) if roles & fitting else None


@cache
def _place(stop: Stop) -> tuple[str, frozenset[Role]]:
    """Return the address of a stop and the roles that may open it: looked up once, for every page asks."""
    address = reverse(stop.url)
    return address, getattr(resolve(address).func, "roles", None) or frozenset()
