"""`new` hands out a blank form."""

import argparse
import sys
from pathlib import Path

from brandpilot.blank import blank_form
from brandpilot.cli import asked
from brandpilot.cli.asked import UsageError
from brandpilot.inspection import read_law


def add(words: asked.Words) -> None:
    """Add this command's words."""
    new = words.add_parser("new", help="生成一份带说明的空白表")
    new.add_argument("kind", metavar="种类", help="材料种类，例如 application 或 application/2017")
    new.add_argument("--dossier", default="", metavar="卷宗", help="例如 fujian/anxi-tea")
    new.add_argument(
        "--unit", default="", metavar="推荐单位", help="例如 fujian（默认：卷宗的推荐单位）"
    )
    new.add_argument(
        "--call", default="", metavar="通知", help="所依据的申报通知，例如 fujian/2017-734"
    )
    new.add_argument(
        "-o", "--out", type=Path, metavar="文件", help="写入文件（默认：显示在屏幕上）"
    )
    new.set_defaults(run=_new)


def _new(arguments: argparse.Namespace) -> int:
    root = asked.root(arguments)
    law = read_law(root, asked.schemas(root), asked.today())
    names = sorted(name for name in law.forms if arguments.kind in (name, name.partition("/")[0]))
    if not names:
        known_forms = (f"{name}（{form.schema['title']}）" for name, form in law.forms.items())
        message = f"没有「{arguments.kind}」这种表格；可选：{'、'.join(sorted(known_forms))}。"
        raise UsageError(message)
    unit = arguments.unit or arguments.dossier.partition("/")[0]
    known = {"dossier": arguments.dossier, "unit": unit, "call": arguments.call}
    text = blank_form(law.forms[names[-1]], law.codelists, known)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        try:
            with arguments.out.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            message = f"{arguments.out} 已经存在，没有改动它。"
            raise UsageError(message) from None
        except OSError as error:
            message = f"{arguments.out} 写不进去（{error.strerror}）。"
            raise UsageError(message) from None
        print(f"已生成 {arguments.out}，填好后运行 brandpilot check {arguments.out}")
    return 0
