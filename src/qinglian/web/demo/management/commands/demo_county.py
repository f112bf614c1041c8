"""`qinglian manage demo_county`: fill an empty site with the fictional county. 装入演示县。"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qinglian.web.demo.people import PASSWORD, signs_in
from qinglian.web.units.models import Unit


class Command(BaseCommand):
    """Fills the site once; a site that has the county only prints its sign-ins, one with other bodies is refused."""

    help = "装入虚构的演示县，打印演示账号。Fill an empty site with a fictional county."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and print who signs in."""
        if not Unit.objects.exists():
            from qinglian.web.demo.county import county_make

            begun = time.monotonic()
            county_make(self.stdout.write)
            self.stdout.write(f"演示县已装好 ready in {time.monotonic() - begun:.0f} s")
        elif not Unit.objects.filter(name="示例县清廉办").exists():
            raise CommandError("这个站点已有单位，不能装入演示县。This site has bodies of its own.")
        self.stdout.write(f"演示账号（密码都是 password {PASSWORD}）")
        for username, look in signs_in():
            self.stdout.write(f"  {username:<14}{look}")
