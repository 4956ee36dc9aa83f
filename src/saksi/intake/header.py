"""What the first lines of a plain text say about it: "Key: value" lines, a line with the date, a title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from saksi.intake.dates import find_days, read_day
from saksi.intake.furniture import SENTENCE_BREAK, is_prose, join_spans, line_spans, mark_furniture
from saksi.intake.language import LANGUAGE_TAG
from saksi.record import Passage

KEYS = {
    "title": "title headline 제목 기사제목",
    "outlet": "outlet publisher publication newspaper site website 매체 매체명 언론사 신문 발행처",
    "source": "source 출처",
    "published": "published date published-on publication-date date-published posted 날짜 발행일 보도일"
    " 보도일자 작성일 등록일 입력",
    "url": "url link address 링크 주소",
    "language": "language 언어",
    "synthetic": "synthetic",  # the mark of invented reports
    "other": "author by byline editor translator section category tags keywords updated modified retrieved"
    " accessed 기자 작성자 글쓴이 번역 분류 수정 수집일",
}
FIELD_OF = {word: name for name, words in KEYS.items() for word in words.split()}
HEADER_LINE = re.compile(
    r"[\s#*>]*(?P<key>[^\W\d][^\W\d_ -]*(?:[ -][^\W\d_]+)?)\**\s?[:：]\**\s*(?P<value>\S.*)"
)
LONGEST_VALUE = {"url": 2_000, "title": 300}  # characters
LONGEST_OTHER_VALUE = 120
URL = re.compile(r"https?://\S+", re.IGNORECASE)
LANGUAGES = {"english": "en", "korean": "ko", "한국어": "ko", "조선어": "ko", "영어": "en"}
RULE = re.compile(r"[-=*_~–—]{3,}")

WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*|[월화수목금토일]요일,?\s*)"
)
LABEL = (
    r"(?:published|posted|date|updated|modified|기사입력|입력|등록|승인|발행|수정|업데이트)?"
    r"(?:\s+(?:on|at))?\s*[:：]?\s*"
)
BEFORE_DATE = re.compile(rf"(?:{LABEL}{WEEKDAY}?|by .{{1,60}}[|·,–—-]\s*)", re.IGNORECASE)
AFTER_DATE = re.compile(
    r"[\s,]*(?:\(?[월화수목금토일]\)?\s*)?(?:(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5})?)?"
    r"\s*(?:[|·•–—].{0,60})?",
    re.IGNORECASE,
)
UPDATES = frozenset({"updated", "modified", "수정", "업데이트"})
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Za-z .'-]{1,40}),\s++(?P<date>.{6,30}?)\s*+(?:\([^)]{1,40}\)\s*+)?[—–-]{1,2}\s"
)
LINES_FOR_A_DATE = 6
BYLINE = re.compile(r"[Bb][Yy] (?:our|[A-Z])[\w .,’'-]{2,60}|.{0,20}기자")
BLANK_LINE = re.compile(r"[^\S\n]*\n\s*\n")
LONGEST_TITLE = 160  # characters


@dataclass
class Header:
    """What was found, and the lines that say nothing else."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    synthetic: bool = False
    furniture: list[Passage] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_header(text: str, marked: Iterable[Passage] = ()) -> Header:
    """Read the head of a plain text. The text stays as it is; what is only data about it is furniture.

    Spans that are `marked` as furniture already, such as a running head, are no title.
    """
    header = Header()
    body = _read_block(text, header)
    lines = _lines_from(text, body)
    if header.published is None:
        _read_date(text, lines, header)
    if header.title is None:
        furniture = join_spans(text, (*marked, *header.furniture, *mark_furniture(text)))
        header.title = _title(text, lines, furniture)
    return header


def _read_block(text: str, header: Header) -> int:
    """Read "Key: value" lines at the top; return where the rest begins."""
    values: dict[str, str] = {}
    spans: list[Passage] = []
    end = 0
    for line in _lines_from(text, 0, limit=30):
        words = line.of(text)
        found = _key_and_value(words)
        if found is None and not (values and RULE.fullmatch(words)):
            break
        if found:
            values.setdefault(*found)
        spans.append(line)
        end = line.end
    if set(values) <= {"other"}:
        return 0
    header.furniture.extend(spans)
    _fill(header, values)
    return end


def _key_and_value(line: str) -> tuple[str, str] | None:
    match = HEADER_LINE.fullmatch(line)
    if match is None:
        return None
    name = FIELD_OF.get(match["key"].lower().replace(" ", "-"))
    value = match["value"].strip(" *")
    if name is None or len(value) > LONGEST_VALUE.get(name, LONGEST_OTHER_VALUE):
        return None
    return None if name in ("source", "other") and is_prose(value) else (name, value)


def _fill(header: Header, values: dict[str, str]) -> None:
    header.title = values.get("title")
    source = values.get("source")
    link = values.get("url") or (source if source and URL.fullmatch(source) else None)
    header.url = link
    header.outlet = values.get("outlet") or (source if source != link else None)
    header.language = language_of(values.get("language", ""))
    header.synthetic = values.get("synthetic", "").lower() in ("yes", "true")
    if "published" in values:
        header.published = read_day(values["published"])
        if header.published is None:
            header.notes.append("the date in its first lines is no full day: undated; needed YYYY-MM-DD")


def language_of(value: str) -> str | None:
    """Return the BCP 47 tag that a person wrote, as a tag or as the language's name."""
    named = LANGUAGES.get(value.lower())
    return named or (value if LANGUAGE_TAG.fullmatch(value) else None)


def _read_date(text: str, lines: list[Passage], header: Header) -> None:
    """Take the first line that is a date and nothing more, or the dateline before the first sentence."""
    for line in lines[:LINES_FOR_A_DATE]:
        words = line.of(text)
        days = find_days(words) if len(words) <= 120 else []
        if len(days) == 1 and _is_date_line(words[: days[0].start], words[days[0].end :]):
            header.furniture.append(line)
            if not _says_update(words[: days[0].start]):
                header.published = days[0].day
        elif dateline := DATELINE.match(words):
            header.published = read_day(dateline["date"])
        if header.published:
            return


def _is_date_line(before: str, after: str) -> bool:
    return bool(BEFORE_DATE.fullmatch(before) and AFTER_DATE.fullmatch(after))


def _says_update(before: str) -> bool:
    return any(word in before.lower() for word in UPDATES)


def _title(text: str, lines: list[Passage], furniture: tuple[Passage, ...]) -> str | None:
    """The first line of the text itself, where it is short, no sentence, and something longer follows."""
    for number, line in enumerate(lines):
        words = line.of(text)
        if _inside(line, furniture) or BYLINE.fullmatch(words):
            continue
        rest = lines[number + 1 : number + 4]
        longer = any(other.end - other.start > len(words) for other in rest)
        alone = bool(BLANK_LINE.match(text, line.end)) or any(_inside(other, furniture) for other in rest[:1])
        return words if longer and alone and _may_be_title(words) else None
    return None


def _may_be_title(words: str) -> bool:
    stops = words[-1] in ".,;:。" or is_prose(words) or SENTENCE_BREAK.search(words)
    return len(words) <= LONGEST_TITLE and not stops


def _lines_from(text: str, start: int, limit: int = 12) -> list[Passage]:
    """Return the next lines that hold something, without the spaces around."""
    return [Passage(start=first, end=last) for first, last in islice(line_spans(text, start), limit)]


def _inside(line: Passage, spans: tuple[Passage, ...]) -> bool:
    return any(span.start <= line.start and line.end <= span.end for span in spans)
