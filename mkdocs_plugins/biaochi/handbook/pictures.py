"""Pictures that content brings: what is harmless to lay out, and what is refused unseen."""

from __future__ import annotations

import io
import warnings
import xml.etree.ElementTree as etree

from biaochi.pages.svg import sanitise_svg

MOST_PIXELS = 60_000_000
"""An A3 poster at 400 dpi has 31 million."""

MOST_SHAPES = 100_000
"""Shapes of a drawing with all its references followed."""


class Refused(ValueError):
    """A picture that is not laid out; the message says why."""


def harmless(name: str, data: bytes) -> bytes:
    """The picture as it may be laid out. Raises :class:`Refused`."""
    return _drawing(data) if name.lower().endswith(".svg") else _photograph(data)


def _drawing(data: bytes) -> bytes:
    clean = sanitise_svg(data)
    if clean is None:
        raise Refused("不是能读的矢量图，或者含有实体声明")
    if _shapes(etree.fromstring(clean)) > MOST_SHAPES:
        raise Refused(f"引用展开后超过 {MOST_SHAPES} 个图形")
    return clean


def _shapes(root: etree.Element) -> float:
    """How many shapes there are to draw once every reference is followed; infinite for one that leads to itself."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[etree.Element, float] = {}
    open_: set[etree.Element] = set()

    def count(element: etree.Element) -> float:
        if element in known:
            return known[element]
        if element in open_ or len(open_) > 200:
            return float("inf")
        open_.add(element)
        goals = (value[1:] for name, value in element.items() if name.endswith("href") and value.startswith("#"))
        total = 1 + sum(map(count, element)) + sum(count(by_id[goal]) for goal in goals if goal in by_id)
        open_.discard(element)
        known[element] = total
        return total

    return count(root)


def _photograph(data: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The limit here is our own, and said in words.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = None
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused("不是能读的图片") from error
    if width * height > MOST_PIXELS:
        raise Refused(f"{width} × {height} 像素，超过 {MOST_PIXELS // 1_000_000} 百万像素")
    return data
