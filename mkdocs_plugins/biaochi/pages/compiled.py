"""What templates compile to, and that they are compiled once for an installation, as Python compiles its modules once."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from keyword import iskeyword
from pathlib import Path
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemBytecodeCache, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

# The part of ``escape`` written in C, without the mark that its result is escaped; not promised by the library.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)

# In a ``__pycache__`` of the package: code is read from nowhere that could not bring other code as well.
_FOLDER = Path(__file__).parent / "templates" / "__pycache__"


class Straight(CodeGenerator):
    """``a.b`` is an attribute and never an item, ``f(x)`` gets ``x`` and nothing else, as in Python; what is told is
    escaped by :func:`told`.

    Jinja asks at every dot whether an item of that name would do as well, and at every call whether the function wants
    the context first: eight hundred thousand questions in the pages of a thousand entries, to all of which our templates
    say no.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.told(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(named.key) for named in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def told(value: object) -> str:
    """A value as it stands between other text, escaped unless it is HTML already. It is joined at once, so it need not
    be marked as escaped, which takes ten times as long as escaping it."""
    if type(value) is str:
        return _escaped(value)
    return value if type(value) is Markup else escape(value)


def straighten(environment: Environment) -> None:
    """Let an environment's templates be compiled so."""
    environment.code_generator_class = Straight
    environment.told = told  # type: ignore[attr-defined]


def keep_compiled(environment: Environment) -> None:
    """Let an environment find its templates compiled; where the installation cannot be written to, it compiles them."""
    if sys.dont_write_bytecode:
        return
    folder = _FOLDER / _settings(environment)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    if os.access(folder, os.W_OK):
        environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _settings(environment: Environment) -> str:
    """What else than a template's text the compiled template depends on."""
    delimiters = (
        environment.block_start_string, environment.block_end_string, environment.variable_start_string,
        environment.variable_end_string, environment.comment_start_string, environment.comment_end_string,
        environment.line_statement_prefix, environment.line_comment_prefix, environment.newline_sequence,
    )  # fmt: skip
    settings = (
        delimiters, environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline,
        environment.optimized, getattr(environment.autoescape, "__qualname__", environment.autoescape),
        sorted(environment.extensions), sorted(environment.filters), sorted(environment.tests),
        environment.code_generator_class.__qualname__, Path(__file__).read_bytes(),
    )  # fmt: skip
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:16]
