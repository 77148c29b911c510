"""The command line: the engine over JSON lines, the index, the measurements, and the site."""

import typer

from curbside.cli import evaluate, reading, similar, site

app = typer.Typer(
    name="curbside",
    help="Curbside: ask a doctor, without an account. Data on standard output, words on standard error.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
reading.register(app)
app.add_typer(similar.app, name="similar")
app.add_typer(evaluate.app, name="evaluate")
site.register(app)


def main() -> None:
    app()


if __name__ == "__main__":
    main()
