import pytest
from click.testing import CliRunner
from PIL import Image

from diasporamap.commands import main


@pytest.mark.slow
def test_the_demo_draws_every_kind_of_map_in_both_languages(tmp_path):
    out = tmp_path / "demo"
    done = CliRunner().invoke(main, ["demo", "--output", str(out)])
    assert done.exit_code == 0, done.output
    assert sorted(done.stdout.splitlines()) == sorted(str(path) for path in out.iterdir())
    for language in ("fr", "en"):
        assert f"cameroon_2020_{language}.html" in {path.name for path in out.iterdir()}
        for path in out.glob(f"*_{language}.png"):
            with Image.open(path) as image:
                assert image.size == (3507, 2480)


def test_the_demo_does_not_write_over_a_file(tmp_path):
    taken = tmp_path / "demo"
    taken.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(main, ["demo", "--output", str(taken)])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert taken.read_text(encoding="utf-8") == "mine"
