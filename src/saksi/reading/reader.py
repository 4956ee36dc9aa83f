"""Which reader reads a text: by its language."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from saksi.reading.learned import ActWeights, Evidence, judged
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
    language = "ko" if (language or "en").split("-")[0] == "ko" else "en"
    claims, told = suggestions(
        text, published=published, outlet=outlet, language=language, furniture=furniture
    )
    return judged(claims, told, language=language)


def suggestions(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    language: str,
    furniture: Sequence[Passage] = (),
    acts: ActWeights | None = None,
    keep: "Callable[[Draft], bool] | None" = None,
) -> tuple[list[Claim], list[Evidence]]:
    """Return what the rules of a language (``en``, ``ko``) find, and beside each claim what they know of it.

    The confidence is that of the rules; the learned layer is trained on this and has not been asked. For
    training, and in English only: `acts` say which acts a sentence may tell in words that no rule knows
    (those shipped, if none are given), `keep` which of the rules' findings to go on with.

    Raises
    ------
    InvalidInput
        As in `rules_reader`.
    """
    check_text(text)
    claims: list[Claim] = []
    told: list[Evidence] = []
    for piece in pieces(text):
        spans = within(furniture, piece)
        if language == "ko":
            found = _korean(piece.of(text), published, outlet, spans)
        else:
            found = _english(piece.of(text), published, outlet, spans, acts, keep)
        for claim, known in found:
            claims.append(moved(claim, piece.start, len(claims) + 1))
            told.append(known)
    return claims, told


def _korean(
    text: str, published: date | None, outlet: str | None, furniture: Sequence[Passage]
) -> list[tuple[Claim, Evidence]]:
    from saksi.reading.korean import read_drafts  # noqa: PLC0415 - each language loads on its first report

    drafts = read_drafts(text, published=published, outlet=outlet, furniture=furniture)
    return [(draft.claim, draft.features) for draft in drafts]


def _english(
    text: str,
    published: date | None,
    outlet: str | None,
    furniture: Sequence[Passage],
    acts: ActWeights | None,
    keep: "Callable[[Draft], bool] | None",
) -> list[tuple[Claim, Evidence]]:
    from saksi.reading.english.reader import suggest_english  # noqa: PLC0415

    claims, features = suggest_english(
        text, published=published, outlet=outlet, furniture=furniture, acts=acts, keep=keep
    )
    return list(zip(claims, features, strict=True))


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
