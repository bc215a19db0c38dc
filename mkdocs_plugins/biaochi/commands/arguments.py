"""``argparse`` in Chinese: its help, and what it says of a command that cannot be read, with what was perhaps meant."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from biaochi.core.diagnostics import did_you_mean

_SAID = (
    (r"the following arguments are required: (?P<names>.+)", "缺少 {names}"),
    (r"argument (?P<name>.+?): invalid choice: '(?P<got>.*)' \(choose from (?P<known>.+)\)", "{name} 没有“{got}”。{meant}"),
    (r"unrecognized arguments: (?P<got>.+)", "不认识“{got}”。{meant}"),
    (r"argument (?P<name>.+?): expected (?:one|at least one) argument", "{name} 后面要写一个值"),
    (r"argument (?P<name>.+?): invalid int value: '(?P<got>.*)'", "{name} 应是整数，这里是“{got}”"),
    (r"argument (?P<name>.+?): ignored explicit argument '(?P<got>.*)'", "{name} 后面不写值，这里写了“{got}”"),
    (r"ambiguous option: (?P<got>\S+) could match (?P<known>.+)", "“{got}”不止一种意思，写全：{known}"),
    (r"argument (?P<name>.+?): (?P<rest>.+)", "{name}：{rest}"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Reads a command."""

    def __init__(self, **told: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **told)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Read what is written. What is not known is told by the command that it was written for: argparse leaves it to the top,
        which knows no options but those of all commands together."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest

    def error(self, message: str) -> NoReturn:
        """Say what cannot be read, and end."""
        self.exit(2, f"{self._told(message)}\n用“{self.prog} -h”看怎样写。\n")

    def _told(self, message: str) -> str:
        for pattern, chinese in _SAID:
            if found := re.fullmatch(pattern, message, re.S):
                told = found.groupdict()
                known = re.findall(r"[^\s,']+", told.get("known") or "")
                told |= {"known": "、".join(known), "names": (told.get("names") or "").replace(", ", "、")}
                first = (told.get("got") or "").partition(" ")[0]
                told["meant"] = did_you_mean(first, known or sorted(self._option_string_actions)) or (f"可写 {'、'.join(known)}" if known else "")
                return chinese.format(**told)
        return message
