"""English words for places."""

from saksi.simulation.texts.story import Where


def place_words(where: Where) -> tuple[str, str]:
    """Return the preposition and the words of a place."""
    name = where.name.en
    if where.kind == "province":
        return ("in", province(name))
    said = {
        "city": ("in", name),
        "county": ("in", f"{name} County"),
        "village": ("in", f"the village of {name}"),
        "camp": ("at", f"the {name} camp"),
        "prison": ("at", f"{name} Prison"),
        "market": ("at", f"the {name} market"),
        "border": ("on the border", f"near {name}"),
    }[where.kind]
    if name.endswith((" County", " Prison")) or name.startswith("Camp "):  # it says what it is
        return (said[0], name)
    return said


def province(name: str) -> str:
    """Return a province's name with its generic."""
    return name if name.rsplit(" ", maxsplit=1)[-1] in ("Province", "Region", "City") else f"{name} Province"
