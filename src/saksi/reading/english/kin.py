"""Who is punished for a relative, and what one telling of a named person says for the others."""

from collections.abc import Sequence

from saksi.reading.english.drafts import Draft
from saksi.reading.english.merging import same_name
from saksi.record import Victim

FOR_A_RELATIVE = frozenset(
    {"detention_other", "detention_political_camp", "banishment", "dismissal", "execution", "screening",
     "surveillance", "confiscation", "public_shaming", "false_accusation"}
)  # fmt: skip  # what is done to people because of a relative; what is kept from them has its own reasons
FEW_KIN = frozenset({"brother", "niece", "nephew", "cousin"})


def share_people(claims: Sequence[Draft]) -> None:
    """Let what one telling says of a named person hold in the others: standing, roles, sex, age."""
    named = [claim for claim in claims if claim.victim.name]
    for claim in named:
        for other in named:
            if other is claim or not same_name(claim.victim.name, other.victim.name):
                continue
            mine, theirs = claim.victim, other.victim
            claim.victim = mine.model_copy(
                update={
                    "status": theirs.status if mine.status in ("unknown", "ordinary")
                    and theirs.status in ("elite", "official") else mine.status,
                    "roles": mine.roles or theirs.roles,
                    "sex": theirs.sex if mine.sex == "unknown" else mine.sex,
                    "age": mine.age or theirs.age,
                }
            )  # fmt: skip
    for claim in claims:
        claim.victim = _as_kin(claim)
        _for_kin(claim)


def _for_kin(claim: Draft) -> None:
    """Let kin be punished for their relative, not for what the whole report turns on."""
    if claim.victim.status != "family_of_accused" or _stated_for(claim):
        return
    claim.grounds = ("association",) if claim.act in FOR_A_RELATIVE else ()


def _stated_for(claim: Draft) -> frozenset[str]:
    """The grounds that the claim's own sentence gives, other than kinship; not those of the whole report."""
    stated = "grounds.sentence" in claim.rules
    return frozenset(claim.grounds) - {"association", "none_given"} if stated else frozenset()


def _as_kin(claim: Draft) -> Victim:
    """Settle who is punished for a relative: kin held for what they did themselves are ordinary people."""
    victim, own = claim.victim, _stated_for(claim)
    kin = victim.status == "family_of_accused"
    if "association" in claim.grounds:
        punished = victim.text is not None and not own and victim.status in ("ordinary", "unknown")
        return victim.model_copy(update={"status": "family_of_accused"}) if punished else victim
    near = victim.name is not None or claim.victim_head in FEW_KIN
    return victim.model_copy(update={"status": "ordinary"}) if kin and (own or near) else victim
