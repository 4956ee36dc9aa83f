"""Second factors: what a member has; codes by the clock (RFC 6238). Passkeys: `passkeys`."""

import time
from base64 import b32encode
from datetime import UTC, datetime
from secrets import token_bytes
from urllib.parse import quote

from django.db import transaction
from django_otp.oath import totp

from saksi.record import InvalidInput
from saksi.workspace.accounts.choices import second_factor_required
from saksi.workspace.accounts.models import Factor, Member
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.errors import NotAllowed
from saksi.workspace.session import Archive

STEP = 30  # s
DIGITS = 6  # of a code, as django_otp gives them
SECRET_BYTES = 20  # RFC 4226
DRIFT = (-1, 0, 1)  # steps that a phone's clock may be off
LONGEST_LABEL = 64


def factors_of(member: Member) -> list[Factor]:
    """Return a member's second factors, in the order in which they were added."""
    return list(Factor.objects.filter(member=member, removed_at=None).order_by("pk"))


def must_set_up(member: Member) -> bool:
    """Return whether a member has to set up a second factor before anything else."""
    return second_factor_required() and not Factor.objects.filter(member=member, removed_at=None).exists()


def new_secret() -> bytes:
    """Return a secret for a phone to share."""
    return token_bytes(SECRET_BYTES)


def otp_address(secret: bytes, *, member: Member, record: str) -> str:
    """Return what the picture says that a phone reads."""
    who = quote(f"Saksi {record}:{member.name}")
    issuer = quote(f"Saksi {record}")
    return f"otpauth://totp/{who}?secret={b32encode(secret).decode()}&issuer={issuer}&period={STEP}"


def add_code(archive: Archive, *, member: Member, secret: bytes, code: str, label: str) -> Factor:
    """Keep a phone's secret, once it has shown a right code.

    Raises
    ------
    InvalidInput
        The code is not of now.
    """
    step = _step_of(secret, code)
    if step is None:
        raise InvalidInput("the code does not fit: look at the phone's clock, and type the newest code")
    with transaction.atomic():
        factor = Factor.objects.create(
            member=member,
            kind="totp",
            label=label.strip()[:LONGEST_LABEL],
            secret=secret,
            last_step=step,
            added_at=datetime.now(UTC),
        )
        note(archive, factor, "second factor added")
    return factor


def check_code(archive: Archive, *, member: Member, code: str) -> bool:
    """Return whether a code is one of now, and use it up: none works twice."""
    with transaction.atomic():
        for factor in Factor.objects.filter(member=member, removed_at=None, kind="totp"):
            step = _step_of(bytes(factor.secret or b""), code)
            if step is not None and step > (factor.last_step or 0):
                factor.last_step = step
                factor.save(update_fields=["last_step"])
                note(archive, factor, "second factor used")
                return True
    return False


def remove_factor(archive: Archive, *, factor: Factor) -> None:
    """Let a second factor be none any more; its row stays.

    Raises
    ------
    NotAllowed
        It is the last one, and one is required.
    """
    last = len(factors_of(factor.member)) == 1
    if last and second_factor_required():
        raise NotAllowed("a second factor is required here, and this is the last one: add another first")
    with transaction.atomic():
        factor.removed_at = datetime.now(UTC)
        factor.save(update_fields=["removed_at"])
        note(archive, factor, "second factor removed")


def note(archive: Archive, factor: Factor, what: str) -> None:
    """Tell the log of a factor; within the caller's transaction."""
    about = f"factor {factor.pk} of member {factor.member_id}"
    log.record(archive, action=what, about=about, states=[state_of(factor)])


def _step_of(secret: bytes, code: str) -> int | None:
    """Return the step of the clock that a code is of; None where it is of none near now."""
    digits = "".join(code.split())
    if not (len(digits) == DIGITS and digits.isascii() and digits.isdigit()):
        return None
    now = int(time.time())
    for drift in DRIFT:
        if totp(secret, drift=drift) == int(digits):
            return now // STEP + drift
    return None
