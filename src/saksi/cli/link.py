"""`saksi link`: the group of its commands, one module each."""

import typer

from saksi.cli.link_events import events
from saksi.cli.link_names import names
from saksi.cli.link_people import people

app = typer.Typer(
    name="link",
    help="Link claims and records: who is the same person, what is the same event, who copied whom.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command()(people)
app.command()(events)
app.command()(names)
