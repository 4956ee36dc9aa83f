from collections.abc import Callable

import pytest

from saksi.reading.english.clauses import trim
from saksi.record import Claim


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("Police arrested two traders, a source said.", ["Police arrested two traders"]),
        ("A source said that police arrested two traders.", ["police arrested two traders"]),
        (
            "Two traders were arrested in Corrow, according to a resident.",
            ["Two traders were arrested in Corrow"],
        ),
        ("According to a resident, two traders were arrested.", ["two traders were arrested"]),
        ("“Two men were beaten,” the source said.", ["Two men were beaten"]),
        ("The “big four” were arrested.", ["The “big four” were arrested"]),
        (
            "The student who had watched the film was shot in public.",
            ["The student who had watched the film was shot in public"],
        ),
        (
            "The two men were arrested and executed.",
            ["The two men were arrested", "The two men were arrested and executed"],
        ),
        (
            "Two men were taken to a labor camp and their families were banished.",
            ["Two men were taken to a labor camp", "their families were banished"],
        ),
        (
            "The trader was arrested by the Ministry of State Security (MSS).",
            ["The trader was arrested by the Ministry of State Security (MSS)"],
        ),
        ("They didn’t arrest the student.", ["They didn’t arrest the student"]),
        (
            "Police arrested two traders in the big old market\nof Corrow at night, a source said.",
            ["Police arrested two traders in the big old market\nof Corrow at night"],
        ),
        ("\u202bPolice arrested two traders\u202c.", ["Police arrested two traders"]),
        ("🚓 Police arrested two traders in 한강.", ["Police arrested two traders in 한강"]),
        ("\ufeff\u00a0Police arrested two traders.\u3000", ["Police arrested two traders"]),
    ],
)
def test_a_claim_takes_its_clause_and_nothing_else(
    read: Callable[[str], list[Claim]], text: str, passages: list[str]
) -> None:
    found = [text[passage.start : passage.end] for claim in read(text) for passage in claim.passages]
    assert found == passages


@pytest.mark.parametrize(
    ("text", "span", "kept"),
    [
        ("“They were shot.”", (0, 17), "They were shot"),
        ("and then, they were shot", (0, 24), "then, they were shot"),
        ("they can", (0, 8), "they can"),
        ("they cannot go", (0, 8), "they cannot"),
        ("they didn't go", (0, 7), "they didn't"),
        ("(they were shot)", (0, 16), "they were shot"),
        ("shot by X (Y)", (0, 13), "shot by X (Y)"),
        ("\u2067shot\u2069\u3000", (0, 7), "shot"),
        ("...", (0, 3), ""),
    ],
)
def test_edges_lose_marks_and_never_words(text: str, span: tuple[int, int], kept: str) -> None:
    start, end = trim(text, *span)
    assert text[start:end] == kept
