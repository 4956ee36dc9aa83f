"""What members say of orders and the acts that carried them out: appended, never changed."""

from datetime import UTC, datetime

from django.db import transaction

from saksi.record import InvalidInput
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.frames import as_decided
from saksi.workspace.holdings.models import Claim
from saksi.workspace.linking.models import OrderTie
from saksi.workspace.session import Archive

LONGEST_NOTE = 400


def say_of_order(archive: Archive, *, order: int, act: int, tied: bool, note: str | None = None) -> OrderTie:
    """Append a member's word on whether an act carried out an order, with one entry.

    Parameters
    ----------
    order, act
        Primary keys of claims.
    tied
        False takes an earlier word back, or says so of an act that its report ties to the order.

    Raises
    ------
    InvalidInput
        One of them is not there, the first is no order as decided, or the second is one; or the note is
        longer than `LONGEST_NOTE` characters.
    """
    found = Claim.objects.select_related("standing__decision").in_bulk([order, act])
    if len(found) < 2:
        raise InvalidInput("an order and an act are needed, two claims of the record: nothing was noted")
    kinds = as_decided(found[order]).kind, as_decided(found[act]).kind
    if kinds[0] != "order" or kinds[1] != "act":
        raise InvalidInput(
            f"claims of the kinds {kinds[0]} and {kinds[1]}: needed an order and an act; nothing was noted"
        )
    if note and len(note) > LONGEST_NOTE:
        raise InvalidInput(f"a note of {len(note)} characters: at most {LONGEST_NOTE}; nothing was noted")
    with transaction.atomic():
        row = OrderTie.objects.create(
            order_id=order,
            act_id=act,
            tied=tied,
            coder=archive.actor,
            at=datetime.now(UTC),
            note=note or None,
        )
        action = "order tied" if tied else "order untied"
        log.record(archive, action=action, about=f"claims {order} and {act}", states=[state_of(row)])
    return row


def latest_ties(*, orders: list[int] | None = None) -> dict[tuple[int, int], OrderTie]:
    """Return what holds now of each pair of order and act, as keys; of some orders, or of all."""
    rows = OrderTie.objects.order_by("pk")
    if orders is not None:
        rows = rows.filter(order__in=orders)
    return {(row.order_id, row.act_id): row for row in rows}
