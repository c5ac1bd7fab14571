import inspect
import re
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import click
import pytest
from click.testing import CliRunner

import diasporamap as dm
from diasporamap.commands import main
from diasporamap.commands.check import command as check_command
from diasporamap.commands.compare import command as compare_command
from diasporamap.errors import UsageError
from diasporamap.language.texts import catalogue
from diasporamap.readers import options as module
from diasporamap.readers.options import ReadingKeywords, ReadingOptions
from diasporamap.readers.registry import READERS, read_counts, read_table, recognise

HELP = catalogue("en", "help")
FIELDS = {option.name: option for option in fields(ReadingOptions)}
TABLE = "pays,femmes,hommes\nFrance,10,20\n"


def flag_of(field):
    """Return the option of a field of `ReadingOptions`."""
    return field.metadata.get("flag", "--" + field.name.replace("_", "-"))


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def names(monkeypatch):
    """Give what the annotations of the module name while types are checked only."""
    import os
    from collections.abc import Mapping

    from diasporamap.counts.sources import Source
    from diasporamap.persons.codebook import Codebook

    given = {"os": os, "Mapping": Mapping, "Codebook": Codebook, "Source": Source}
    given["PathOrText"] = str | os.PathLike[str]
    given["TextOrBoth"] = str | Mapping[str, str]
    for name, meant in given.items():
        monkeypatch.setattr(module, name, meant, raising=False)


@pytest.mark.usefixtures("names")
def test_keywords_are_the_fields_of_the_options_one_by_one():
    assert get_type_hints(ReadingKeywords) == get_type_hints(ReadingOptions)
    assert list(ReadingKeywords.__annotations__) == list(FIELDS)
    assert not ReadingKeywords.__required_keys__


@pytest.mark.parametrize("command", [check_command, compare_command], ids=lambda c: c.name)
def test_options_of_the_command_line_are_the_fields_too(command):
    own = {option.name: option for option in command.params if isinstance(option, click.Option)}
    assert set(FIELDS) <= set(own)
    for name, field in FIELDS.items():
        several = command is compare_command and "several" in field.metadata
        told = HELP["commands"]["compare"]["options"] if several else HELP["options"]
        assert own[name].help == told[flag_of(field).removeprefix("--")]
        assert own[name].multiple == (several or name in ("origin", "sex_codes"))
    listed = command.get_help(click.Context(command))
    assert f"[{'|'.join(READERS)}]" in re.sub(r"\s+", "", listed)


@pytest.mark.parametrize("function", [read_counts, read_table, recognise, dm.release, dm.check])
def test_a_keyword_that_there_is_not_is_told_by_its_name_with_the_nearest(path, function):
    with pytest.raises(UsageError, match=r"There is no option 'shet'. Did you mean 'sheet'\?"):
        function(path, shet="Feuille")
    with pytest.raises(UsageError, match=r"There is no option 'born_in'. Did you mean 'origin'"):
        function(path, born_in="SEN")


def test_a_keyword_of_a_comparison_too(path):
    with pytest.raises(UsageError, match=r"There is no option 'alias'. Did you mean 'aliases'\?"):
        dm.compare_counts([path], alias={})


def test_no_function_takes_keywords_without_their_names():
    package = Path(dm.__file__).parent
    library = [path for path in package.rglob("*.py") if path.parent.name != "commands"]
    texts = {path.name: path.read_text(encoding="utf-8") for path in library}
    assert [name for name, text in texts.items() if "**reading: Any" in text] == []
    for function in (read_counts, dm.release, dm.check, dm.compare_counts):
        keywords = list(inspect.signature(function).parameters.values())[-1]
        assert str(keywords.annotation).startswith("Unpack[")


def test_the_guide_lists_every_option():
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "read.md").read_text(encoding="utf-8")
    for name, field in FIELDS.items():
        flag = flag_of(field)
        row = next(line for line in guide.splitlines() if line.startswith(f"| `{name}` |"))
        told = HELP["options"][flag.removeprefix("--")].replace("  [", " [").replace("’", "'")
        assert row == f"| `{name}` | `{flag}` | {told} |"


def test_one_origin_is_given_under_either_name(path):
    def run(*options):
        return CliRunner().invoke(main, ["check", str(path), *options])

    assert "people born in Cameroon" in run().output
    for option in ("--origin", "--born-in"):
        assert "people born in Chad" in run(option, "TCD").output
    assert run("--origin", "TCD", "--born-in", "TCD").exit_code == 0
    twice = run("--origin", "TCD", "--born-in", "SEN")
    assert twice.exit_code == 2
    assert "--origin names TCD and SEN" in twice.output
    listed = run("--help").output
    assert "--origin CODE" in listed
    assert "born-in" not in listed.replace("born_in", "")
