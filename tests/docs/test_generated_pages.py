import re

import pytest
from scripts.generated import PAGES, WITH_OUTPUTS
from tests.docs.documents import ROOT, read

from saksi.record import vocabulary, vocabulary_names


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_as_its_source_makes_it(name: str) -> None:
    assert read(name) == PAGES[name](), f"{name} is stale: run `make generate`"


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_code_of_every_vocabulary_is_in_the_codebook(name: str) -> None:
    section = read("docs/reference/codebook.md").split(f"(`{name}`)\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)) == set(vocabulary(name).terms)


def test_pages_with_printed_outputs_are_there() -> None:
    assert all((ROOT / name).is_file() for name in WITH_OUTPUTS)
