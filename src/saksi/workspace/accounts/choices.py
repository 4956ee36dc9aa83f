"""Choices: each member's own (language, single keys), and the archive's (idle time, second factor)."""

from django.db import transaction

from saksi.record import InvalidInput
from saksi.workspace.accounts.models import LANGUAGES, Member, Preference
from saksi.workspace.audit import log
from saksi.workspace.audit.models import Setting
from saksi.workspace.audit.states import state_of
from saksi.workspace.session import Archive

IDLE = "idle minutes"  # name of the setting
SECOND_FACTOR = "second factor"  # name of the setting
IDLE_MINUTES = 10  # without a choice
SHORTEST, LONGEST = 1, 120  # minutes


def preference_of(member: Member, *, otherwise: str = "en") -> Preference:
    """Return how a member likes the pages; where nothing was chosen yet, in the browser's language."""
    found = Preference.objects.filter(member=member).first()
    return found or Preference(member=member, language=otherwise)


def prefer(member: Member, *, language: str, single_keys: bool | None = None) -> Preference:
    """Keep what a member likes; None leaves the keys as they are.

    Raises
    ------
    InvalidInput
        There are no words in that language.
    """
    if language not in LANGUAGES:
        raise InvalidInput(f"no such language: choose one of {', '.join(LANGUAGES)}")
    row = preference_of(member)
    row.language = language
    row.single_keys = row.single_keys if single_keys is None else single_keys
    row.save()
    return row


def idle_minutes() -> int:
    """Return after how many minutes without work a session ends."""
    found = Setting.objects.filter(name=IDLE).first()
    return int(found.value) if found else IDLE_MINUTES


def second_factor_required() -> bool:
    """Return whether every member needs a second factor."""
    return Setting.objects.filter(name=SECOND_FACTOR, value="required").exists()


def choose_locking(archive: Archive, *, minutes: int, second_factor: bool) -> None:
    """Choose for the whole archive when it locks, and whether a second factor is needed.

    Raises
    ------
    InvalidInput
        Fewer minutes than `SHORTEST`, or more than `LONGEST`.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise InvalidInput(f"{minutes} minutes: choose between {SHORTEST} and {LONGEST}; nothing was changed")
    wanted = {IDLE: str(minutes), SECOND_FACTOR: "required" if second_factor else "open"}
    with transaction.atomic():
        rows = [
            Setting.objects.update_or_create(name=name, defaults={"value": value})[0]
            for name, value in wanted.items()
        ]
        states = [state_of(row) for row in rows]
        log.record(archive, action="locking chosen", about=f"{len(rows)} settings", states=states)
