"""级别的名称，由重到轻。The levels, the gravest first."""

from qinglian.model.text import Text

LEVELS = {
    "red": Text("红色", "red"),
    "orange": Text("橙色", "orange"),
    "yellow": Text("黄色", "yellow"),
    "blue": Text("蓝色", "blue"),
}
