"""`qinglian manage audit_seal`: chain what is not chained yet; with `--head` publish today's head. 封存审计记录。"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from qinglian.web.audit.sealing import head_folder, head_name, head_publish, seal_pending


class Command(BaseCommand):
    """Safe to call at any time, from several places at once."""

    help = "封存尚未封存的审计记录。Seal the audit records that are not sealed yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One switch."""
        parser.add_argument(
            "--head", action="store_true", help="并公布今天的链头 and publish today's head"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, and say how much."""
        made = seal_pending()
        records = sum(one.records for one in made)
        self.stdout.write(
            f"封存 {records} 条，{len(made)} 批。Sealed {records} in {len(made)} batches."
        )
        if options["head"]:
            head = head_publish()
            said = f"{head.number} {head.digest} {head_folder() / head_name(head)}" if head else "–"
            self.stdout.write(f"链头 Head: {said}")
