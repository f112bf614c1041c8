"""`qinglian manage audit_verify`: is every record as it was written? 校验审计链。"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qinglian.web.audit.checking import MINUTES, HeadUnreadable, check, read_head


class Command(BaseCommand):
    """Exit codes: 0 whole, 1 something found, 2 a file that is no head."""

    help = (
        "校验审计链：断链、被改动、缺失、多出、未封存、链头倒退。退出码：0 完整，1 有发现，2 链头文件不可读。"
        "Check the audit chain. Exit codes: 0 whole, 1 something found, 2 the head file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From which head, and how long a record may wait."""
        parser.add_argument(
            "--from",
            dest="start",
            metavar="HEADFILE",
            help="另处保存的链头文件，自此校验 a head kept elsewhere: compare with it, read from there on",
        )
        parser.add_argument(
            "--minutes",
            type=int,
            default=MINUTES,
            help="未封存多久算迟 unsealed for how long is late",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, print, and leave with the code."""
        try:
            start = read_head(Path(options["start"])) if options["start"] else None
            outcome = check(start=start, minutes=options["minutes"])
        except HeadUnreadable as error:
            raise CommandError(str(error), returncode=2) from None
        for one in outcome.findings:
            self.stdout.write(str(one))
        counts = f"{outcome.seals} 批 seals, {outcome.records} 条 records"
        if outcome:
            self.stdout.write(f"完整 Whole: {counts} · {outcome.head or '–'}")
            return
        self.stdout.write(f"不完整 Not whole: {counts}，{len(outcome.findings)} 处 findings")
        sys.exit(1)
