"""Find what higher apps say of works: their modules of one name. 各室的说明从各应用找来。"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps


@cache
def modules(name: str) -> tuple[ModuleType, ...]:
    """The modules of this name in all apps above, in their order."""
    return tuple(
        import_module(f"{config.name}.{name}")
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.")
        and config.label != "works"
        and find_spec(f"{config.name}.{name}")
    )
