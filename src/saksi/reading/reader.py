"""Which reader reads a text: by its language."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from saksi.reading.settings import ReadingSettings
from saksi.record import Claim, Passage, Report


class Reader(Protocol):
    """What a plugin of the group ``saksi.readers`` is: text to claims."""

    def __call__(
        self,
        text: str,
        *,
        published: date | None,
        outlet: str | None,
        language: str | None,
        furniture: Sequence[Passage],
    ) -> list[Claim]:
        """Return the claims of one text, in the order of their core passages."""
        ...


def rules_reader(
    text: str,
    *,
    published: date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    furniture: Sequence[Passage] = (),
) -> list[Claim]:
    """Read by rules: Korean over kiwipiepy, everything else as English over spaCy."""
    if (language or "en").split("-")[0] == "ko":
        from saksi.reading.korean import read_korean  # noqa: PLC0415 - each language loads on its first report

        return read_korean(text, published=published, outlet=outlet, furniture=furniture)
    from saksi.reading.english.reader import read_english  # noqa: PLC0415

    return read_english(text, published=published, outlet=outlet, furniture=furniture)


def read_claims(
    text: str, *, published: date | None = None, outlet: str | None = None, language: str | None = None
) -> list[Claim]:
    """Read the claims of one text with the built-in rules.

    Parameters
    ----------
    text
        The text as archived; the passages of the claims are offsets into it, in code points.
    published
        Day of publication, the anchor of relative times. Without it they keep their words and no days.
    outlet
        Who published it: the last link of every attribution chain.
    language
        BCP 47 code; ``None`` reads as English unless half of the letters are Hangul.

    Returns
    -------
    list of Claim
        Suggestions, in text order, surest or not; `read_report` splits them by the threshold.
    """
    return rules_reader(text, published=published, outlet=outlet, language=language or _script(text))


def read_report(
    report: Report, *, reader: Reader = rules_reader, settings: ReadingSettings | None = None
) -> Report:
    """Return the report with `claims`, and below the threshold `candidates`, best first."""
    settings = settings or ReadingSettings()
    found = reader(
        report.text,
        published=report.published,
        outlet=report.outlet,
        language=report.language or _script(report.text),
        furniture=report.furniture,
    )
    sure = [claim for claim in found if claim.confidence is None or claim.confidence >= settings.threshold]
    rest = sorted((c for c in found if c not in sure), key=lambda claim: -(claim.confidence or 0))
    return report.model_copy(update={"claims": tuple(sure), "candidates": tuple(rest)})


def _script(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    hangul = sum("가" <= char <= "힣" for char in letters)
    return "ko" if hangul * 2 > len(letters) else "en"
