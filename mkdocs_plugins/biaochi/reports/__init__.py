"""One file a format: each renders the same outcome, purely. ``FORMATS`` names them for the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from biaochi.reports import github, gitlab, json, junit, sarif, text

FORMATS: Mapping[str, Callable[..., str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "sarif": sarif.render,
    "junit": junit.render,
}
"""Format → renderer of (outcome, texts by path, what was asked for)."""
