"""Writes the typedefs of the page's scripts from the types of its data, and holds data to them.

Run ``.venv/bin/python tests/web/typedefs.py`` after a change of `diasporamap.web.data`.
"""

from __future__ import annotations

import inspect
import json
import types
from pathlib import Path
from typing import (
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from diasporamap.web import data

TYPES = Path(data.__file__).parent / "scripts" / "data" / "types.js"
HEAD = """\
// What a page embeds, as types. Written by tests/web/typedefs.py from diasporamap/web/data.py;
// no page has this file.

export {};
"""
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", Any: "any", None: "null"}
PLAIN[type(None)] = "null"


def called(name: str) -> str:
    """Return the name of a typedef: that of what is packed says so."""
    return f"Packed{name}" if name in data.PACKED else name


#: Types with a name of their own, in the order in which the module has them.
NAMED = {
    name: found
    for name, found in vars(data).items()
    if is_typeddict(found)
    or (get_origin(found) in (Literal, tuple, Union, types.UnionType) and name != "Language")
}


def written(annotation: object, *, named: bool = True) -> str:  # noqa: PLR0911 - a case a line
    """Write a type as JSDoc does."""
    if annotation in PLAIN:
        return PLAIN[annotation]
    if named:
        for name, found in NAMED.items():
            if found == annotation:
                return called(name)
    args = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Literal:
            return "|".join(json.dumps(value) for value in args)
        case origin if origin in (Union, types.UnionType):
            return "|".join(written(arg) for arg in args)
        case origin if origin is list:
            of = written(args[0])
            return f"({of})[]" if "|" in of else f"{of}[]"
        case origin if origin is dict:
            return f"Record<string, {written(args[1])}>"
        case origin if origin is tuple:
            return f"[{', '.join(written(arg) for arg in args)}]"
    raise TypeError(f"{annotation} has no JSDoc")


def properties(typed: type) -> list[tuple[str, object, bool]]:
    """Return the name, type and presence of each property."""
    return [
        (name, get_args(hint)[0] if optional else hint, not optional)
        for name, hint in get_type_hints(typed, include_extras=True).items()
        for optional in [get_origin(hint) is NotRequired]
    ]


def typedef(name: str) -> str:
    """Write one typedef with the first line of its docstring."""
    found = NAMED[name]
    if not is_typeddict(found):
        return f"/** @typedef {{{written(found, named=False)}}} {called(name)} */"
    lines = [
        f" * {inspect.getdoc(found).splitlines()[0]}",
        f" * @typedef {{Object}} {called(name)}",
    ]
    lines += [
        f" * @property {{{written(hint)}}} {key if required else f'[{key}]'}"
        for key, hint, required in properties(found)
    ]
    return "\n".join(["/**", *lines, " */"])


def typedefs() -> str:
    """Write the whole file."""
    return HEAD + "\n" + "\n\n".join(typedef(name) for name in NAMED) + "\n"


def misfits(value: object, annotation: object, where: str = "page") -> list[str]:  # noqa: PLR0911 - as above
    """Say where a value that came from JSON does not fit a type."""
    args, origin = get_args(annotation), get_origin(annotation)
    if annotation is Any:
        return []
    if is_typeddict(annotation):
        return _misfit_properties(value, annotation, where)
    if origin is Literal:
        return [] if value in args else [f"{where}: {value!r} is none of {args}"]
    if origin in (Union, types.UnionType):
        tried = [misfits(value, arg, where) for arg in args]
        return [] if [] in tried else min(tried, key=len)
    if origin in (list, tuple) and isinstance(value, list):
        of = args if origin is tuple else args * len(value)
        if len(of) != len(value):
            return [f"{where}: {len(value)} items instead of {len(of)}"]
        items = enumerate(zip(value, of, strict=True))
        return [m for at, (item, arg) in items for m in misfits(item, arg, f"{where}[{at}]")]
    if origin is dict and isinstance(value, dict):
        return [m for key in value for m in misfits(value[key], args[1], f"{where}.{key}")]
    number = annotation is float and type(value) is int
    fits = number or annotation in (type(value), value)
    return [] if fits else [f"{where}: {value!r} is no {annotation}"]


def _misfit_properties(value: object, typed: type, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {typed.__name__}"]
    known = {name: (hint, required) for name, hint, required in properties(typed)}
    missing = {name for name, (_, required) in known.items() if required} - set(value)
    found = [f"{where}: {name} is missing" for name in sorted(missing)]
    found += [f"{where}: {name} is unknown" for name in sorted(set(value) - set(known))]
    for name in known.keys() & value.keys():
        found += misfits(value[name], known[name][0], f"{where}.{name}")
    return found


def embedded(page: str) -> Any:
    """Return what a page embeds."""
    start = page.index('id="data">') + len('id="data">')
    return json.loads(page[start : page.index("</script>", start)])


if __name__ == "__main__":
    TYPES.write_text(typedefs(), encoding="utf-8")
