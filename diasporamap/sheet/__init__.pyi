from .beside import save_captions
from .draw import draw_map
from .saving import save_map

__all__ = ["draw_map", "save_captions", "save_map"]
