"""A sentence in both languages of the interface."""

from typing import NamedTuple


class Text(NamedTuple):
    """中文与英文的同一句话。 One sentence, said in Chinese and in English."""

    zh: str
    en: str

    def filled(self, **values: object) -> "Text":
        """Return the text with `{name}` placeholders replaced in both languages."""
        return Text(self.zh.format(**values), self.en.format(**values))
