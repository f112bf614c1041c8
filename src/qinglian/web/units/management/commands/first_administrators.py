"""`qinglian manage first_administrators`: the three administrators of an empty site. 首批三名管理员。"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import Overtaken
from qinglian.web.units.services.first import administrators_first


class Command(BaseCommand):
    """Prints each user name and first password once; they are kept nowhere else."""

    help = "在空站点上建立系统、安全、审计三名管理员。The three administrators of an empty site."

    def add_arguments(self, parser: Any) -> None:
        """The body that runs the site; `--hint` only says what to do where nobody is entered."""
        parser.add_argument("--code", help="单位编号 code of the body that runs the site")
        parser.add_argument("--name", help="单位名称 its name")
        parser.add_argument("--hint", action="store_true", help="只提示 only say what to do")

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter them, or say how."""
        if options["hint"]:
            if not User.objects.exists():
                self.stdout.write(
                    "还没有人员，先建三名管理员 Nobody is entered yet; make the three administrators:\n"
                    "  qinglian manage first_administrators --code 单位编号 --name 单位名称"
                )
            return
        if not options["code"] or not options["name"]:
            raise CommandError("请给出 --code 和 --name。Give --code and --name.")
        try:
            passwords = administrators_first(code=options["code"], name=options["name"])
        except Overtaken as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            "首次密码，登录后须改 First passwords, to be changed at the first sign-in:"
        )
        for username, password in passwords.items():
            self.stdout.write(f"  {username:<16}{password}")
