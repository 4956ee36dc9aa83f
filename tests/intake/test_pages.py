import logging
from datetime import date

import pytest

from saksi.intake import IntakeSettings, read_document
from saksi.record import Report, UnreadableDocument

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Twelve teachers held in Ardel - Osmere Post</title>
<meta property="og:site_name" content="Osmere Post">
<link rel="canonical" href="https://post.example/a/12">
<script type="application/ld+json">
{"@graph":[{"@type":"NewsArticle","datePublished":"2024-03-05T23:30:00-05:00"}]}</script>
<script>var x = "secret script";</script><style>.a{}</style></head>
<body class="has-sidebar comments-open">
<div id="cookie-banner"><p>We keep small files to make this site better for you and for our partners.</p>
<button>Accept all</button></div>
<header><h1 class="logo">Osmere Post</h1>
<nav><ul><li><a href="/">Home</a></li><li><a>News</a></li></ul></nav>
</header><main><article><h1>Twelve teachers held in Ardel</h1>
<figure><img src="a.jpg" alt="x">
<figcaption>The school of Ardel, where soldiers arrested many.</figcaption></figure>
<p>Soldiers of the <b>Third Guard</b> arrested twelve teachers in
the town of Ardel on Monday, two people said.</p>
<p>One of them, a man in his fifties, was shot two days later.<br>His family was told on Thursday.</p>
<div class="share"><a href="f">Share on Facebook</a> <a href="t">Tweet</a></div>
<h2>Second wave</h2>
<p>&ldquo;They came at night,&rdquo; a resident said &mdash; and they took the books &amp; the lists.</p>
<ul><li>Seven were sent to the camp at Norrow.</li><li>Five are missing.</li></ul>
<table><tr><th>Town</th><th>Held</th></tr><tr><td>Ardel</td><td>12</td></tr></table>
<p style="display:none">Hidden words</p></article>
<aside class="related"><h3>More</h3>
<p><a href="/x">Forty soldiers shot at the border, the army says.</a></p></aside>
<section id="comments"><div class="comment">
<p>I do not believe that anybody was arrested in Ardel, the Post is
lying again as it always does.</p></div>
<form><label>Name</label><input name="n"><textarea>Your words</textarea><button>Send</button></form></section>
</main><footer><p>Osmere Post, Harbour Street</p></footer></body></html>"""
STORY = [
    "Twelve teachers held in Ardel",
    "Soldiers of the Third Guard arrested twelve teachers in the town of Ardel on Monday, two people said.",
    "One of them, a man in his fifties, was shot two days later.\nHis family was told on Thursday.",
    "Second wave",
    "“They came at night,” a resident said — and they took the books & the lists.",
    "Seven were sent to the camp at Norrow.",
    "Five are missing.",
    "Town | Held",
    "Ardel | 12",
]
FURNITURE = [
    "We keep small files to make this site better for you and for our partners.",
    "Accept all",
    "Osmere Post",
    "Home",
    "News",
    "The school of Ardel, where soldiers arrested many.",
    "Share on Facebook Tweet",
    "More",
    "Forty soldiers shot at the border, the army says.",
    "I do not believe that anybody was arrested in Ardel, the Post is lying again as it always does.",
    "Name",
    "Your words",
    "Send",
    "Osmere Post, Harbour Street",
]
SENTENCE = "<p>Soldiers arrested twelve teachers in the town of Ardel on Monday, two residents said.</p>"


def read(page: str | bytes, settings: IntakeSettings | None = None) -> Report:
    data = page if isinstance(page, bytes) else page.encode()
    return read_document("page.html", data, settings).reports[0]


def page_with(head: str = "", body: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}<article>{SENTENCE * 4}</article></body></html>"


def test_the_text_is_all_that_is_visible_in_the_order_of_the_page() -> None:
    blocks = read(PAGE).text.split("\n\n")
    assert sorted(blocks) == sorted(STORY + FURNITURE)
    assert [block for block in blocks if block in STORY] == STORY
    assert [block for block in blocks if block in FURNITURE] == FURNITURE


def test_what_is_not_the_report_is_marked() -> None:
    report = read(PAGE)
    marked = [block for span in report.furniture for block in span.of(report.text).split("\n\n")]
    assert marked == FURNITURE


def test_the_facts_are_those_that_the_page_marks() -> None:
    report = read(PAGE)
    assert (report.title, report.outlet) == ("Twelve teachers held in Ardel", "Osmere Post")
    assert (report.url, report.published) == ("https://post.example/a/12", date(2024, 3, 5))
    assert report.language == "en"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-03-05T10:00:00Z">',
        '<meta itemprop="datePublished" content="2024-03-05">',
        '<meta name="DC.date.issued" content="5 March 2024">',
        '<script type="application/ld+json">[{"@type":["Article"],"datePublished":"2024-03-05"}]</script>',
    ],
)
def test_a_marked_day_is_found(head: str) -> None:
    assert read(page_with(head)).published == date(2024, 3, 5)


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2024-03-05">Tuesday</time>',
        '<time class="updated" datetime="2024-04-01"></time><time pubdate datetime="2024-03-05"></time>',
        '<aside><time datetime="2020-01-01">old</time></aside><time datetime="2024-03-05">Tuesday</time>',
        '<span itemprop="datePublished">5 March 2024</span>',
    ],
)
def test_a_marked_time_in_the_page_is_found(body: str) -> None:
    assert read(page_with(body=body)).published == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ('<link rel="canonical" href="https://post.example/2024/03/05/held">', ""),
        ('<meta property="article:modified_time" content="2024-03-05">', ""),
        ("", '<time datetime="2024-03-05">a</time><time datetime="2023-01-02">b</time>'),
        ("", "<p>On 5 March 2024 it rained.</p>"),
        ('<script type="application/ld+json">{"@type":"WebSite","datePublished":"2024-03-05"}</script>', ""),
        ('<script type="application/ld+json">{"@type": broken</script>', ""),
    ],
)
def test_a_page_without_a_marked_day_is_undated(head: str, body: str) -> None:
    assert read(page_with(head, body)).published is None


def test_the_words_decide_the_language_over_the_template() -> None:
    story = "<p>아르델 주민들은 군인들이 월요일에 교사 열두 명을 체포했다고 말했다.</p>" * 4
    assert (
        read(f"<html lang='en'><body><nav>Home</nav><article>{story}</article></body></html>").language
        == "ko"
    )


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    story = "<p>아르델 주민들은 군인들이 교사를 체포했다고 말했다.</p>"
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}"></head>{story}'
    )
    assert read(page.encode(encoding)).text == "아르델 주민들은 군인들이 교사를 체포했다고 말했다."


def test_prose_that_the_layout_hides_from_the_judge_is_kept() -> None:
    page = f"<body><div>{SENTENCE.replace('twelve', 'nine')}</div><article>{SENTENCE * 5}</article></body>"
    report = read(page)
    assert report.furniture == ()
    assert "nine teachers" in report.text


def test_a_page_arranged_in_tables_keeps_menu_and_paragraphs_apart() -> None:
    page = (
        "<table><tr><td colspan=2><a href=/>Start</a> | <a href=/n>All news</a></td></tr><tr>"
        "<td><a href=1>Bread dearer</a><br><a href=2>Rain</a></td><td><b>Teachers held</b><br><br>"
        f"{SENTENCE[3:-4]}<br><br>They came at night,<br>one said.</td></tr></table>"
    )
    blocks = read(page).text.split("\n\n")
    assert blocks[1:] == [
        "Bread dearer\nRain",
        "Teachers held",
        SENTENCE[3:-4],
        "They came at night,\none said.",
    ]


def test_bars_that_a_page_writes_itself_are_kept() -> None:
    row = "| Town | Held |"
    assert read(f"<p>{row}</p><table><tr><td>Ardel</td><td></td><td>12</td></tr></table>").text == (
        f"{row}\n\nArdel | 12"
    )


def test_an_entity_of_the_pages_own_is_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    assert "lollol" not in read(f"{bomb}<body>&b; {SENTENCE}</body>").text
    external = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert "&x;" in read(f"{external}<body><p>&x;</p></body>").text


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<div>" * 100_000 + "words", "nests deeper"),
        ("<body>" + "<i></i>" * 100_001 + "words", "at most 100000 are read"),
        ("<html><body><img src='scan.png'></body></html>", "shows no words"),
        ("<!-- nothing -->", "holds no text"),
        ("<p>" + "word " * 30_000, "at most 100000 are read. Split"),
    ],
)
def test_a_page_that_cannot_be_read_whole_is_refused(page: str, why: str) -> None:
    with pytest.raises(UnreadableDocument, match=why):
        read(page, IntakeSettings(max_characters=100_000))


def test_a_page_over_the_size_limit_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(UnreadableDocument, match="21000000 bytes; at most 20000000"):
        read(b"<p>" + b"a" * 20_999_997)


def test_nothing_of_a_page_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read(PAGE)
    assert "Ardel" not in caplog.text
