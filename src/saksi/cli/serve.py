"""`saksi serve`: the workspace in the browser."""

from typing import Annotated

import typer

from saksi.cli.archive import ArchiveFolder
from saksi.cli.screen import complain, say

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    folder: ArchiveFolder,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    address: Annotated[
        str | None, typer.Option(help="Address of a server with TLS that stands before it, https://…")
    ] = None,
) -> None:
    """Open the workspace: pages for this machine's browser, until Ctrl-C.

    The archive stays locked until somebody signs in there with their own name and passphrase, and is locked
    again when nobody is signed in.

    Example: saksi serve my-archive
    """
    from saksi.archive import open_layout  # noqa: PLC0415 - see app.py
    from saksi.archive.machine import shut_memory  # noqa: PLC0415
    from saksi.workspace import ready  # noqa: PLC0415

    layout = open_layout(folder)
    shut_memory()
    ready()
    from saksi.workspace.web.server import run  # noqa: PLC0415 - after Django is set up

    if host not in LOOPBACK:
        complain(
            f"{host} can be reached from other machines, and what passes is not encrypted:"
            " put a server with TLS before it, or an onion service"
        )
    run(
        layout,
        host=host,
        port=port,
        address=address,
        on_ready=lambda address: say(f"{address}  (Ctrl-C ends)"),
    )
    say("Ended; the archive is locked.")
