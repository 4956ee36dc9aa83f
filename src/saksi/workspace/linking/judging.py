"""Verdicts on pairs: appended, never changed; the latest binds the next linking."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from django.db import transaction

from saksi.linking.components import Groups
from saksi.record import InvalidInput
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.holdings.models import Claim
from saksi.workspace.linking.models import VERDICTS, Judgement, Pair
from saksi.workspace.session import Archive

Kind = Literal["event", "person"]
MOST = 60  # pairs of one verdict: whoever tears a large event apart does it in steps


def judge(
    archive: Archive,
    *,
    kind: Kind,
    pairs: Iterable[tuple[int, int]],
    verdict: str | None,
    note: str | None = None,
) -> list[Judgement]:
    """Append a person's verdict on pairs of claims, with one entry.

    Parameters
    ----------
    pairs
        Primary keys of claims; the order within a pair does not matter.
    verdict
        ``same``, ``different``, ``unsure``; null takes an earlier verdict back.

    Raises
    ------
    InvalidInput
        No pair, too many, a claim that is not there, an unknown verdict, or one that contradicts others.
    """
    wanted = sorted({(min(a, b), max(a, b)) for a, b in pairs if a != b})
    if not 1 <= len(wanted) <= MOST:
        raise InvalidInput(f"{len(wanted)} pairs: needed 1 to {MOST} of two claims each; nothing was decided")
    if verdict is not None and verdict not in VERDICTS:
        raise InvalidInput(f"verdict {verdict!r}: needed one of {', '.join(VERDICTS)}; nothing was decided")
    claims = {key for pair in wanted for key in pair}
    if Claim.objects.filter(pk__in=claims).count() < len(claims):
        raise InvalidInput("a claim of the pair is not there: it was read anew; nothing was decided")
    with transaction.atomic():
        _check(kind, wanted, verdict)
        now = datetime.now(UTC)
        rows = [_pair(kind, pair, verdict, archive.actor, now) for pair in wanted]
        made = Judgement.objects.bulk_create(
            Judgement(pair=row, verdict=verdict, coder=archive.actor, at=now, note=note) for row in rows
        )
        states = [state_of(row) for row in (*rows, *made)]
        about = f"{len(rows)} pairs of claims, {kind}"
        log.record(archive, action=f"judged {verdict or 'open again'}", about=about, states=states)
    return made


def _pair(kind: str, pair: tuple[int, int], verdict: str | None, coder: str, now: datetime) -> Pair:
    row, _ = Pair.objects.update_or_create(
        kind=kind,
        first_id=pair[0],
        second_id=pair[1],
        defaults={"verdict": verdict, "coder": coder, "at": now},
    )
    return row


def _check(kind: str, pairs: Iterable[tuple[int, int]], verdict: str | None) -> None:
    """Refuse a verdict that makes one claim the same as another and different from it at once."""
    if verdict not in {"same", "different"}:
        return
    said = {
        (a, b): held
        for a, b, held in Pair.objects.filter(kind=kind, verdict__in=("same", "different")).values_list(
            "first_id", "second_id", "verdict"
        )
    }
    said |= dict.fromkeys(pairs, verdict)
    groups: Groups[int] = Groups()
    for (a, b), held in said.items():
        if held == "same":
            groups.join(a, b)
    if any(groups.of(a) == groups.of(b) for (a, b), held in said.items() if held == "different"):
        raise InvalidInput(
            "this contradicts an earlier verdict on these claims: take that one back first;"
            " nothing was decided"
        )
