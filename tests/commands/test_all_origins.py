import pytest
from click.testing import CliRunner

from diasporamap.commands import main
from diasporamap.counts.table import all_origins_said
from tests.workbooks import save_workbook


@pytest.fixture
def workbook(tmp_path):
    """Write a workbook of UN DESA by destination alone."""
    text = "International migrant stock at mid-year"
    sexes = (f"{text}, {sex}" for sex in ("both sexes combined", "males", "females"))
    rows = (
        [None, "International Migrant Stock 2020: Destination"],
        [None] * 5 + list(sexes),
        ["Index", "Region, country or area", "Notes", "Location code", "Type of data", *[2020] * 3],
        [1, "France", None, 250, "B", 310, 150, 160],
        [2, "Gabon", None, 266, "B", 31, 15, 16],
    )
    return save_workbook(tmp_path / "undesa.xlsx", ("Sheet", rows))


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.mark.parametrize(("command", "ending"), [("map", "png"), ("web", "html")])
def test_what_draws_warns_of_migrants_of_all_origins(command, ending, workbook, tmp_path):
    output = tmp_path / f"all.{ending}"
    result = run(command, workbook, output, "--language", "en")
    assert result.exit_code == 0, result.output
    assert f"Warning: {all_origins_said()}" in result.output
    if ending == "html":
        page = output.read_text(encoding="utf-8")
        assert "<title>Migrants of all origins, 2020</title>" in page


def test_check_warns_of_migrants_of_all_origins(workbook):
    result = run("check", workbook)
    assert result.exit_code == 0, result.output
    assert f"Warning: {all_origins_said().message}" in result.output


def test_compare_sets_migrants_of_all_origins_apart(workbook, tmp_path):
    counts = tmp_path / "people.csv"
    counts.write_text("place,women,men\nFRA,50,60\nGAB,7,8\n", encoding="utf-8")
    output = tmp_path / "table.csv"
    result = run("compare", workbook, counts, "--output", output)
    assert result.exit_code == 0, result.output
    assert "undesa_2020 (born_in, 2020, all origins): the figures are migrants" in result.output
    header, france, _ = output.read_text(encoding="utf-8-sig").splitlines()
    ends = '"lowest","highest","ratio"'
    assert header.endswith(f'people","undesa_2020 (born_in, 2020, all origins)",{ends}')
    assert france == '"FRA","France","France",110,310,,,'
    refused = run("compare", workbook, counts, "--map", tmp_path / "range.png")
    assert refused.exit_code == 2
