"""What --help says, and what click refuses, in French and in English."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.commands.parameters import Option
from diasporamap.errors import UsageError
from diasporamap.language.messages import messages_language, set_language, speaking
from diasporamap.language.texts import LANGUAGES, catalogue
from diasporamap.language.values import meant
from diasporamap.maps import MapSpec
from tests.language.test_texts import fields, texts


def every(command=main, path=()):
    """Give every command and group with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from every(command.get_command(context, name), (*path, name))


COMMANDS = dict(every())


def run(*words):
    return CliRunner().invoke(main, list(words), prog_name="diasporamap")


@pytest.mark.parametrize("subject", ["help", "click"])
def test_both_languages_say_the_same_with_the_same_fields(subject):
    french, english = (dict(texts(catalogue(language, subject))) for language in LANGUAGES)
    assert french.keys() == english.keys()
    for key, value in french.items():
        assert value.strip(), key
        if not key.startswith("commands."):
            assert fields(value) == fields(english[key]), key
        for mark in ";:!?%»":
            assert f" {mark}" not in value, key


def test_every_text_is_said_by_a_command():
    said = {name for _, name in parts()}
    told = catalogue("en", "help")
    assert set(told["options"]) == {name for of, name in parts() if not of}
    assert said >= set(told["options"])
    for path, command in COMMANDS.items():
        own = told["commands"]
        for name in path:
            own = own[name]
        assert {"text", "short"} & set(own), path
        flags = {option.said for option in command.params if isinstance(option, click.Option)}
        assert set(own.get("options", ())) <= flags, path


def parts():
    """Give the name of each option's text, and of which command's own texts it is, "" of none."""
    for path, command in COMMANDS.items():
        own = catalogue("en", "help")["commands"]
        for name in path:
            own = own[name]
        for option in command.params:
            if isinstance(option, click.Option):
                yield ("." if option.said in own.get("options", ()) else ""), option.said


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_help_of_every_command_is_french_and_beautifully_set(path):
    shown = run(*path, "--help", "--language", "fr")
    assert shown.exit_code == 0, shown.output
    assert shown.output.startswith("Utilisation\N{NO-BREAK SPACE}: diasporamap")
    assert "Options\N{NO-BREAK SPACE}:" in shown.output
    assert not re.search(r" [;:!?%»]|« ", shown.output)
    assert not re.search(r"\b(the|Options:|Show|default:|FILE|COUNTS|of a)\b", shown.output)
    assert "Exemple\N{NO-BREAK SPACE}:" in shown.output or not path
    lines = (line for line in shown.output.splitlines() if "|" not in line)
    assert max(map(len, lines)) <= 100


REFUSED = {
    "check": ("Missing argument 'COUNTS'.", "Il manque l’argument « EFFECTIFS »."),
    "db workbook a b --year 3": (
        "Missing option '--source'.",
        "Il manque l’option « --source ».",
    ),
    "check x --yaer 3": (
        "No such option '--yaer'. Did you mean '--year'?",
        "Il n’y a pas d’option « --yaer ». Vouliez-vous dire « --year » ?",
    ),
    "check x -z": ("No such option '-z'.", "Il n’y a pas d’option « -z »."),
    "check x --year a": (
        "Invalid value for '--year': 'a' is not a valid integer.",
        "Valeur incorrecte pour « --year » : « a » n’est pas un nombre entier.",
    ),
    "map x o.png --scale a": (
        "Invalid value for '--scale': 'a' is not a valid number.",
        "Valeur incorrecte pour « --scale » : « a » n’est pas un nombre.",
    ),
    "build --jobs 0": (
        "Invalid value for '--jobs': 0 is less than 1.",
        "Valeur incorrecte pour « --jobs » : 0 est inférieur à 1.",
    ),
    "audit x --profile no": (
        "Invalid value for '--profile': 'no' is not one of 'standard', 'strict'.",
        "Valeur incorrecte pour « --profile » : « no » n’est pas dans la liste standard, strict.",
    ),
    "check x --year": (
        "Option '--year' requires an argument.",
        "L’option « --year » demande une valeur.",
    ),
    "check x --sums=3": (
        "Option '--sums' does not take a value.",
        "L’option « --sums » ne prend pas de valeur.",
    ),
    "check x y": ("Got unexpected extra argument (y)", "Argument en trop : y"),
    "check x y z": ("Got unexpected extra arguments (y z)", "Arguments en trop : y z"),
    "chek x": (
        "There is no command 'chek'. Did you mean 'check'?",
        "Il n’y a pas de commande « chek ». Vouliez-vous dire « check » ?",
    ),
    "db zzz": ("There is no command 'zzz'.", "Il n’y a pas de commande « zzz »."),
    "check x --year 1 --year 2": (
        "Option '--year' is given twice, and takes one value. Give it once.",
        (
            "L’option « --year » est donnée deux fois et ne prend qu’une valeur. "
            "Donnez-la une seule fois."
        ),
    ),
    "table x o.csv --sexes --no-sexes": (
        "Option '--sexes' is given twice, and takes one value. Give it once.",
        (
            "L’option « --sexes » est donnée deux fois et ne prend qu’une valeur. "
            "Donnez-la une seule fois."
        ),
    ),
}


@pytest.mark.parametrize("line", REFUSED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_click_refuses_is_said_in_the_language_of_messages(line, language):
    refused = run("--language", language, *line.split())
    assert refused.exit_code == 2
    told = refused.stderr.splitlines()
    english, french = REFUSED[line]
    said = f"Erreur : {french}" if language == "fr" else f"Error: {english}"
    assert re.sub("[\u00a0\u202f]", " ", told[-1]) == said
    path = " ".join(word for word in line.split()[: 2 if "db" in line else 1])
    called = f"diasporamap {path}" if path in map(" ".join, COMMANDS) else "diasporamap"
    assert told[0].startswith("Utilisation" if language == "fr" else "Usage: ")
    assert called in told[1]
    assert "--help" in told[1]
    assert told[2] == ""


def test_choices_that_are_missing_are_listed():
    assert (
        "Choisissez parmi\N{NO-BREAK SPACE}:"
        in run("boundaries", "show", "--language", "fr").stderr
    )


@pytest.mark.parametrize(
    "line",
    ["--language fr chek", "check --language fr", "check --language=fr --year a"],
)
def test_the_language_is_taken_before_and_after_the_command_and_for_one_run_only(line):
    assert messages_language() == "en"
    assert "Erreur" in run(*line.split()).stderr
    assert messages_language() == "en"


def test_the_last_language_counts_and_none_is_taken_from_behind_two_dashes():
    assert "Erreur" in run("--language", "en", "check", "--language", "fr").stderr
    assert "Error" in run("check", "x", "y", "--", "--language", "fr").stderr


def test_a_language_that_there_is_not_is_refused():
    assert "'de' is not one of 'fr', 'en'." in run("map", "x", "o.png", "--language", "de").stderr


def test_what_is_made_is_french_unless_the_command_line_says_other(monkeypatch):
    import diasporamap.commands.district_map as module

    made = []
    monkeypatch.setattr(module, "require_endings", lambda _: None)
    monkeypatch.setattr(
        "diasporamap.registry.require_language", lambda language: made.append(language) or 1 / 0
    )
    for words in (
        ["districts", "map", "o.png"],
        ["--language", "en", "districts", "map", "o.png"],
        ["districts", "--language", "en", "map", "o.png"],
        ["--language", "en", "districts", "map", "o.png", "--language", "fr"],
    ):
        run(*words)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    run("districts", "map", "o.png")
    monkeypatch.setenv("DIASPORAMAP_LANGUAGE", "en")
    run("districts", "map", "o.png")
    assert made == ["fr", "en", "en", "fr", "fr", "en"]


def test_a_command_line_speaks_a_language_while_it_runs():
    with speaking("fr"):
        assert messages_language() == "fr"
        set_language("en")
        with speaking(None):
            assert messages_language() == "en"
    assert messages_language() == "en"
    assert "DIASPORAMAP_LANGUAGE" not in os.environ


#: Options of which some commands take several, or choose among other names than others.
SEVERAL = {"compare": {"definition", "format", "output", "sheet", "source", "sources-file"}}
OTHER_NAMES = {"measure", "about"}
#: What an option says is the same everywhere, but of these, where it is said of the command's own.
OWN = {
    "sums": {"aggregate"},  # of persons
    "sheet": {"aggregate", "compare"},
    "by": {"web"},
    "confidential": {"db history"},
    "force": {"build", "db restore", "examples"},
    "missions": {"db load"},
    "points": {"atlas init"},
    **{key: {"compare"} for key in ("definition", "format", "source", "sources-file")},
}


def test_an_option_of_one_name_is_taken_in_the_same_way_by_every_command():
    found = {}
    for path, command in COMMANDS.items():
        several = SEVERAL.get(" ".join(path), set())
        for option in command.params:
            if isinstance(option, Option) and not option.hidden:
                names = (
                    getattr(option.type, "choices", ()) if option.flag not in OTHER_NAMES else ()
                )
                multiple = option.multiple and option.flag not in several
                taken = (type(option.type), option.metavar, option.is_flag, multiple, names)
                assert found.setdefault(option.flag, taken) == taken, (path, option.flag)


def test_an_option_of_one_name_says_the_same_in_every_command():
    found = {}
    for path, command in COMMANDS.items():
        for option in command.params:
            if isinstance(option, Option) and " ".join(path) not in OWN.get(option.flag, ()):
                told = found.setdefault((option.flag, option.said), option.help)
                assert re.sub(r": .*", "", told) == re.sub(r": .*", "", option.help), path


def test_names_are_taken_in_every_language():
    french = catalogue("fr", "values")
    assert french.keys() == catalogue("en", "values").keys()
    assert all(meant(written) == name for name, written in french.items())
    for name in ("Evolution_Pourcent", "évolution pourcent", "EVOLUTION-POURCENT"):
        assert meant(name) == "change_percent"
    assert meant("women") == "women"
    assert meant("11,4,1500,1200") == "11,4,1500,1200"
    spec = MapSpec(measure="part_femmes", extent="Afrique", size="demi", kind="choroplèthe")
    assert (spec.measure, spec.extent, spec.size) == ("share_women", "africa", "half")
    with pytest.raises(UsageError, match="femmes, hommes, part_femmes"), speaking("fr"):
        MapSpec(measure="hommes et femmes")


def test_help_and_refusals_name_what_can_be_chosen_in_the_language():
    shown = run("map", "--help", "--language", "fr").output
    assert "[total|femmes|hommes|part_femmes|" in shown
    assert "par défaut : pays]" in " ".join(shown.split())
    refused = run("figure", "x", "o.png", "--measure", "enfants", "--language", "fr").stderr
    assert "total, femmes, hommes, part_femmes." in refused


def test_former_names_of_options_are_taken_and_told_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text(
        "Pays,Sexe,Ville\nFrance,F,Lyon\nGabon,M,Libreville\n", encoding="utf-8"
    )
    now = ["--place-column", "Pays", "--sex-column=Sexe", "--by-column", "Ville"]
    before = ["--place", "Pays", "--sex=Sexe", "--by", "Ville"]
    assert run("aggregate", "p.csv", "a.csv", *now).exit_code == 0
    assert run("aggregate", "p.csv", "b.csv", *before).exit_code == 0
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    assert " --place " not in run("aggregate", "--help").output
    assert run("check", "a.csv", "--born-in", "CMR").exit_code == 0
    both = run("aggregate", "p.csv", "c.csv", "--place", "Pays", "--place-column", "Pays")
    assert both.exit_code == 2
