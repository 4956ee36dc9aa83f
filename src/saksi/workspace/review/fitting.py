"""A claim put together field by field from several forms of it."""

from collections.abc import Mapping

from saksi.record import Claim, InvalidInput
from saksi.review.fields import FIELDS
from saksi.workspace.review.forms import Posted

PARTS: Mapping[str, tuple[str, ...]] = {"attribution": ("attribution", "more_attributions")}


def mixed(forms: Mapping[str, Claim], posted: Posted) -> Claim:
    """Return a claim with each field from the form that was chosen for it.

    Parameters
    ----------
    forms
        The claim as each has it, by name.
    posted
        For each field under ``pick_FIELD`` the name of a form; a field that is not there is the first form's.

    Raises
    ------
    InvalidInput
        A choice names no form.
    """
    own = next(iter(forms.values()))
    taken: dict[str, object] = {}
    for field in FIELDS:
        chosen = posted.get(f"pick_{field}", "") or next(iter(forms))
        if chosen not in forms:
            raise InvalidInput(f"{field}: choose one of {', '.join(forms)}; nothing was ruled")
        for part in PARTS.get(field, (field,)):
            taken[part] = getattr(forms[chosen], part)
    return own.model_copy(update=taken)
