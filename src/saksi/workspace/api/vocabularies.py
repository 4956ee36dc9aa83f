"""Vocabularies: what each code means."""

from django.http import Http404
from ninja import Router

from saksi.record import vocabulary, vocabulary_names
from saksi.workspace.api.schemas import PROBLEMS, Book
from saksi.workspace.api.tokens import ByToken
from saksi.workspace.web.access import Request

router = Router(tags=["vocabularies"], auth=ByToken("read"))


@router.get("", response={200: list[str], **PROBLEMS})
def list_all(request: Request) -> list[str]:  # noqa: ARG001 - as every view
    """Return the names of the vocabularies."""
    return list(vocabulary_names())


@router.get("/{name}", response={200: Book, **PROBLEMS})
def one(request: Request, name: str) -> dict[str, object]:  # noqa: ARG001 - as every view
    """Return one vocabulary with its codes."""
    if name not in vocabulary_names():
        raise Http404
    book = vocabulary(name)
    terms = [
        {"code": t.code, "label": dict(t.label), "definition": dict(t.definition), "family": t.family}
        for t in book.terms.values()
    ]
    return {"name": name, "label": dict(book.label), "terms": terms}
