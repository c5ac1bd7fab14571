import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from diasporamap.sheet import png
from diasporamap.sheet.png import STRIP, write_png


def dots(opacity=255, high=2 * STRIP + 3):
    found = np.random.default_rng(1).integers(0, 255, (high, 17, 4), dtype=np.uint8)
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


@pytest.mark.parametrize("high", [1, 2, 2 * STRIP + 3, 5 * STRIP])
def test_both_halves_are_one_stream_with_its_sum(high):
    stream, painted = BytesIO(), dots(high=high)
    write_png(painted, stream, 300, {})
    content, at, packed = stream.getvalue(), 8, b""
    while at < len(content):
        (size,), name = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
        packed += content[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += 12 + size
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(high, -1)
    assert (rows[:, 0] == 0).all()
    assert (rows[:, 1:] == painted[..., :3].reshape(high, -1)).all()


def test_a_half_that_cannot_be_packed_is_told(monkeypatch):
    def fail(_dots, _depth, *, last):
        if last:
            raise MemoryError
        return [], 1

    monkeypatch.setattr(png, "_packed", fail)
    with pytest.raises(MemoryError):
        write_png(dots(), BytesIO(), 300, {})
