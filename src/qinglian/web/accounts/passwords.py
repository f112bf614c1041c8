"""What a password must be. 密码规则。"""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least so many characters; Django's own sentences for this are not there in Chinese."""

    def get_error_message(self) -> str:
        """What is said to who chose a shorter one."""
        return _("密码太短，至少 %(n)d 个字符。") % {"n": self.min_length}

    def get_help_text(self) -> str:
        """What is said beforehand."""
        return _("至少 %(n)d 个字符。") % {"n": self.min_length}
