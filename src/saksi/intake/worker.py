"""The process in which files are parsed. Started by `saksi.intake.process`; never imported by it.

It gets bytes and answers with data. Its own output and error streams go nowhere: what a library prints there
may quote a file.
"""

import json
import logging
import mimetypes
import os
import sys
import warnings
from typing import BinaryIO

from saksi.intake.fences import allow_seconds, put_up_fences
from saksi.intake.formats import load_parsers, parse_document
from saksi.intake.outcome import Document
from saksi.intake.wire import Answer, receive_documents, send, send_answer
from saksi.record import InvalidInput, UnreadableDocument


def main(max_memory: int) -> None:
    """Parse files from the standard input until it ends; answers go to the standard output."""
    questions, answers = _own_streams()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would import it only to know its numbers
    mimetypes.knownfiles.clear()  # what the machine says of suffixes would be read, and differ by machine
    load_parsers((".txt", ".html"))  # before memory is counted, and while files may be opened freely
    fences = put_up_fences(max_memory)
    fences["processor time"] = allow_seconds(60)
    send(answers, json.dumps(fences).encode())
    while True:
        try:
            documents = receive_documents(questions)
        except EOFError:
            return
        for document in documents:
            _answer(document, answers)


def _answer(document: Document, answers: BinaryIO) -> None:
    allow_seconds(document.settings.max_seconds)
    try:
        taken = parse_document(document)
        send_answer(answers, Answer.of(taken), taken.parts)
    except MemoryError:
        words = f"needs more than {document.settings.max_memory} bytes of memory. Split the file"
        send_answer(answers, Answer(fault="unreadable", message=words, is_worn=True))
    except InvalidInput as error:
        fault = "unreadable" if isinstance(error, UnreadableDocument) else "invalid"
        send_answer(answers, Answer.model_validate({"fault": fault, "message": str(error)}))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes for ourselves; whoever prints, prints into nothing."""
    questions, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    return os.fdopen(questions, "rb"), os.fdopen(answers, "wb")


if __name__ == "__main__":
    main(int(sys.argv[1]))
