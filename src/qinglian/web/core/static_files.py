"""Static files under names that carry a hash of their content, served compressed. 静态文件。"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):
    """Names with a hash where `collectstatic` has run; plain names before, so that tests need no copy."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The name with its hash; the plain one of a file that was not collected."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
