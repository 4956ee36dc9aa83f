import re
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from saksi.cli.sim_disk import DiskFolder
from saksi.record import InvalidInput
from saksi.simulation.plots import Figure, busiest_event, figures
from saksi.simulation.plots.labels import WORDS
from saksi.simulation.reporting.lists import list_names
from saksi.simulation.reporting.tables import HOWS


@pytest.fixture(scope="module")
def drawn(drawn_folder: Path) -> dict[str, Figure]:
    def figure(svg: Path) -> Figure:
        csv = drawn_folder / f"{svg.name.partition('.')[0]}.csv"
        png = svg.with_suffix(".png")
        return Figure(svg.stem, svg.read_text("utf-8"), png.read_bytes(), csv.read_text("utf-8"))

    return {svg.stem: figure(svg) for svg in drawn_folder.glob("*.svg")}


def test_three_figures_in_two_languages_as_svg_and_png(drawn: dict[str, Figure]) -> None:
    assert set(drawn) == {
        f"{name}.{tongue}" for name in ("months", "story", "networks") for tongue in ("en", "ko")
    }
    for figure in drawn.values():
        assert figure.svg.startswith("<svg")
        assert figure.png.startswith(b"\x89PNG")
        assert "<script" not in figure.svg
        assert not re.search(r'(href|src)="http', figure.svg)


def test_each_figure_says_in_its_language_that_it_is_synthetic(drawn: dict[str, Figure]) -> None:
    for name, figure in drawn.items():
        assert WORDS["synthetic"][name.endswith("ko")] in figure.svg
        assert WORDS[name.partition(".")[0]][name.endswith("ko")] in figure.svg


def test_the_months_add_up_to_the_truth_and_to_the_lists(drawn: dict[str, Figure], run_folder: Path) -> None:
    table = pl.read_csv(StringIO(drawn["months.en"].csv))
    totals = pl.read_csv(run_folder / "lists" / "totals.csv")
    people = pl.read_csv(run_folder / "lists" / "people.csv")
    assert table["truth"].sum() == totals["total"].sum()
    assert table["reported"].sum() == people.height
    assert (table["reported"] <= table["truth"]).all()
    computed = table.drop_nulls("estimated")
    assert (computed["estimated"] >= computed["reported"]).all()
    months = table["month"].n_unique()
    assert table.height == 3 * months  # a month in which nobody was hit is 0, not absent


def test_the_story_goes_from_observations_to_reports_to_copies(drawn: dict[str, Figure]) -> None:
    table = pl.read_csv(StringIO(drawn["story.ko"].csv)).with_columns(pl.col("of").fill_null(""))
    nodes = set(table["node"])
    assert set(table["kind"]) <= {"origin", "denial", "retraction", *HOWS}
    assert all(of in nodes for ofs in table["of"] for of in ofs.split(";") if of)
    day = dict(table.select("node", "day").iter_rows())
    for node in table.filter(pl.col("kind") != "origin").iter_rows(named=True):
        assert node["of"]
        assert all(day[of] <= node["day"] for of in node["of"].split(";"))
    observed = table.filter(pl.col("kind") == "origin")["node"].to_list()
    assert observed == [f"observation {n}" for n in range(1, len(observed) + 1)]  # no id of a source


def test_the_networks_have_eight_rows_of_five_marks_with_their_error(drawn: dict[str, Figure]) -> None:
    table = pl.read_csv(StringIO(drawn["networks.en"].csv))
    assert table.height == 8 * 5
    assert table["ratio_error"].null_count() == 0


def test_the_event_drawn_has_a_few_observations_and_the_most_reports() -> None:
    events = pl.DataFrame({"event": [1, 2, 3, 4], "n_reports": [9, 5, 8, 30], "n_roots": [1, 3, 2, 20]})
    assert busiest_event(events) == 3
    with pytest.raises(InvalidInput, match="no report"):
        busiest_event(events.clear())


def test_a_folder_without_reports_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no whole run"):
        next(figures(DiskFolder(tmp_path)))


def test_lists_are_named_as_simulated() -> None:
    names = list_names(12)
    assert len(set(names)) == 12
    assert all(name.startswith("sim_") and name.isidentifier() for name in names)
