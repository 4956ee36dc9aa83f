"""The institutions that may have done an act, with what speaks for each: input of the learned choice."""

from collections import Counter

from saksi.reading.english.agents import Agents, is_victim
from saksi.reading.english.clauses import clause_root, is_passive
from saksi.reading.english.near import Near
from saksi.reading.english.stated import Stated
from saksi.reading.learned import Offer
from saksi.record import Perpetrator


class AgentOffers:
    """The institutions of one report, and how often each is stated."""

    def __init__(self, agents: Agents, sentences: int) -> None:
        self._agents = agents
        self._times = Counter(
            one.perpetrator.institution for number in range(sentences) for one in agents.stated(number)
        )
        self._whole = max(1, self._times.total())

    def of(self, near: Near) -> list[Offer]:
        """Return the institutions stated near a claim, and first that none did it."""
        draft = near.draft
        rule = near.rule("perpetrator")
        found: list[Offer] = []
        for number in near.numbers():
            where = near.where(number)
            found += [self._offer(one, number, where, near, rule) for one in self._agents.stated(number)]
        mine = draft.perpetrator
        if mine.institution and not any(offer.same == mine.institution for offer in found):
            by_rule: dict[str, float | str] = {"rule": rule, "where": "rule", "body": mine.institution}
            found.append(Offer({"perpetrator": mine}, by_rule, mine.institution))
        nobody = Perpetrator(text=mine.text if mine.institution is None else None)
        nearest = near.nearest({str(offer.known["where"]) for offer in found})
        mention = near.told[near.core]
        passive = "passive" if is_passive(mention.verb) else "active"
        known = near.without() | {
            "none:rule": rule, "none:where": nearest, "none:act": draft.act,
            "none:agent": f"{passive}:{mention.agent is not None}", "none:by": mention.by,
        }  # fmt: skip
        return [Offer({"perpetrator": nobody}, known, None), *found]

    def _offer(self, one: Stated, number: int, where: str, near: Near, rule: str) -> Offer:
        draft, body = near.draft, one.perpetrator.institution or "-"
        mention = near.told.get(number)
        link = "away"
        if mention is not None:
            verb = clause_root(one.head)
            link = (
                "victim" if is_victim(one, mention)
                else "agent" if one.head == mention.agent
                else "own" if verb in (mention.verb, mention.trigger)
                else "above" if verb in mention.verb.ancestors
                else "below" if mention.verb in verb.ancestors
                else "beside"
            )  # fmt: skip
        known: dict[str, float | str] = {
            "where": where,
            "how": one.how,
            "link": link,
            "how:link": f"{one.how}:{link}",
            "how:where": f"{one.how}:{where}",
            "body": body,
            "body:act": f"{body}:{draft.act}",
            "body:group": f"{body}:{near.group()}",
            "body:where": f"{body}:{where}",
            "kind:where": f"{draft.kind}:{where}",
            "modality:link": f"{draft.modality}:{link}",
            "share": self._times[one.perpetrator.institution] / self._whole,
            "only": float(len(self._times) == 1),
            "level": one.perpetrator.level or "-",
        }
        if body == draft.perpetrator.institution:
            known["rule"] = rule
            known["rule:where"] = f"{rule}:{where}"
            known["rule:body"] = f"{rule}:{body}"
        return Offer({"perpetrator": one.perpetrator}, known, one.perpetrator.institution)
