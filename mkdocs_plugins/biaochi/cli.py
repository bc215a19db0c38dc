"""The command line: a thin skin over the packages. Each command imports what it needs, so that ``check`` starts fast."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit status 0: fine; 1: errors in the content; 2: it could not run."""
    parser = _parser()
    options = parser.parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return int(options.run(options))
    except BrokenPipeError:
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="biaochi", description="标尺:发布可测量的服务标准")
    commands = parser.add_subparsers(required=True, metavar="命令")
    check = commands.add_parser("check", help="检查手册")
    check.add_argument("root", nargs="?", type=Path, default=Path("."), help="手册的根目录(默认当前目录)")
    check.add_argument("--format", default="text", choices=("text", "json"), help="输出格式")
    check.add_argument("--as-of", type=_date, default=None, metavar="日期", help="以这一天为今天(默认当天)")
    check.add_argument("--strict", action="store_true", help="警告也算不通过")
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="检查手册,生成网站与 PDF")
    build.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="设置文件(默认 mkdocs.yml)")
    build.add_argument("--as-of", type=_date, default=None, metavar="日期", help="以这一天为今天(默认当天)")
    build.add_argument("--strict", action="store_true", help="警告也算不通过")
    build.add_argument("--no-pdf", action="store_true", help="只生成网站")
    build.set_defaults(run=_build)
    explain = commands.add_parser("explain", help="说明一条规则")
    explain.add_argument("rule", help="规则的代码或名称,如 MSR001")
    explain.set_defaults(run=_explain)
    new = commands.add_parser("new", help="写一个新条目的草稿")
    new.add_argument("kind", choices=("standard", "process", "script", "checklist", "training", "improvement"), help="类别")
    new.add_argument("id", help="编号,如 HTL-CHECKIN")
    new.add_argument("--root", type=Path, default=Path("."), help="手册的根目录(默认当前目录)")
    for name, text in (("title", "标题"), ("owner", "责任岗位"), ("sector", "行业")):
        new.add_argument(f"--{name}", default="", help=text)
    new.set_defaults(run=_new)
    init = commands.add_parser("init", help="新建一本手册")
    init.add_argument("root", nargs="?", type=Path, default=Path("."), help="空文件夹(默认当前目录)")
    init.add_argument("--title", default="服务标准手册", help="手册的名称")
    init.add_argument("--organisation", default="", help="发布单位")
    init.set_defaults(run=_init)
    serve = commands.add_parser("serve", help="实时预览,保存即刷新")
    serve.add_argument("--config", type=Path, default=Path("mkdocs.yml"), help="设置文件(默认 mkdocs.yml)")
    serve.add_argument("--address", default="127.0.0.1:8000", help="预览地址(默认 127.0.0.1:8000)")
    serve.set_defaults(run=_serve)
    return parser


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"日期应写成 2026-03-01,这里是“{text}”") from None


def _check(options: argparse.Namespace) -> int:
    from biaochi.core.check import check
    from biaochi.core.diagnostics import Severity
    from biaochi.core.read import read
    from biaochi.reports import FORMATS

    if not options.root.is_dir():
        print(f"找不到文件夹“{options.root}”", file=sys.stderr)
        return 2
    sources = read(options.root)
    outcome = check(sources.texts, as_of=options.as_of or dt.date.today(), findings=sources.findings)
    print(FORMATS[options.format](outcome, sources.texts))
    if not outcome.catalogue.entries:
        return 2
    return int(outcome.failed or (options.strict and outcome.count(Severity.WARNING) > 0))


def _build(options: argparse.Namespace) -> int:
    from biaochi.site.run import build

    return build(options.config, as_of=options.as_of, strict=options.strict, pdf=not options.no_pdf)


def _serve(options: argparse.Namespace) -> int:
    from biaochi.site.run import serve

    return serve(options.config, options.address)


def _explain(options: argparse.Namespace) -> int:
    from biaochi.core.diagnostics import did_you_mean
    from biaochi.core.rules import NAMES, RULES, find_rule

    rule = find_rule(options.rule)
    if rule is None:
        print(f"没有规则“{options.rule}”。{did_you_mean(options.rule.upper(), [*RULES, *NAMES])}", file=sys.stderr)
        return 2
    page = rule.page
    print(f"{rule.code} {rule.name}\n{page.title}\n")
    for title, text in (("为什么", page.why), ("不通过", page.fails), ("通过", page.passes), ("怎么改", page.fix)):
        print(f"{title}:")
        print("\n".join(f"    {line}" for line in text.splitlines()), end="\n\n")
    return 0


def _new(options: argparse.Namespace) -> int:
    from biaochi.authoring import Refused, new_entry, write_new
    from biaochi.core.check import check
    from biaochi.core.read import read

    sources = read(options.root)
    outcome = check(sources.texts, as_of=dt.date.today(), findings=sources.findings)
    try:
        draft = new_entry(
            options.kind, options.id, outcome, title=options.title, owner=options.owner, sector=options.sector
        )
        path = write_new(options.root, draft)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"写好了 {path}。改完后运行“biaochi check”。")
    return 0


def _init(options: argparse.Namespace) -> int:
    from biaochi.authoring import Refused, handbook_files, write_handbook

    try:
        write_handbook(options.root, handbook_files(options.title, options.organisation, dt.date.today()))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"手册建在 {options.root}。接着运行“biaochi check”“biaochi build”。")
    return 0
