"""SVG from content, with everything active taken out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = set(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath marker
    linearGradient radialGradient stop clipPath mask pattern""".split()
)
_MAX_ELEMENTS = 20_000
_MAX_DEPTH = 64


def sanitise_svg(data: bytes) -> bytes | None:
    """The drawing without scripts, handlers, styles, foreign elements and outside references; ``None`` where it is no
    SVG, declares a document type (entity bombs) or is too large."""
    # Of other encodings than UTF-8 the next line would not see the declarations.
    if b"\0" in data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        root = etree.fromstring(data.decode("utf-8"))
    except (etree.ParseError, ValueError):
        return None
    if root.tag != f"{{{_SVG}}}svg" or sum(1 for _ in root.iter()) > _MAX_ELEMENTS:
        return None
    if not _clean(root):
        return None
    # Prefixes are the process's, not ours: whoever registered last would name the elements.
    etree.register_namespace("", _SVG)
    etree.register_namespace("xlink", _XLINK)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _clean(element: etree.Element, depth: int = 1) -> bool:
    """Take out what is not allowed, in place; ``False`` where groups are nested deeper than any drawing needs."""
    if depth > _MAX_DEPTH:
        return False
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.removeprefix(f"{{{_SVG}}}") not in _ELEMENTS:
            element.remove(child)
        elif not _clean(child, depth + 1):
            return False
    for name, value in list(element.attrib.items()):
        local = name.rsplit("}", 1)[-1].lower()
        outside = local == "href" and not value.startswith("#")
        address = re.search(r"url\(\s*['\"]?(?!#)|\\", value, re.I)  # a backslash could spell url( in CSS
        if local.startswith("on") or local == "style" or outside or address:
            del element.attrib[name]
    return True
