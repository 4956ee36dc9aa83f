"""Which column of a table is which field of a report, by name; whatever else a table holds stays out."""

import re
from collections.abc import Sequence

from saksi.intake.header import KEYS
from saksi.intake.outcome import shown
from saksi.record import InvalidInput

NAMES = {
    "id": "id report-id reportid doc-id document-id case-id 번호 식별자 관리번호 일련번호",
    "text": "text full-text fulltext body content contents article article-text story statement testimony"
    " transcript 본문 내용 기사 기사본문 기사내용 전문 진술 증언",
    **{field: KEYS[field] for field in ("title", "outlet", "published", "url", "language", "synthetic")},
}
FIELD_OF = {word: field for field, words in NAMES.items() for word in words.split()}
# Words that mark a row as names of columns, without being ours. A "source" may be a person: never taken.
OTHER = """
    name age sex gender place location country province county city district type category event act
    victim victims perpetrator source author notes note comment comments description summary year month day
    time phone email number no latitude longitude 이름 성명 나이 성별 장소 지역 출처 비고 유형 분류 연도 기자
"""
OTHER_NAMES = frozenset(OTHER.split())
UNDERSCORED = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)+")  # nobody writes a name so, but programs do
MOST_COLUMNS = 1_000
MOST_NAMED = 12
LONGEST_NAME = 40  # characters
HEADER_WITHIN = 20  # rows; above the names may stand a title

Columns = dict[str, int]  # field -> index of its column


def read_mapping(setting: str) -> dict[str, str]:
    """Read ``text=Full story, outlet=Paper``: field to normalised column name.

    Raises
    ------
    InvalidInput
        It is of another form, or names no field.
    """
    mapping = {}
    for pair in filter(str.strip, setting.split(",")):
        field, equals, name = (word.strip() for word in pair.partition("="))
        if not equals or field not in NAMES or not name:
            raise InvalidInput(
                f"the setting columns: needed field=column, with a comma between; fields: {', '.join(NAMES)}"
            )
        mapping[field] = _normal(name)
    return mapping


def find_columns(row: Sequence[str], mapping: dict[str, str]) -> Columns | None:
    """Return which cell of a row names which field; None where none names the text."""
    found: Columns = {}
    names = [_normal(cell) for cell in row]
    for field, name in mapping.items():
        if name in names:
            found[field] = names.index(name)
    for index, name in enumerate(names):
        known = FIELD_OF.get(name)
        if known and known not in mapping and index not in found.values():
            found.setdefault(known, index)
    return found if "text" in found else None


def check_width(row: Sequence[object]) -> None:
    """Refuse a table that is wider than any table of reports."""
    if len(row) > MOST_COLUMNS:
        raise InvalidInput(f"{len(row)} columns; at most {MOST_COLUMNS} are read. Keep those of the report")


def no_text_column(rows: Sequence[Sequence[str]]) -> str:
    """Say that no column is the text, and which there are; cells that may be data are not repeated."""
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    known = FIELD_OF.keys() | OTHER_NAMES
    needed = (
        "; needed: a column named text, body, content, 본문 or 내용. Rename it, or name it in the settings:"
        ' columns = "text=its name"'
    )
    if not any(_normal(cell) in known or UNDERSCORED.fullmatch(cell.strip()) for cell in first):
        return f"no column is the text: {len(first)} columns, and its first row has no known name{needed}"
    names = [shown(cell.strip()) for cell in first if 0 < len(cell.strip()) <= LONGEST_NAME]
    more = f" and {len(first) - MOST_NAMED} more" if len(first) > MOST_NAMED else ""
    return f"no column is the text; columns found: {', '.join(names[:MOST_NAMED])}{more}{needed}"


def _normal(name: str) -> str:
    return "-".join(name.casefold().replace("_", " ").replace("-", " ").strip("\ufeff \t\n*:").split())
