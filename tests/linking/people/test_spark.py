"""The same model on Spark: the same pairs, levels and persons. `make harden` only, with pyspark and Java."""

import os
from importlib.util import find_spec
from shutil import which

import numpy as np
import pytest
from tests.linking.people.people_made_up import ROLES, records

from saksi.linking.people import blocking, link_people
from saksi.linking.people.engine import engine_of
from saksi.record import InvalidInput

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="pyspark is installed here")
def test_without_pyspark_the_engine_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidInput, match="install the extra"):
        engine_of("spark")


@pytest.mark.skipif(not LONG, reason="minutes of Java: make harden")
@pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark has a lock of its own: make harden")
@pytest.mark.skipif(which("java") is None, reason="Java is absent: scripts/debian-packages harden")
@pytest.mark.filterwarnings("ignore")
def test_spark_finds_the_same_persons_as_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "WHOLE", 100)  # by keys, as large tables are
    table = records(people=760)
    assert table.height >= 1_000
    here = link_people(table, ROLES)
    there = link_people(table, ROLES, model=here.model, engine="spark")
    assert np.array_equal(here.rows_a, there.rows_a)
    assert np.array_equal(here.rows_b, there.rows_b)
    # The two libraries' Jaro-Winkler differ on a few short names ("Daliaa", "Dlia"): 12 of 21,987 pairs.
    assert np.isclose(here.odds, there.odds, atol=1e-4).mean() > 0.999
    assert np.array_equal(here.labels, there.labels)
