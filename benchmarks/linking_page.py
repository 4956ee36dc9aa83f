"""The linking part of the page: events, origins and independence; then people beside bare Splink."""

from benchmarks import linking_events, linking_people

PEOPLE = (
    "Saksi at its defaults, without labels, beside bare Splink with the same keys and levels, in one run."
)


def section() -> list[str]:
    """Measure, and return the lines of the page."""
    events = (
        f"| {one.data} | {one.what} | {one.value:.3f} | {one.n:,} | {one.bar} |"
        for one in linking_events.measure()
    )
    people = (
        [linking_people.measure(each) for each in linking_people.sets()]
        if linking_people.DATA.is_dir()
        else []
    )
    return [
        "## Linking",
        "",
        "Events, origins, independence. Rules were written with the annotated groups open; the simulated",
        "networks are seeds that no weight was set with.",
        "",
        "| data | what | measured | cases | bar |",
        "|---|---|---:|---:|---:|",
        *events,
        "",
        "People. " + PEOPLE,
        "",
        *(f"- {line}" for each in people for line in each.splitlines()),
        "",
    ]


if __name__ == "__main__":
    print("\n".join(section()))
