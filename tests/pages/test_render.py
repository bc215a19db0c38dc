"""Templates: what is misspelt never prints as nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup, escape

from biaochi.pages.render import _environment


def rendered(template: str, **values: object) -> str:
    environment: Environment = _environment().overlay(
        loader=DictLoader({"t.html": template, "m.html": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}"})
    )
    environment.bytecode_cache = None
    return environment.get_template("t.html").render(**values)


def test_attributes_and_calls_mean_what_they_mean_in_python() -> None:
    entry = SimpleNamespace(title="<先问后办>", say=lambda *said, end="": " ".join(said) + end)
    assert rendered("{{ e.title }}", e=entry) == "&lt;先问后办&gt;"
    assert rendered('{{ e.say("a", "b", end="。") }}', e=entry) == "a b。"
    assert rendered('{% import "m.html" as m %}{{ m.twice("<b>") }}') == "&lt;b&gt;&lt;b&gt;"
    assert rendered("{% for x in [1, 2] %}{{ x }}{{ '、' if not loop.last }}{% endfor %}") == "1、2"
    assert (
        rendered(
            '{% macro frame() %}<i>{{ caller("&") }}</i>{% endmacro %}{% call(x) frame() %}{{ x }}{% endcall %}'
        )
        == "<i>&amp;</i>"
    )


class _Sly(str):
    """A string that is not plain."""

    def __html__(self) -> str:
        return "<b>"


@pytest.mark.parametrize("value", ["<&\"'>", Markup("<i>"), Markup("<i>") + "<", 7, None, True, 1.5, ["<"], _Sly("x"), ""])
def test_what_is_told_is_what_the_library_would_tell(value: object) -> None:
    assert rendered("甲{{ x }}乙", x=value) == f"甲{escape(value)}乙"
    assert rendered('{% macro m(y) %}{{ y }}{% endmacro %}{{ m(x) }}{{ m(x) ~ "<" }}', x=value) == f"{escape(value)}{escape(value)}&lt;"


def test_what_is_misspelt_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendered("{{ entry }}")
    with pytest.raises(UndefinedError):
        rendered("{{ entry.title }}")
    with pytest.raises(AttributeError, match="titel"):
        rendered("{{ e.titel }}", e=SimpleNamespace(title=""))
    with pytest.raises(AttributeError):
        rendered("{{ rows.process }}", rows={"process": 1})
