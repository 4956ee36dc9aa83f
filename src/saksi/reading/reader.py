"""Which reader reads a text: by its language."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from saksi.reading.learned import ActWeights, Suggested, judged, nothing_offered
from saksi.reading.pieces import check_text, moved, pieces, within
from saksi.reading.settings import ReadingSettings
from saksi.record import Claim, Passage, Report

if TYPE_CHECKING:
    from saksi.reading.english.drafts import Draft


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
    """Read by rules: Korean over kiwipiepy, everything else as English over spaCy; then weigh what was found.

    Raises
    ------
    InvalidInput
        The text cannot be read (`saksi.reading.pieces.check_text`), or what reads its language is missing.
    """
    check_text(text)
    language = "ko" if (language or "en").split("-")[0] == "ko" else "en"
    found: list[Claim] = []
    seen = 0
    for piece in pieces(text):
        told = suggestions(
            piece.of(text),
            published=published,
            outlet=outlet,
            language=language,
            furniture=within(furniture, piece),
        )
        kept = judged(told.claims, told.told, language=language, offering=told.offering)
        found += [moved(claim, piece.start, seen + int(claim.id.removeprefix("c"))) for claim in kept]
        seen += len(told.claims)
    return found


def suggestions(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    language: str,
    furniture: Sequence[Passage] = (),
    acts: ActWeights | None = None,
    keep: "Callable[[Draft], bool] | None" = None,
) -> Suggested:
    """Return what the rules of a language (``en``, ``ko``) find in a text that is one piece.

    The confidence is that of the rules; the learned layer is trained on this and has not been asked. For
    training, and in English only: `acts` say which acts a sentence may tell in words that no rule knows
    (those shipped, if none are given), `keep` which of the rules' findings to go on with.

    Raises
    ------
    InvalidInput
        What reads the language is missing.
    """
    if language == "ko":
        from saksi.reading.korean import read_drafts  # noqa: PLC0415 - each loads on its first report

        drafts = read_drafts(text, published=published, outlet=outlet, furniture=furniture)
        return Suggested([one.claim for one in drafts], [one.features for one in drafts], nothing_offered)
    from saksi.reading.english.reader import suggest_english  # noqa: PLC0415

    return suggest_english(
        text, published=published, outlet=outlet, furniture=furniture, acts=acts, keep=keep
    )


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
    sure, rest = list[Claim](), list[Claim]()
    for claim in found:
        (sure if claim.confidence is None or claim.confidence >= settings.threshold else rest).append(claim)
    rest.sort(key=lambda claim: -(claim.confidence or 0))
    return report.model_copy(update={"claims": tuple(sure), "candidates": tuple(rest)})


def _script(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    hangul = sum("가" <= char <= "힣" for char in letters)
    return "ko" if hangul * 2 > len(letters) else "en"
