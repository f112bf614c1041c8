"""The app of concealed work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcealedConfig(AppConfig):
    """Pictures from the site in a chain, acceptance before covering, the three lawful ways to measure."""

    name = "qinglian.web.concealed"
    label = "concealed"
    verbose_name = _("隐蔽工程")

    def ready(self) -> None:
        """Make its terms known."""
        from qinglian.web.concealed import limits  # noqa: F401
