"""Which mentions of a report tell the same act against the same people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean.memory import Mention
from saksi.record import Place, Time

REACH_BACK = 8  # mentions of a group that a new one is compared with
REACH = 40  # groups looked back at: keeps a long text linear
MOVES = ("banishment", "forced_repatriation", "detention_political_camp")  # from somewhere to somewhere


@dataclass(slots=True)
class Group:
    """Mentions taken for one claim; `core` is the one that says most."""

    mentions: list[Mention]
    core: Mention

    def add(self, mention: Mention) -> None:
        """Take in a further mention."""
        self.mentions.append(mention)
        self.core = max(self.core, mention, key=_fullness)

    def compared(self) -> list[Mention]:
        """Return the mentions that a new one must agree with: the core and the last ones."""
        return [other for other in [self.core, *self.mentions[-REACH_BACK:]] if not other.weak]


def groups_of(found: Sequence[Mention]) -> list[Group]:
    """Return the groups of mentions that tell one act each, without those that only repeat one not told."""
    groups: list[Group] = []
    by_act: dict[str, list[Group]] = {}
    for mention in found:
        same = by_act.setdefault(mention.act, [])
        home = next((group for group in reversed(same[-REACH:]) if _belongs(mention, group)), None)
        if home is not None:
            home.add(mention)
        else:
            group = Group([mention], mention)
            groups.append(group)
            same.append(group)
    return [group for group in groups if not all(mention.weak for mention in group.mentions)]


def _belongs(mention: Mention, group: Group) -> bool:
    core = group.core
    if mention.weak:
        return core.assertion.kind != "condition" and (mention.sentence - group.mentions[-1].sentence) < 6
    if mention.assertion.kind != core.assertion.kind and not core.weak:
        return False
    if {mention.assertion.modality, core.assertion.modality} in (
        {"happened", "planned"},
        {"denied", "happened"},
        {"happened", "uncertain"},
    ):
        return False
    return all(_agree(mention, other) for other in group.compared())


def _agree(one: Mention, other: Mention) -> bool:
    return (
        _counts_agree(one, other)
        and _people_agree(one, other)
        and _times_agree(one.time, other.time)
        and _places_agree(one.act, one.place, other.place)
        and (one.penalty is None or other.penalty is None or one.penalty == other.penalty)
    )


def _counts_agree(one: Mention, other: Mention) -> bool:
    if not (one.explicit and other.explicit and one.suffers and other.suffers):
        return True
    a, b = one.suffers.count, other.suffers.count
    if a.unit != b.unit or a.min is None or b.min is None:
        return True
    top = 10**9
    return a.min <= (b.max or top) and b.min <= (a.max or top)


def _people_agree(one: Mention, other: Mention) -> bool:
    if not (one.suffers and other.suffers and (one.explicit or other.explicit)):
        return True
    a, b = one.suffers, other.suffers
    if a.victim.name and b.victim.name and a.victim.name.split()[0] != b.victim.name.split()[0]:
        return False
    if "family_of_accused" in (a.victim.status, b.victim.status) and a.victim.status != b.victim.status:
        return a.generic or b.generic
    if "나머지" in (a.victim.text or "")[:3] or "나머지" in (b.victim.text or "")[:3]:
        return "나머지" in (a.victim.text or "") and "나머지" in (b.victim.text or "") and a.head == b.head
    if a.victim.status == b.victim.status == "family_of_accused":
        return True
    if a.generic or b.generic or a.head == b.head or (a.victim.name and b.victim.name):
        return True
    if a.victim.name or b.victim.name:  # a man named may be the man, not the manager
        unnamed = b if a.victim.name else a
        return unnamed.count.max in (None, 1) and not unnamed.victim.roles
    return a.head.endswith(b.head) or b.head.endswith(a.head)


def _times_agree(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None or not (one.from_ or one.to) or not (other.from_ or other.to):
        return True
    before = one.to is not None and other.from_ is not None and one.to < other.from_
    after = other.to is not None and one.from_ is not None and other.to < one.from_
    return not (before or after)


def _places_agree(act: str, one: Place | None, other: Place | None) -> bool:
    if act in MOVES:
        return True
    if one is None or other is None or not one.text or not other.text:
        return True
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return False
    if re.search(r"[시군]$", one.text) and re.search(r"[시군]$", other.text):
        return one.text.split(" ")[-1] == other.text.split(" ")[-1]
    return (
        one.text[:2] == other.text[:2]
        or one.admin1 == other.admin1
        or one.admin1 is None
        or other.admin1 is None
    )


def _fullness(mention: Mention) -> tuple[bool, int]:
    said = (
        mention.explicit,
        bool(mention.suffers and mention.suffers.count.min),
        mention.perpetrator,
        mention.place,
        mention.time and mention.time.from_,
        mention.grounds,
    )
    return not mention.weak, sum(map(bool, said))
