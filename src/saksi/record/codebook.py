"""The codebook: every code of every vocabulary as one page of Markdown, drawn from the YAML files.

`make generate` writes the page anew; a test keeps them equal.
"""

from collections.abc import Callable, Sequence

from saksi.record.vocabulary import LANGUAGES, Term, Vocabulary, vocabulary, vocabulary_names

Column = tuple[str, Callable[[Term], str]]  # its heading, and what a term shows there

FIRST = ("kind", "act", "family", "ground", "modality")  # what a coder looks up most; the others by name

INTRODUCTION = """\
# Codebook

What each code of the record means, in English and Korean, and what others call it. A code is what files and
tables hold; pages and figures show its label in the reader's language. A definition says the same in both
languages. Words in ‘single quotation marks’ are another label of the same vocabulary: the neighbour to which
such a case belongs instead.

- **What is coded is alleged.** A code says what a report asserts, never what Saksi holds to be true.
- **Codes are stable.** A label or definition may be made clearer; a code keeps its meaning.
- **HURIDOCS** names terms of the HURIDOCS micro-thesauri as `list:code`: `4:010101020000` is of list 4,
  acts. The words of those lists are not shipped. Where several codes stand, the report decides which
  one fits; where none stands, that scheme has no such term or none is checked yet.
- **HRDsAttack** names labels of that data set (Ran and others 2023), read in the same way.

This page is generated. To change it, change a file in `src/saksi/record/vocabulary/`, then run
`make generate`.
"""


def codebook() -> str:
    """Return the whole codebook as Markdown: an introduction, then one table a vocabulary.

    A table has a row a code, and the columns code, labels, definition (English, then Korean). The columns
    for family, HURIDOCS and HRDsAttack are left out where no term of the vocabulary fills them.
    """
    names = [*FIRST, *(name for name in vocabulary_names() if name not in FIRST)]
    return "\n".join([INTRODUCTION, *(_section(vocabulary(name)) for name in names)])


def _section(book: Vocabulary) -> str:
    terms = tuple(book.terms.values())
    columns = _columns(terms)
    rows = [[heading for heading, _ in columns], ["---"] * len(columns)]
    rows += [[show(term).replace("|", "\\|") for _, show in columns] for term in terms]
    lines = [
        f"## {book.label['en'].capitalize()} · {book.label['ko']} (`{book.name}`)",
        "",
        *(line for language in LANGUAGES for line in (book.definition[language], "")),
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _columns(terms: Sequence[Term]) -> list[Column]:
    always: list[Column] = [
        ("Code", lambda term: f"`{term.code}`"),
        ("English", lambda term: term.label["en"]),
        ("Korean", lambda term: term.label["ko"]),
        ("Definition", lambda term: "<br>".join(term.definition[language] for language in LANGUAGES)),
    ]
    where_filled: list[Column] = [
        ("Family", _family),
        ("HURIDOCS", lambda term: "<br>".join(f"`{code}`" for code in term.huridocs)),
        ("HRDsAttack", lambda term: ", ".join(term.hrdsattack)),
    ]
    return always + [(heading, show) for heading, show in where_filled if any(map(show, terms))]


def _family(term: Term) -> str:
    if term.family is None:
        return ""
    words = vocabulary("family")[term.family].label
    return f"{words['en']} · {words['ko']}"
