"""The command line. Commands import what they need when they are called, so that `--help` is quick."""

import os
import signal
import sys

import typer

from qinglian.cli import city, docs, explain, load, new, rules, run, simulate, site
from qinglian.model.errors import QinglianError

app = typer.Typer(
    name="qinglian",
    help="清廉：从台账到讲得清的疑点。From ledgers to explained signals. A signal is a lead, never a finding.",
    epilog="例 Example: qinglian run 行政许可办件.xlsx",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run", short_help="问规则，给出疑点 ask the rules, show signals")(run.run)
app.command("coverage", short_help="哪些规则可以问 which rules can be asked")(run.coverage)
app.command("explain", short_help="说明一个疑点 what one signal says")(explain.explain)
app.command("load", short_help="装载进数据湖 keep files in a lake")(load.load)
app.command("simulate", short_help="换个阈值会怎样 what another threshold would say")(
    simulate.simulate
)
app.command("city", short_help="造一座虚构的县 make a fictional county")(city.city)
app.command("measure", short_help="规则有多准 how often the rules are right")(city.measure)
app.command("up", short_help="启动网站 serve the site")(site.up)
app.command("down", short_help="停止后台的网站 end the site")(site.down)
app.command(
    "manage",
    short_help="网站的管理命令 Django's commands",
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    },
    add_help_option=False,
)(site.manage)
app.command("docs", short_help="生成文档页 write the generated pages")(docs.docs)
app.add_typer(rules.app, name="rules", short_help="规则目录 the catalogue of rules")
app.add_typer(new.app, name="new", short_help="起草规则、检查、来源 draft a rule, check, source")

INTERNAL = 70
"""Exit code for a mistake of ours (EX_SOFTWARE of sysexits.h)."""


def main() -> None:
    """Run the command; a mistake of the user is one sentence on standard error, never a traceback."""
    if hasattr(signal, "SIGPIPE"):  # `qinglian … | head` ends as any other program does
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app(prog_name="qinglian")
    except QinglianError as error:
        print(f"错误：{error.text.zh}\nError: {error.text.en}", file=sys.stderr)
        sys.exit(error.code)
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
