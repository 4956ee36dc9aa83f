"""A language model as a second coder: off by default, asked piece by piece, believed only where it quotes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from saksi.reading.llm.anchors import Piece
from saksi.reading.llm.answers import claims_of
from saksi.reading.llm.endpoint import NoAnswer, ask, check_endpoint
from saksi.reading.llm.prompt import prompt_id, request
from saksi.reading.llm.settings import LlmSettings
from saksi.reading.pieces import pieces
from saksi.record import Claim, Passage

TRIES = 2


@dataclass(frozen=True, slots=True)
class LlmReader:
    """Read by asking an OpenAI-compatible service; a `saksi.reading.reader.Reader`."""

    settings: LlmSettings = field(default_factory=LlmSettings)

    def configured(self, settings: LlmSettings) -> "LlmReader":
        """Return this reader with the user's settings.

        Raises
        ------
        InvalidInput
            It is off, or would ask a machine that is not confirmed.
        """
        check_endpoint(settings)
        return LlmReader(settings)

    @property
    def about(self) -> str:
        """Which model is asked which question: another one means that reports are read anew."""
        return f"model={self.settings.model} prompt={prompt_id()} seed={self.settings.seed}"

    def __call__(
        self,
        text: str,
        *,
        published: date | None = None,
        outlet: str | None = None,
        language: str | None = None,  # noqa: ARG002 - the model sees it
        furniture: Sequence[Passage] = (),
    ) -> list[Claim]:
        """Return the claims that the model stated and the report bears out, in the order of their passages.

        Raises
        ------
        NoAnswer
            The service is not there or its answer has another form, twice.
        InvalidInput
            The reader is off, or would ask a machine that is not confirmed.
        """
        address = check_endpoint(self.settings)
        found: list[Claim] = []
        for span in pieces(text, self.settings.characters):
            piece = Piece(text, span, furniture)
            if not piece.words.strip():
                continue
            body = request(piece, published=published, outlet=outlet, settings=self.settings)
            found += claims_of(self._answer(address, body), piece, outlet=outlet)
        return [self._signed(number, claim) for number, claim in enumerate(_sorted(found), start=1)]

    def _answer(self, address: str, body: Mapping[str, Any]) -> dict[str, Any]:
        for attempt in range(TRIES):
            try:
                return _parsed(ask(address, dict(body), self.settings))
            except NoAnswer:
                if attempt + 1 == TRIES:
                    raise
        raise AssertionError  # the loop returns or raises

    def _signed(self, number: int, claim: Claim) -> Claim:
        """Say who read, with which question: enough to ask again."""
        asked = (f"prompt:{prompt_id()}", f"seed:{self.settings.seed}")
        return claim.model_copy(
            update={"id": f"c{number}", "reader": f"llm:{self.settings.model}", "rules": asked}
        )


def _parsed(content: str) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("claims"), list):
        raise NoAnswer("the model's answer is not of the form that was asked for: a list of claims as JSON")
    return answer


def _sorted(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims in text order, the same claim only once."""
    once = {(claim.act, claim.passages[0], claim.victim.text): claim for claim in reversed(claims)}
    return sorted(once.values(), key=lambda claim: (claim.passages[0].start, claim.act))


llm_reader = LlmReader()
