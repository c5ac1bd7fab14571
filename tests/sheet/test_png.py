from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from diasporamap.sheet.png import STRIP, write_png


def dots(opacity=255):
    found = np.random.default_rng(1).integers(0, 255, (2 * STRIP + 3, 17, 4), dtype=np.uint8)
    found[..., 3] = opacity
    return found


@pytest.mark.parametrize(("opacity", "mode"), [(255, "RGB"), (254, "RGBA")])
def test_dots_come_back_as_they_were_without_opacity_that_says_nothing(opacity, mode):
    stream, painted = BytesIO(), dots(opacity)
    write_png(painted, stream, 300, {"Title": "Été", "Description": "Œuvre"})
    with Image.open(stream) as image:
        assert image.mode == mode
        assert (np.asarray(image) == painted[..., : len(mode)]).all()
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        assert (image.info["Title"], image.info["Description"]) == ("Été", "Œuvre")


def test_one_dot_that_shines_through_keeps_all_opacity():
    painted = dots()
    painted[-1, -1, 3] = 7
    stream = BytesIO()
    write_png(painted, stream, 72, {})
    with Image.open(stream) as image:
        assert (np.asarray(image) == painted).all()
