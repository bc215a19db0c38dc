"""A content security policy in every page: nothing runs, loads or is sent but what this site itself publishes.

In a ``meta`` element, as static hosts send no headers of ours; the theme's own inline scripts are named by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import re

from biaochi.core.regex import regex

_INLINE = regex(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.S)
# Data in a script element is never run.
_DATA = regex(r"""\bsrc=|\btype=["']?(?!module|text/javascript|application/javascript)[a-z]""")
_FIRST = regex(r"<meta charset=[^>]*>")
_POLICY = regex(r'\n<meta http-equiv="Content-Security-Policy"[^>]*>')


def protect(html: str) -> str:
    """The page with its policy, before anything that the policy is about; one that it had is replaced."""
    html = _POLICY.sub("", html)
    scripts = dict.fromkeys(m["text"] for m in _INLINE.finditer(html) if not _DATA.search(m["attributes"]))
    named = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    policy = (
        f"default-src 'self'; script-src 'self'{named}; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'"
    )
    return _FIRST.sub(lambda m: f'{m[0]}\n<meta http-equiv="Content-Security-Policy" content="{policy}">', html, count=1)
