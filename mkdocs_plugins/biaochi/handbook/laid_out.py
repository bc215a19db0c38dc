"""What can be said of pages once they are laid out: what overflows, how small the type is, how coarse the pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from biaochi.core.regex import regex
from biaochi.handbook.job import Fault

COARSEST = 200
"""Dots per inch of a picture on paper."""


def _boxes(pages: Iterable[Any]) -> Iterator[Any]:
    """Every box of every page (WeasyPrint's; untyped), margin boxes included, in order."""
    waiting = [page._page_box for page in reversed(list(pages))]
    while waiting:
        box = waiting.pop()
        yield box
        waiting.extend(reversed(getattr(box, "children", ())))


def _element(box: Any, name: str) -> str | None:
    element = getattr(box, "element", None)
    found = element.get(name) if element is not None and hasattr(element, "get") else None
    return found if isinstance(found, str) else None


def face(pages: Sequence[Any]) -> Sequence[Any]:
    """The pages of a sheet without those overleaf, where nothing but the way of filling it in stands."""
    back = next((n for n, page in enumerate(pages) if any(_element(box, "data-part") == "背面" for box in _boxes([page]))), len(pages))
    return pages[:back]


def overflow(pages: Sequence[Any], paper: str, smallest: float) -> Fault:
    """A sheet that needs more than one page: which item is the first beyond it."""
    beyond = next((name for box in _boxes(pages[1:]) if (name := _element(box, "data-part"))), "表尾")
    return Fault(
        "PRT001", f"{paper} 一页放不下：最小字号 {smallest:g} pt 时仍需 {len(pages)} 页，从“{beyond}”起放不下",
        "删减或合并项目，缩短文字，或换大一号的纸",
    )


def smallest_type(pages: Sequence[Any], smallest: float) -> Iterator[Fault]:
    """Type below the smallest that a sheet may have."""
    sizes: dict[float, str] = {}
    for box in _boxes(pages):
        text = getattr(box, "text", None)
        if isinstance(text, str) and text.strip():
            sizes.setdefault(round(box.style["font_size"] * 0.75, 2), text.strip())
    if sizes and min(sizes) < smallest - 0.01:
        yield Fault(
            "PRT002", f"“{sizes[min(sizes)][:20]}”只有 {min(sizes):g} pt，最小应为 {smallest:g} pt", "换大一号的纸，或删减文字"
        )


def unsigned(pages: Sequence[Any]) -> Iterator[Fault]:
    """A sheet without a place to sign."""
    if not any(_element(box, "data-part") == "签名栏" for box in _boxes(pages)):
        yield Fault("PRT007", "没有签名栏", "在表单的模板里恢复签名栏")


def coarse_images(pages: Sequence[Any]) -> Iterator[Fault]:
    """Pictures with fewer dots than print needs, at the size they are printed."""
    seen: set[str] = set()
    for box in _boxes(pages):
        image = getattr(box, "replacement", None)
        if type(image).__name__ != "RasterImage" or not box.width:
            continue
        assert image is not None
        dots = image.width / (box.width / 96)
        name = (_element(box, "src") or "").removeprefix("asset:")
        if dots < COARSEST - 0.5 and name not in seen:
            seen.add(name)
            need = round(box.width / 96 * COARSEST)
            yield Fault(
                "PRT003", f"图片“{name}”印出来只有 {dots:.0f} dpi（{image.width} 像素印成 {box.width / 96 * 2.54:.1f} 厘米宽）",
                f"换成至少 {need} 像素宽的图，或用矢量图",
            )


_PICTURE = regex(r"<img\b(?![^>]*\bsrc=)(?:[^>]*?\balt=\"([^\"]*)\")?[^>]*>")


def lost_pictures(html: str) -> Iterator[Fault]:
    """Pictures whose address was none to be used, and was taken away."""
    for words in dict.fromkeys(match[1] or "" for match in _PICTURE.finditer(html)):
        yield Fault("PRT005", f"图片“{words}”的地址不能用，没有印出", "把图片放进内容文件夹，路径相对于本页书写")
