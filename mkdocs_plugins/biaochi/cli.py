"""The command line: a thin skin over the packages. Each command imports what it needs, so that ``check`` starts fast."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from biaochi.commands.arguments import Parser


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
    parser = Parser(prog="biaochi", description="标尺：发布可测量的服务标准")
    commands = parser.add_subparsers(required=True, metavar="命令")
    _check_options(commands.add_parser("check", help="检查手册"))
    lint = commands.add_parser("lint-text", help="逐行判断文字能否核对")
    lint.add_argument("file", metavar="文件", help="JSONL 文件，每行 {id, lang, text}；“-”为标准输入")
    lint.set_defaults(run=_lint_text)
    build = commands.add_parser("build", help="检查手册，生成网站与 PDF")
    build.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="文件", help="设置文件（默认 mkdocs.yml）")
    build.add_argument("--as-of", type=_date, default=None, metavar="日期", help="以这一天为今天（默认当天）")
    build.add_argument("--strict", action="store_true", help="警告也算不通过")
    build.add_argument("--no-pdf", action="store_true", help="只生成网站")
    build.set_defaults(run=_build)
    diff = commands.add_parser("diff", help="说明两个修订之间改了什么")
    diff.add_argument("base", metavar="旧修订", help="从哪个修订起（取两者的共同祖先）")
    diff.add_argument("head", nargs="?", default="HEAD", metavar="新修订", help="到哪个修订（默认 HEAD）")
    diff.add_argument("--root", type=Path, default=Path("."), metavar="目录", help="手册的根目录（默认当前目录）")
    diff.add_argument("--format", default="text", choices=("text", "markdown", "json"), help="输出格式")
    diff.add_argument("--output", type=Path, default=None, metavar="文件", help="写入文件")
    diff.add_argument("--as-of", type=_date, default=None, metavar="日期", help="以这一天为今天（默认当天）")
    diff.set_defaults(run=_diff)
    confirm = commands.add_parser("confirm", help="已对照新版：改写引用里的主版本")
    confirm.add_argument("entry", metavar="编号", help="引用所在条目的编号")
    confirm.add_argument("--root", type=Path, default=Path("."), metavar="目录", help="手册的根目录（默认当前目录）")
    confirm.set_defaults(run=_confirm)
    redline = commands.add_parser("redline", help="比较一个条目的两个版本，写成网页或 PDF")
    redline.add_argument("entry", metavar="编号", help="条目的编号")
    redline.add_argument("older", metavar="旧版", help="旧版本，如 1.0")
    redline.add_argument("newer", metavar="新版", help="新版本，如 2.0")
    redline.add_argument("--root", type=Path, default=Path("."), metavar="目录", help="手册的根目录（默认当前目录）")
    redline.add_argument("--output", type=Path, default=None, metavar="文件", help="写到哪里（.html 或 .pdf；默认写出网页）")
    redline.set_defaults(run=_redline)
    verify = commands.add_parser("verify", help="核对网站的检查回执，发布前用")
    verify.add_argument("site", nargs="?", type=Path, default=Path("site"), metavar="网站", help="网站文件夹（默认 site）")
    verify.add_argument("--root", type=Path, default=Path("."), metavar="目录", help="手册的根目录（默认当前目录）")
    verify.set_defaults(run=_verify)
    explain = commands.add_parser("explain", help="说明一条规则")
    explain.add_argument("rule", nargs="?", default="", metavar="规则", help="规则的代码、名称或类，如 MSR001、MSR（不写：列出全部）")
    explain.set_defaults(run=_explain)
    new = commands.add_parser("new", help="写一个新条目的草稿")
    kinds = ("standard", "process", "script", "checklist", "training", "improvement")
    told = "standard 标准、process 流程、script 话术、checklist 检查表、training 培训、improvement 改进之一"
    new.add_argument("kind", choices=kinds, metavar="类别", help=told)
    new.add_argument("id", metavar="编号", help="编号，如 HTL-CHECKIN")
    new.add_argument("--root", type=Path, default=Path("."), metavar="目录", help="手册的根目录（默认当前目录）")
    for name, text in (("title", "标题"), ("owner", "责任岗位"), ("sector", "行业")):
        new.add_argument(f"--{name}", default="", metavar=text, help=text)
    new.set_defaults(run=_new)
    init = commands.add_parser("init", help="新建一本手册")
    init.add_argument("root", nargs="?", type=Path, default=Path("."), metavar="目录", help="空文件夹（默认当前目录）")
    init.add_argument("--title", default="服务标准手册", metavar="名称", help="手册的名称")
    init.add_argument("--organisation", default="", metavar="单位", help="发布单位")
    init.set_defaults(run=_init)
    press = commands.add_parser("print", help="印手册和表单，不建网站")
    press.add_argument("path", nargs="*", metavar="路径", help="要印的文件，如 handbooks/all.pdf、handbooks/sector-、表单的编号（默认全部）")
    sheet = commands.add_parser("sheet", help="印一张或几张表单")
    sheet.add_argument("path", nargs="+", metavar="编号", help="检查表或预案的编号，如 HTL-CHECKIN-CARD")
    for printing in (press, sheet):
        printing.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="文件", help="设置文件（默认 mkdocs.yml）")
        printing.add_argument("--to", type=Path, default=Path("build/print"), metavar="文件夹", help="印到哪里（默认 build/print）")
        printing.add_argument("--as-of", type=_date, default=None, metavar="日期", help="以这一天为今天（默认当天）")
        printing.add_argument("--archive", action="store_true", help="另存归档用的 PDF/A-3a，附条目原文与指标数据")
        printing.set_defaults(run=_print, sheets_only=printing is sheet)
    _pack_options(commands.add_parser("pack", help="给每个门店印一包：表单、岗位手册、现行版本登记"))
    serve = commands.add_parser("serve", help="实时预览，保存即刷新")
    serve.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="文件", help="设置文件（默认 mkdocs.yml）")
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="地址", help="预览地址（默认 127.0.0.1:8000）")
    serve.set_defaults(run=_serve)
    return parser


def _check_options(check: argparse.ArgumentParser) -> None:
    formats = ("text", "json", "github", "gitlab", "sarif", "junit")
    check.add_argument("root", nargs="?", type=Path, default=Path("."), metavar="目录", help="手册的根目录（默认当前目录）")
    check.add_argument("--format", default="text", choices=formats, help="输出格式")
    check.add_argument("--output", type=Path, default=None, metavar="文件", help="写入文件，屏幕上只留摘要")
    check.add_argument("--as-of", type=_date, default=None, metavar="日期", help="以这一天为今天（默认当天）")
    check.add_argument("--strict", action="store_true", help="警告也算不通过")
    check.add_argument("--select", action="append", default=[], metavar="规则", help="只看这些规则（代码、名称或类）")
    check.add_argument("--ignore", action="append", default=[], metavar="规则=理由", help="不看这条规则，须写理由")
    check.add_argument("--baseline", type=Path, metavar="文件", help="只报基线里没有的问题")
    check.add_argument("--write-baseline", type=Path, metavar="文件", help="把现有问题写成基线")
    check.add_argument("--changed-since", metavar="修订", help="只报此修订以来改动的文件")
    check.add_argument("--against", metavar="修订", help="也核对自此修订（主线）分出以来的改动")
    check.add_argument("--no-cache", action="store_true", help="全部重新检查（结果相同，只是慢些）")
    check.set_defaults(run=_check)


def _pack_options(pack: argparse.ArgumentParser) -> None:
    pack.add_argument("site", nargs="*", metavar="门店", help="sites.yml 里的编号（默认全部）")
    pack.add_argument("--region", action="append", default=[], metavar="区域", help="只印这个区域的门店；可重复")
    pack.add_argument("--sector", action="append", default=[], metavar="行业", help="只印这个行业的门店；可重复")
    pack.add_argument("--form", default="pdf", choices=("pdf", "folder", "both"), help="每店一个 PDF、一个文件夹，或两样都要")
    pack.add_argument("--only", action="append", default=[], choices=("register", "sheets", "books"), help="只印登记、表单或岗位手册；可重复")
    pack.add_argument("--fillable", action="store_true", help="表单用可填写的一份")
    pack.add_argument("--executor", default="processes", metavar="方式", help="processes（默认）或 dask://主机:端口")
    pack.add_argument("--workers", type=int, default=None, metavar="个数", help="进程数（默认每核一个）")
    pack.add_argument("--config", type=Path, default=Path("mkdocs.yml"), metavar="文件", help="设置文件（默认 mkdocs.yml）")
    pack.add_argument("--to", type=Path, default=Path("build/packs"), metavar="文件夹", help="印到哪里（默认 build/packs）")
    pack.add_argument("--as-of", type=_date, default=None, metavar="日期", help="以这一天为今天（默认当天）")
    pack.set_defaults(run=_pack)


def _date(text: str) -> dt.date:
    from biaochi.core.values import day

    found = day(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"日期应写成 2026-03-01，这里是“{text}”")
    return found


def _check(options: argparse.Namespace) -> int:
    with _uncollected():
        from biaochi.commands.check import run

        return run(options)


def _lint_text(options: argparse.Namespace) -> int:
    from biaochi.commands.lint_text import run

    return run(options.file)


def _diff(options: argparse.Namespace) -> int:
    from biaochi.commands.diff import run

    return run(options)


def _confirm(options: argparse.Namespace) -> int:
    from biaochi.commands.confirm import run

    return run(options.root, options.entry)


def _redline(options: argparse.Namespace) -> int:
    from biaochi.commands.redline import run

    return run(options)


def _build(options: argparse.Namespace) -> int:
    with _uncollected():
        from biaochi.site.build import build

        return build(options.config, as_of=options.as_of, strict=options.strict, pdf=not options.no_pdf)


@contextmanager
def _uncollected() -> Iterator[None]:
    """What these commands load and make they keep to their end: looking for cycles in it, or at its end, finds nothing and
    takes a second of a build."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _print(options: argparse.Namespace) -> int:
    with _uncollected():
        from biaochi.site.printing import run

        return run(options.config, options.path, options.to, as_of=options.as_of, sheets_only=options.sheets_only, archive=options.archive)


def _pack(options: argparse.Namespace) -> int:
    from biaochi.site.packing import Wish, run

    wish = Wish(options.site, options.region, options.sector, options.only, options.form, options.fillable)
    return run(options.config, wish, options.to, as_of=options.as_of, executor=options.executor, count=options.workers)


def _serve(options: argparse.Namespace) -> int:
    from biaochi.site.run import serve

    return serve(options.config, options.address)


def _explain(options: argparse.Namespace) -> int:
    from biaochi.commands.explain import run

    return run(options.rule)


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


def _verify(options: argparse.Namespace) -> int:
    from biaochi.commands.verify import run

    return run(options.site, options.root)
