"""Static files under names that carry a hash of their content, served compressed. 静态文件。"""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):
    """Names with a hash where `collectstatic` has run; plain names before, so that tests need no copy."""

    manifest_strict = False
