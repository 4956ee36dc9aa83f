"""Where and when a report was written: "SEOUL, Oct. 18 (Agency) --" before its first sentence."""

import re

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ"
_CAPITALS = rf"[{_UPPER}][{_UPPER} .'’/-]{{2,40}}"  # MEXICO CITY
_NAME = rf"[{_UPPER}][\w’'-]{{1,30}}(?: [{_UPPER}][\w’'-]{{1,30}}){{0,2}}"  # with a day or an agency
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?"
_MORE = rf"[{_UPPER}][\w.’'-]{{1,30}}(?: [{_UPPER}][\w.’'-]{{1,30}}){{0,3}}"
_BESIDE = rf"(?:[,.]? (?:{_DAY}|{_MORE})){{0,3}}"  # ", Veshany, May 8"
_AGENCY = r"\s*\([^()\n]{2,40}\)"
_DASH = r"(?:\s*(?:--|[–—])\s*|\s+-\s+)"
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}{_BESIDE}(?:{_AGENCY})?|{_NAME}{_BESIDE}{_AGENCY}|{_NAME}, {_DAY}|{_AGENCY}){_DASH}"
    rf"(?=[\"“'‘{_UPPER}])"
)


def dateline_end(paragraph: str) -> int:
    """Return where the dateline of a paragraph ends and its first sentence begins; 0 where it has none.

    A name in capitals or, in small letters, one with a day or an agency, then a dash and a capital letter.
    """
    found = _DATELINE.match(paragraph)
    return found.end() if found else 0
