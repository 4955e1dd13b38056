"""The command line: what a user types, and the exit status they get back.

Exit status: 0 done, 1 findings stand in the way, 2 wrong usage or cannot go on, 3 our own bug, 130 interrupted.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from jdbook import commands, report, schema
from jdbook import export as exporting
from jdbook.console import notice
from jdbook.errors import Stop, from_os
from jdbook.usage import Parser

PROJECT = Path(__file__).resolve().parent.parent


def parser() -> argparse.ArgumentParser:
    """Return the parser for all commands."""
    top = Parser(
        prog="python build.py",
        description="把 jd_source/ 里的岗位检查一遍，生成网站（site/）和 Word 说明书（word/）。",
        allow_abbrev=False,
    )
    commands_ = top.add_subparsers(title="命令", metavar="命令", dest="command", parser_class=Parser)
    for name, help_, add in _COMMANDS:
        sub = commands_.add_parser(name, help=help_, description=help_, allow_abbrev=False)
        sub.add_argument(
            "--root",
            metavar="文件夹",
            type=Path,
            default=PROJECT,
            help="库所在的文件夹（里面有 jd_source），默认是本项目",
        )
        add(sub)
    return top


def _build(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--drafts", action="store_true", help="草案也生成，供内部审阅")
    sub.set_defaults(run=lambda args: commands.build(args.root, drafts=args.drafts))


def _check(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--format", choices=tuple(report.FORMATS), default="text", help="输出格式")
    sub.add_argument("--strict", action="store_true", help="没有接受的警告也算不通过")
    sub.add_argument("--explain", metavar="代码", help="说明一个检查代码，例如 JD101；写 all 列出全部")
    sub.set_defaults(
        run=lambda args: (
            commands.explain(args.explain)
            if args.explain
            else commands.check(args.root, args.format, strict=args.strict)
        )
    )


def _serve(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    sub.add_argument("--drafts", action="store_true", help="草案也显示")
    sub.set_defaults(run=lambda args: commands.serve(args.root, args.port, drafts=args.drafts))


def _word(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("selectors", nargs="*", metavar="岗位", help="岗位名称、编号、部门或单位；不写就是全部")
    sub.add_argument("--unit", default="", metavar="单位", help="只看这个单位")
    sub.add_argument("--out", type=Path, metavar="文件夹", help="另存到这里，不动 word/")
    sub.add_argument("--changed", action="store_true", help="只更新内容有变化的，并列出来")
    sub.add_argument("--pdf", action="store_true", help="另出 PDF（要装 LibreOffice）")
    sub.add_argument(
        "--page-numbers", action="store_true", help="另出目录带页码的岗位手册（要装 LibreOffice）"
    )
    sub.add_argument("--drafts", action="store_true", help="草案也生成")
    sub.set_defaults(
        run=lambda args: commands.word(
            args.root,
            args.selectors,
            args.unit,
            args.out,
            drafts=args.drafts,
            changed=args.changed,
            as_pdf=args.pdf,
            page_numbers=args.page_numbers,
        )
    )


def _template(sub: argparse.ArgumentParser) -> None:
    sub.set_defaults(run=lambda args: commands.template(args.root))


def _sign(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "roster",
        type=Path,
        metavar="名单",
        help="人员名单（.xlsx 或 .csv）：姓名、工号、岗位，可加单位、入职日期",
    )
    sub.add_argument("--unit", default="", metavar="单位", help="名单没有写单位的人都属于这个单位")
    sub.add_argument("--out", type=Path, metavar="文件夹", help="另存到这里，默认 word/签收/名单的文件名")
    sub.set_defaults(run=lambda args: commands.sign(args.root, args.roster, args.unit, args.out))


def _verify(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("code", nargs="+", metavar="校验码", help="页脚上的 12 位校验码，空格和大小写不计")
    sub.set_defaults(run=lambda args: commands.verify(args.root, "".join(args.code)))


def _new(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("title", metavar="岗位名称")
    sub.add_argument("--unit", required=True, metavar="单位", help="单位的名称或文件夹名")
    sub.add_argument("--department", default="", metavar="部门", help="部门的名称或文件夹名")
    sub.add_argument("--id", default="", metavar="文件名", help="文件名（不含 .yml），默认用岗位名称")
    sub.add_argument("--from", dest="like", default="", metavar="岗位", help="照这个岗位的内容起草")
    sub.set_defaults(
        run=lambda args: commands.new(
            args.root, args.title, args.unit, args.department, id=args.id, like=args.like
        )
    )


def _import(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help="Word、Excel、文本、Markdown、PDF 文件，或放着它们的文件夹，可以写几个",
    )
    sub.add_argument("--out", type=Path, metavar="文件夹", help="草稿写到这里，默认 jd_source/_draft")
    sub.add_argument("--json", dest="as_json", action="store_true", help="不写文件，结果作为 JSON 输出")
    sub.add_argument("--review", action="store_true", help="另出对照原文核对的网页")
    sub.add_argument("--force", action="store_true", help="重写已经有的草稿")
    sub.add_argument("--update", action="store_true", help="文件是本库导出、改过的：改动写回岗位文件")
    sub.set_defaults(run=lambda args: _updated(args) if args.update else _imported(args))


def _updated(args: argparse.Namespace) -> int:
    given = {"--out": args.out, "--review": args.review, "--force": args.force}
    if wrong := [name for name, value in given.items() if value]:
        raise Stop(
            f"命令写得不对：--update 不能和 {'、'.join(wrong)} 同时用，没有改动任何文件。\n"
            "  它把改动直接写回岗位文件，不写草稿；先看看会改什么，用 --json。"
        )
    return commands.update(args.root, args.files, as_json=args.as_json)


def _imported(args: argparse.Namespace) -> int:
    return commands.import_(
        args.root, args.files, args.out, as_json=args.as_json, review=args.review, force=args.force
    )


def _export(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "kind",
        choices=exporting.KINDS,
        metavar="/".join(exporting.KINDS),
        help="导出格式：xlsx 给 Excel（岗位、职责、权限、表单，可以在里面改），json 给别的系统",
    )
    sub.add_argument("--out", type=Path, metavar="文件", help="存到这个文件，不写就输出到屏幕或管道")
    sub.add_argument("--with-private", action="store_true", help="连不公开的字段一起导出")
    sub.set_defaults(
        run=lambda args: commands.export(args.root, args.kind, args.out, with_private=args.with_private)
    )


def _pages(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--out", type=Path, metavar="文件夹", help="写到这里，默认 .build/pages")
    sub.add_argument("--drafts", action="store_true", help="草案也生成")
    sub.set_defaults(run=lambda args: commands.pages(args.root, args.out, drafts=args.drafts))


def _schema(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "kind", nargs="?", choices=tuple(schema.KINDS), default="position", help="哪一种文件，默认 position"
    )
    sub.set_defaults(run=lambda args: commands.show_schema(args.kind))


def _test(sub: argparse.ArgumentParser) -> None:
    sub.epilog = "其余的参数原样交给 pytest，例如 python build.py test -k outline"
    sub.set_defaults(run=lambda args: commands.test(args.for_pytest), for_pytest=())


_COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("build", "检查，然后生成网站和 Word（不写命令时就是它）", _build),
    ("check", "只检查，列出发现的问题", _check),
    ("serve", "在浏览器里预览，存盘后立即更新", _serve),
    ("word", "只生成 Word 说明书", _word),
    ("sign", "照人员名单出签收文件，一人一份", _sign),
    ("verify", "查一个校验码是哪份文本，后来改了什么", _verify),
    ("template", "复制一份 Word 模板来改", _template),
    ("new", "新建一个岗位的文件", _new),
    ("import", "把现有的 Word、Excel、文本变成岗位草稿", _import),
    ("export", "导出全部岗位：Excel 清单，或给别的系统的数据", _export),
    ("pages", "输出网站的 Markdown 源文件", _pages),
    ("schema", "输出编辑器用的 JSON Schema", _schema),
    ("test", "运行全部测试", _test),
)
_NAMES = tuple(name for name, _, _ in _COMMANDS)


def with_command(argv: Sequence[str]) -> list[str]:
    """Return the arguments with `build` put in where no command is given; Stop for a word that is none."""
    first = argv[0] if argv else ""
    if first in ("-h", "--help") or first in _NAMES:
        return list(argv)
    if first.startswith("-") or not first:
        return ["build", *argv]
    close = difflib.get_close_matches(first, _NAMES, n=1)
    guess = f"是不是 {close[0]}？" if close else f"可以用：{'、'.join(_NAMES)}"
    raise Stop(f"没有“{first}”这个命令。{guess}")


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit status. Never shows a traceback."""
    try:
        args = _parsed(argv)
        status: int = args.run(args)
        return status
    except Stop as stop:
        notice(str(stop))
        return stop.status
    except KeyboardInterrupt:
        notice("\n已中断。没有写了一半的文件；site/ 和 word/ 仍是上一次完整的结果。")
        return 130
    except BrokenPipeError:
        return 0
    except OSError as error:
        notice(str(from_os(error, "读写文件")))
        return 2
    except Exception:
        return _our_bug()


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments of a command; what follows `test` is pytest's and stays as it is."""
    if argv[:1] == ["test"] and not {"-h", "--help"}.intersection(argv):
        args = parser().parse_args(["test"])
        args.for_pytest = argv[1:]
        return args
    args, rest = parser().parse_known_args(with_command(argv))
    if rest:
        raise Stop(
            f"命令写得不对：不认识的参数 {' '.join(rest)}\n  查看用法：python build.py {args.command} --help"
        )
    return args


def _our_bug() -> int:
    """Keep the details in a file a user can send us, and say where it is."""
    details = traceback.format_exc()
    notice(
        "程序内部出错，这不是您的错。没有写了一半的文件；除了上面说写好的，您的文件没有改动，已发布的网站和 Word 也没有改动。"
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", suffix=".txt", prefix="jdbook-", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as log:
            log.write(details)
            log.write(f"\npython {sys.version}\nargv {sys.argv[1:]}\n")
        notice(f"  详情记在 {log.name}，请连同所用的命令一起发给维护者。")
    except OSError:  # not even that can be written: the last line has to do
        notice(f"  请把这一行和所用的命令一起发给维护者：{details.splitlines()[-1]}")
    return 3
