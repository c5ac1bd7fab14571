"""What MkDocs does beside: pages that are made from the program, and links that leave `docs/`."""

from __future__ import annotations

import inspect
import posixpath
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File

from diasporamap.language import in_print

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from diasporamap.language import Language

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

#: Texts that stand beside what they describe, and the pages that they become.
OUTSIDE = {
    "boundaries/README.md": "about/boundaries.md",
    "examples/README.md": "about/examples.md",
    "reference/README.md": "about/figures.md",
    "CONTRIBUTING.md": "about/contributing.md",
    "CHANGELOG.md": "about/changelog.md",
}

#: Pages of `docs/` whose French page has not the same place in `docs/fr/`.
OTHER_LANGUAGE = {
    "gallery/README.md": "gallery/README.fr.md",
    "reference/commands.md": "fr/commands.md",
}

TROUBLESHOOTING = {"en": "guide/troubleshooting.md", "fr": "fr/troubleshooting.md"}

COMMANDS = {"en": "reference/commands.md", "fr": "fr/commands.md"}

#: Of the reference of commands: title, opening, and heads of its tables.
COMMANDS_WORDS = {
    "en": (
        "Commands",
        (
            "Made from the program itself; `diasporamap COMMAND --help` says the same. Exit codes: "
            "0 fine, 1 something in the data is wrong, 2 the command was used wrongly."
        ),
        "| command | what it does |",
        "| option | what it says |",
    ),
    "fr": (
        "Commandes",
        (
            "Faite à partir du programme ; `diasporamap COMMANDE --help` dit la même chose. Codes "
            "de sortie : 0 tout va bien, 1 les données ont un défaut, 2 la commande est mal "
            "employée."
        ),
        "| commande | ce qu'elle fait |",
        "| option | ce qu'elle dit |",
    ),
}
LIBRARY_OPENING = (
    "`import diasporamap as dm` offers these names; tables are pandas, shapes geopandas. An error "
    "in what is given is a `DiasporaMapError`, whose text names file, row, column and what to do."
)

_LINK = re.compile(r"(?<=\]\()([^)#\s]+)((?:#[^)\s]*)?)(?=[)\s])")
_DEAD = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(dead:\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the references and the texts from outside of `docs/`."""
    made = {"reference/library.md": library_page()}
    for language, uri in COMMANDS.items():
        made[uri] = commands_page(language)
    for language, uri in TROUBLESHOOTING.items():
        made[uri] = troubleshooting_page(language)
    for source, uri in OUTSIDE.items():
        made[uri] = (ROOT / source).read_text(encoding="utf-8")
    for uri, text in made.items():
        files.append(File.generated(config, uri, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Lead links to where the texts stand among the pages, and each page to its other language."""
    uri = page.file.src_uri
    stands = next((source for source, made in OUTSIDE.items() if made == uri), f"docs/{uri}")
    language = "fr" if _is_french(uri) else "en"
    text = re.sub(
        r"(?s)(^```.*?^```|`[^`\n]*`)|(.+?)(?=^```|`|\Z)",
        lambda part: part[1] or in_print(_links_led(part[2], stands, uri), language),
        markdown,
        flags=re.MULTILINE,
    )
    if other := _other_language(uri, files):
        words = "In English" if language == "fr" else "En français"
        link = posixpath.relpath(other, posixpath.dirname(uri) or ".")
        text = re.sub(r"(?m)^(# .*\n)", rf"\1\n[{words}]({link})\n", text, count=1)
    return text


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """State the language of French pages, for who hears them read."""
    french = _is_french(page.file.src_uri)
    return output.replace('<html lang="en"', '<html lang="fr"', 1) if french else output


def _is_french(uri: str) -> bool:
    return uri.startswith("fr/") or ".fr." in uri


def _links_led(text: str, stands: str, uri: str) -> str:
    """Give links from the place of a text in the repository those from its page."""

    def led(link: re.Match[str]) -> str:
        target, anchor = link[1], link[2]
        if re.match(r"[a-z]+:", target):
            return link[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(stands), target))
        if path.startswith("docs/"):
            goal = path.removeprefix("docs/")
        elif path in OUTSIDE:
            goal = OUTSIDE[path]
        elif (ROOT / path).exists():
            return "dead:"
        else:
            return link[0]
        return posixpath.relpath(goal, posixpath.dirname(uri) or ".") + anchor

    return _DEAD.sub(r"\1", _LINK.sub(led, text))


def _other_language(uri: str, files: Files) -> str:
    """Return the page that says the same in the other language, "" where there is none."""
    back = {french: english for english, french in OTHER_LANGUAGE.items()}
    if uri in OTHER_LANGUAGE or uri in back:
        return OTHER_LANGUAGE.get(uri) or back[uri]
    name = posixpath.basename(uri)
    places = ("", "guide/") if uri.startswith("fr/") else ("fr/",)
    if uri.count("/") > 1 or uri.startswith(("reference/", "about/", "gallery/")):
        return ""
    found = (f"{place}{name}" for place in places if files.get_file_from_path(place + name))
    return next(found, "")


def commands_page(language: Language) -> str:
    """Write the reference of all commands from what click knows of them."""
    import click

    from diasporamap.commands import main
    from diasporamap.language.messages import speaking

    title, opening, commands, options = COMMANDS_WORDS[language]
    context = click.Context(main, info_name="diasporamap")
    with speaking(language):
        found = {name: main.get_command(context, name) for name in main.list_commands(context)}
        lines = [f"# {title}", "", opening, "", commands, "|---|---|"]
        lines += [
            f"| [`{name}`](#diasporamap-{name}) | {_plain(command.short_help or '')} |"
            for name, command in found.items()
            if command is not None
        ]
        lines += [""]
        for name, command in found.items():
            for path, under in _with_subcommands(command, f"diasporamap {name}"):
                lines += _described(path, under, options)
    return "\n".join(lines)


def _with_subcommands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    for name, under in getattr(command, "commands", {}).items():
        yield from _with_subcommands(under, f"{path} {name}")


def _described(path: str, command: click.Command, options: str) -> list[str]:
    """Write one command: usage, what it does, its options and its example."""
    import click

    from diasporamap.commands.base import in_metavars

    context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
    usage = f"{path} {in_metavars(' '.join(command.collect_usage_pieces(context)))}"
    told = inspect.cleandoc(command.help or command.short_help or "").replace("\b", "")
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", told.strip())
    depth = "##" if path.count(" ") == 1 else "###"
    lines = [f"{depth} {path}", "", "```text", usage, "```", "", _plain(text), ""]
    records = [
        record
        for option in command.get_params(context)
        if isinstance(option, click.Option) and (record := option.get_help_record(context))
    ]
    if records:
        lines += [options, "|---|---|"]
        lines += [f"| {_flags(flags)} | {_plain(said)} |" for flags, said in records]
        lines += [""]
    if command.epilog:
        lines += [_plain(command.epilog), ""]
    return lines


def _flags(flags: str) -> str:
    return f"`{flags}`"


def _plain(text: str) -> str:
    """Keep Markdown from reading signs of a help as its own."""
    spaced = re.sub(r"\s+", " ", text) if "\n\n" not in text else text
    return re.sub(r"([|*_<>\[\]`{}#])", r"\\\1", spaced)


def library_page() -> str:
    """List what `import diasporamap as dm` offers; mkdocstrings writes each from its docstring."""
    from importlib import import_module

    import diasporamap as dm

    lines = [
        "# Library",
        "",
        LIBRARY_OPENING,
        "",
    ]
    rooms: dict[str, list[str]] = {"diasporamap": list(dm.__all__)}
    for room in ("diasporamap.atlas", "diasporamap.database", "diasporamap.examples"):
        module = import_module(room)
        rooms[room] = list(getattr(module, "__all__", ("copy_examples",)))
    for room, names in rooms.items():
        module = import_module(room)
        lines += [f"## {room}", ""]
        for name in sorted(names, key=str.lower):
            what: Any = getattr(module, name)
            if home := getattr(what, "__module__", ""):
                lines += [f"::: {home}.{getattr(what, '__qualname__', name)}", ""]
    return "\n".join(lines)


def troubleshooting_page(language: Language) -> str:
    """Write messages as the program has them, why they come and what to do."""
    from diasporamap.language.texts import catalogue

    book = tomllib.loads((HERE / "troubleshooting.toml").read_text(encoding="utf-8"))
    messages, words = catalogue(language, "problems"), book["words"][language]
    lines = [f"# {book['title'][language]}", "", book["text"][language], ""]
    for part in book["part"]:
        lines += [f"## {part[language]}", ""]
        for entry in part["entry"]:
            said = messages[entry["key"]]
            lines += [f"### {_plain(_gapped(said['message']))} {{#{entry['key']}}}", ""]
            lines += [f"**{words['why']}.** {entry[language]['why']}", ""]
            lines += [f"**{words['todo']}.** {entry[language]['todo']}", ""]
            lines += [f"*{words['hint']}* {_plain(_gapped(said['hint']))}", ""]
    return "\n".join(lines)


def _gapped(text: Any) -> str:  # noqa: ANN401 - a text, or one of one and of several
    """Write … for what a message fills in."""
    if isinstance(text, dict):
        text = text["other"]
    return re.sub(r"\{\w+\}", "…", text).replace("{{", "{").replace("}}", "}")
