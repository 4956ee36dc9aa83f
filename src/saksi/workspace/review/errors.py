"""What review refuses beside the errors of the record."""

from saksi.workspace.errors import NotAllowed
from saksi.workspace.review.models import Decision


class Outdated(NotAllowed):
    """Somebody decided on the claim since it was shown: both verdicts are to be seen side by side."""

    def __init__(self, latest: Decision) -> None:
        super().__init__(
            f"decision {latest.pk} was made on this claim after it was shown to you: compare the two,"
            " keep both for the adjudicator or take theirs; nothing was decided"
        )
        self.latest = latest
