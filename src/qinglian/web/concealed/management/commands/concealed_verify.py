"""`qinglian manage concealed_verify`: chains of pictures from the site, the first broken link. 核验照片记录链。"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qinglian.web.concealed.chain import chain_verify
from qinglian.web.works.models import Section


class Command(BaseCommand):
    """Reckons every chain again, with the pictures themselves."""

    help = "核验现场照片记录链，指出第一处断开。Verifies the chains of site pictures and names the first broken link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which section; whether the files are read."""
        parser.add_argument("section", nargs="?", help="标段编号 public id of a section")
        parser.add_argument("--no-files", action="store_true", help="不读照片文件 records alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Each section in a line; an error where anything does not stand."""
        rows = Section.objects.filter(shots__isnull=False).distinct()
        if options["section"]:
            rows = Section.objects.filter(public_id=options["section"])
            if not rows:
                raise CommandError(f"没有标段 No section {options['section']}")
        bad = 0
        for section in rows.order_by("public_id"):
            result = chain_verify(section, files=not options["no_files"])
            where = f"{section.public_id} {section.code}"
            if result.broken is None and not result.files:
                self.stdout.write(f"{where}: {result.number} ✓ {result.head}")
                continue
            bad += 1
            for one in (*([result.broken] if result.broken else []), *result.files):
                self.stdout.write(f"{where}: #{one.number} {one.public_id} ✗ {one.why}")
        if bad:
            raise CommandError(f"{bad} 个标段的记录链有问题 chains that do not stand: {bad}")
