"""Read a page as tests look at it: elements, attributes, and which language every text is in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "line", "rect"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    parent: "Element | None" = None
    children: list["Element | str"] = field(default_factory=list)

    def walk(self):
        """This element and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str | None = None, **attributes: str) -> list["Element"]:
        """Elements below with this tag and these attributes (`class_` for class, one of them)."""
        return [
            element
            for element in self.walk()
            if (tag is None or element.tag == tag)
            and all(
                value in (element.attributes.get(name.rstrip("_")) or "").split()
                for name, value in attributes.items()
            )
        ]

    @property
    def text(self) -> str:
        """All text below."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def inherited(self, name: str) -> str | None:
        """Value of an attribute here or on the nearest parent."""
        element: Element | None = self
        while element is not None and element.tag != "html":
            if name in element.attributes:
                return element.attributes[name]
            element = element.parent
        return None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.here = self.root

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs), self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, attrs):
        self.here.children.append(Element(tag, dict(attrs), self.here))

    def handle_endtag(self, tag):
        element = self.here
        while element.tag != tag and element.parent is not None:
            element = element.parent
        assert element.tag == tag, f"</{tag}> closes nothing"
        assert element is self.here, f"</{tag}> closes <{self.here.tag}>"
        self.here = element.parent or self.root

    def handle_data(self, data):
        self.here.children.append(data)


def page(text: str) -> Element:
    """The page as elements; an element closed out of order fails."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is not closed"
    return reader.root
