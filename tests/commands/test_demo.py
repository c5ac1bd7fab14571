from click.testing import CliRunner

from diasporamap.commands import main


def test_the_demo_does_not_write_over_a_file(tmp_path):
    taken = tmp_path / "demo"
    taken.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(main, ["demo", str(taken)])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert taken.read_text(encoding="utf-8") == "mine"
