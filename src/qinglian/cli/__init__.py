"""The command line. Commands import what they need when they are called, so that `--help` is quick."""

import os
import sys

import typer

from qinglian.cli import docs, explain, load, new, rules, run
from qinglian.model.errors import QinglianError

app = typer.Typer(
    name="qinglian",
    help="清廉：从台账到讲得清的疑点。From ledgers to explained signals. A signal is a lead, never a finding.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("coverage")(run.coverage)
app.command("explain")(explain.explain)
app.command("load")(load.load)
app.command("docs")(docs.docs)
app.add_typer(rules.app, name="rules")
app.add_typer(new.app, name="new")

INTERNAL = 70
"""Exit code for a mistake of ours (EX_SOFTWARE of sysexits.h)."""


def main() -> None:
    """Run the command; a mistake of the user is one sentence on standard error, never a traceback."""
    try:
        app(standalone_mode=True)
    except QinglianError as error:
        print(f"错误：{error.text.zh}\nError: {error.text.en}", file=sys.stderr)
        sys.exit(error.code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("QINGLIAN_DEBUG"):
            raise
        said = str(error).splitlines()[0] if str(error) else ""
        print(
            f"程序出错了：{type(error).__name__} {said}（QINGLIAN_DEBUG=1 可看详情）\n"
            f"This is a mistake of the program: {type(error).__name__} {said} (QINGLIAN_DEBUG=1 shows more)",
            file=sys.stderr,
        )
        sys.exit(INTERNAL)
