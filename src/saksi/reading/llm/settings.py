"""What a user may set about the language model: nothing is asked until an endpoint is named."""

from dataclasses import dataclass

from saksi.record import InvalidInput


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Settings of the section ``[llm]`` in saksi.toml.

    Attributes
    ----------
    endpoint
        Address of an OpenAI-compatible service, up to ``/v1``. Without it the reader is off.
    model
        Name by which the service knows the model.
    allow_host
        A host other than this machine, confirmed by naming it here: reports leave the machine.
    key_file
        File whose first line is the service's key. The key itself is never a setting.
    seconds
        How long one answer may take.
    characters
        Longer reports are asked about piece by piece, at paragraphs. In characters a request.
    seed
        Sent along, so that a service that can repeats its answer.
    """

    endpoint: str | None = None
    model: str | None = None
    allow_host: str | None = None
    key_file: str | None = None
    seconds: int = 300
    characters: int = 8_000
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse limits under which nothing could be asked."""
        if self.seconds < 1:
            raise InvalidInput(f"[llm] seconds is {self.seconds}: needed 1 or more")
        if self.characters < 500:
            raise InvalidInput(f"[llm] characters is {self.characters}: needed 500 or more")
