"""The generated pages of `docs/`: rules, tables, command line. 由规则卡与数据字典生成的文档页。"""

from qinglian.pages import command_line, mission_map, quality, rules, tables


def pages() -> dict[str, str]:
    """Path below `docs/` → text in Markdown."""
    return {
        **rules.pages(),
        **quality.pages(),
        **tables.pages(),
        **command_line.pages(),
        **mission_map.pages(),
    }
