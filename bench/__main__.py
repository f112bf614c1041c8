"""Run every measurement and write `docs/benchmarks.md`: `make bench`, or `python -m bench processes ocds …`."""

import sys
from importlib import import_module

from bench.place import ROOT, machine

PARTS = (
    "processes",
    "logs",
    "ocds",
    "lake",
    "works",
    "ledger",
    "commands",
    "copies",
    "spark",
    "web",
)
PAGE = ROOT / "docs" / "benchmarks.md"


def main(chosen: list[str]) -> None:
    """Measure the parts chosen, all by default, and replace their sections of the page."""
    text = PAGE.read_text("utf-8") if PAGE.exists() else "# 测速 · Benchmarks\n"
    for part in chosen or PARTS:
        module = import_module(f"bench.{part}")
        print(f"… {part}", flush=True)
        lines = [
            f"<!-- {part} -->",
            *module.HEADING,
            "",
            f"{machine()}",
            "",
            *module.main(),
            f"<!-- /{part} -->",
        ]
        section = "\n".join(lines)
        print(section)
        start, end = f"<!-- {part} -->", f"<!-- /{part} -->"
        if start in text:
            text = text[: text.index(start)] + section + text[text.index(end) + len(end) :]
        else:
            text = text.rstrip() + "\n\n" + section + "\n"
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
