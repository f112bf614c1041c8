"""All fields of the city, found by walking `city/`: a module or folder with a `FIELD`; below it are its plants."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules, walk_packages

from qinglian.city.plant import Field


@cache
def fields() -> dict[str, Field]:
    """Fields by name, in the order of their names."""
    home = import_module("qinglian.city")
    found: dict[str, Field] = {}
    for module in iter_modules(home.__path__):
        loaded = import_module(f"{home.__name__}.{module.name}")
        field = getattr(loaded, "FIELD", None)
        if isinstance(field, Field):
            found[field.name] = field
            if module.ispkg:
                for below in walk_packages(loaded.__path__, f"{loaded.__name__}."):
                    import_module(below.name)
    return dict(sorted(found.items()))
