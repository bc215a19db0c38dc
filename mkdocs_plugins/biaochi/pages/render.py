"""Templates: one environment, autoescaping everything."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

from biaochi.core import vocabulary as words
from biaochi.pages import phrases
from biaochi.pages.compiled import keep_compiled, straighten


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("biaochi.pages", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,  # templates do not change while a process lives; asking the disk each time takes long
        trim_blocks=True,
        lstrip_blocks=True,
    )
    straighten(environment)
    environment.globals.update(words=words, phrases=phrases)
    environment.filters["label"] = _label
    keep_compiled(environment)
    return environment


def _label(value: str | None, vocabulary: str) -> str:
    """The Chinese label of a value of a closed set; the value itself if it is not in it."""
    return getattr(words, vocabulary).get(value, value or "—") if value else "—"


def render(template: str, **values: Any) -> str:
    """Render ``templates/<template>.html``. A misspelt name raises ``UndefinedError``, a misspelt attribute
    ``AttributeError``: neither prints as nothing."""
    return _template(template).render(**values)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html")


def trusted(html: str) -> Markup:
    """HTML that comes from the sanitiser or from a template."""
    return Markup(html)
