"""What is written: invented, marked, varied, and exact by the shared score."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.simulation.reporting.conftest import Everything
from tests.simulation.reporting.networked import reported

from saksi.countries import find_countries, find_places, load_packs
from saksi.record import load_report
from saksi.simulation import World
from saksi.simulation.reporting.invented import misspelt
from saksi.simulation.reporting.noise import noisy
from saksi.simulation.reporting.stories import stories
from saksi.simulation.reporting.tables import HOWS
from saksi.simulation.reporting.writing import texts
from saksi.simulation.texts import Words


def test_every_text_and_address_is_marked_synthetic(everything: Everything) -> None:
    for text in everything.texts:
        report = text.report
        assert report.synthetic
        assert "SYNTHETIC" in report.text
        assert re.fullmatch(r"https://[a-z-]+\.invalid/.*", report.url or "")
        assert all(claim.place.country == "XN" for claim in report.claims)


def test_there_is_a_text_for_every_report_and_a_gold_claim_for_every_row(everything: Everything) -> None:
    reports, claims = everything.made.reports, everything.claims
    written = {text.report.id: text.report for text in everything.texts}
    assert len(written) == reports.filter("written").height
    keys = {
        name: {c for r, c in claims.select("report_id", "claim_id").iter_rows() if r == name}
        for name in list(written)[:200]
    }
    assert all({claim.id for claim in written[name].claims} == ids for name, ids in keys.items())


def test_originals_have_no_text_in_common_and_duplicates_are_the_same(everything: Everything) -> None:
    kinds = dict(everything.made.reports.select("report", "how").iter_rows())
    by_kind = [(kinds[int(t.report.id[1:])], t.report.text) for t in everything.texts]
    originals = [text for how, text in by_kind if HOWS[how] != "duplicate"]
    assert 1 - len(set(originals)) / len(originals) < 0.005


def test_texts_are_the_same_in_one_process_or_two(everything: Everything) -> None:
    told = everything.told
    few = everything.made.reports.with_columns(written=pl.col("root_report") < 12)
    made = type(everything.made)(**{**vars(everything.made), "reports": few})
    alone, together = (list(texts(made, told, jobs=jobs)) for jobs in (1, 2))
    assert [t.report for t in alone] == [t.report for t in together]
    assert len(alone) >= 12


def test_the_shared_score_of_the_gold_against_itself_is_one(run_folder: Path, shared: Path) -> None:
    folder = str(run_folder / "text")
    script = shared / "data" / "claims" / "score.py"
    done = subprocess.run(
        [sys.executable, str(script), folder, folder], capture_output=True, text=True, check=True, timeout=200
    )
    assert "claim F1 strict 1.00 lenient 1.00" in done.stdout
    assert "claims strict   precision 1.000 recall 1.000" in done.stdout


def test_the_reports_of_a_run_can_be_loaded_as_reports(run_folder: Path) -> None:
    files = sorted((run_folder / "text").glob("*.json"))
    assert len(files) > 40
    for file in files[:60]:
        report = load_report(file)
        assert report.id == file.stem
        assert report.claims
        assert json.loads(file.read_text(encoding="utf-8"))["synthetic"] is True


def test_a_misspelt_name_stays_close_in_both_scripts() -> None:
    rng = np.random.default_rng(1)
    name = Words("Taravoth Yelinor", "타라보스 예리노르")
    for _ in range(50):
        other = misspelt(name, rng)
        assert other.en.startswith("Taravoth Y")
        assert len(other.ko) == len(name.ko)
        assert sum(a != b for a, b in zip(other.ko, name.ko, strict=True)) == 1
        assert all("가" <= char <= "힣" or char == " " for char in other.ko)


def test_noisy_claims_miss_confuse_and_invent_at_their_rates(
    everything: Everything, run_folder: Path
) -> None:
    gold = pl.concat([pl.read_parquet(run_folder / "reporting" / "claims_gold.parquet")] * 8)
    read = noisy(gold, everything.made.truth)
    settings = everything.made.truth.scenario.reading
    spurious = read.filter(pl.col("claim_id").str.starts_with("s"))
    found = read.filter(~pl.col("claim_id").str.starts_with("s"))
    assert abs(1 - found.height / gold.height - settings.missed) < 0.03
    assert abs(spurious.height / gold.height - settings.spurious) < 0.03
    assert read.columns == gold.columns
    assert set(read["reader"]) == {"simulated"}


def test_nameless_relatives_are_told_by_their_tie_and_each_person_once_a_claim(world: World) -> None:
    told = list(stories(reported(world, sources={"reach": 0.4}, desks={"names_printed": 0.0})))
    kin = [t for one in told for t in one.story.tellings if t.whom.kin]
    assert len(kin) > 20
    assert {t.whom.kin for t in kin} & {"wife", "husband", "son", "daughter"}
    for one in told:
        for rows in one.rows.values():
            people = [row["person"] for row in rows if (row["person"] or -1) >= 0]
            assert len(set(people)) == len(people)


def test_furniture_holds_no_claim(everything: Everything) -> None:
    marked = 0
    for text in everything.texts:
        for span in text.report.furniture:
            marked += 1
            for claim in text.report.claims:
                assert all(p.end <= span.start or p.start >= span.end for p in claim.passages)
    assert marked > len(everything.texts)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("family", ["train", "held_out"])
def test_i10_no_whole_text_title_or_outlet_names_a_real_place_or_country(
    everything: Everything, language: str, family: str
) -> None:
    if family == "train":
        written = everything.texts
    else:
        made = reported(everything.world, text={"template_family": family, "reports": 150})
        written = list(texts(made, list(stories(made))))
    reports = [text.report for text in written if text.report.language == language][:400]
    whole = "\n\n".join(f"{r.outlet}\n{r.title}\n{r.url}\n{r.text}" for r in reports)
    packs = [pack for pack in load_packs() if pack.code in ("general", "kp")]
    places = {whole[found.start : found.end] for found in find_places(whole, language=language, packs=packs)}
    countries = {
        whole[found.start : found.end]
        for found in find_countries(whole, language=language, packs=packs)
        if not found.ambiguous
    }
    assert len(reports) >= 100
    assert (places, countries) == (set(), set())
