"""What the workspace refuses."""

from saksi.record import SaksiError


class NotAllowed(SaksiError):
    """The person, the moment or the archive does not allow it: says what would."""
