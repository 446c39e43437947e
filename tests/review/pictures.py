"""Draw the pictures of 「怎么评审」 anew: real comments of the gate, as a browser shows them.

Run it with `PYTHONPATH=tests .venv/bin/python tests/review/pictures.py` after the comment changes.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown import markdown  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from review.playing import APPROVAL, gate
from standin.stage import APPLICATION, Stage, filing, stage
from support.house import ROOT

HOME = ROOT / "scripts/brandpilot/pages/assets"
PAGE = """<!doctype html><meta charset=utf-8><style>
body {{ margin: 24px; width: 780px; font: 15px/1.6 "Noto Sans CJK SC", sans-serif; color: #1f2328; background: #fff }}
article {{ border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }}
header {{ background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; color: #59636e }}
header b {{ color: #1f2328 }} section {{ padding: 16px }} h3 {{ font-size: 20px; margin: 0 0 12px }}
table {{ border-collapse: collapse; margin: 0 0 16px }} th, td {{ border: 1px solid #d1d9e0; padding: 6px 13px; text-align: left }}
pre {{ background: #f6f8fa; padding: 12px 16px; border-radius: 6px }} h4 {{ margin: 16px 0 8px }}
details {{ margin: 8px 0 }} sub {{ color: #59636e }} td:first-child {{ white-space: nowrap }}
</style><article><header><b>shili-brandpilot</b> <small>bot</small> 写于刚才</header><section>{}</section></article>"""


def comment(there: Stage) -> str:
    (own,) = there.world.comments.values()
    return own.body


def draw(text: str, file: Path) -> None:
    html = markdown(text, extensions=["tables", "fenced_code", "md_in_html"])
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 828, "height": 600})
        page.set_content(PAGE.format(html))
        page.locator("article").screenshot(path=file)
        browser.close()


def main() -> None:
    with TemporaryDirectory() as folder, stage(Path(folder)) as there:
        there.at("2017-08-20 10:00")
        number = there["shili-county-office"].proposes({APPLICATION: filing()})
        gate(there, number)
        draw(comment(there), HOME / "review-waiting.png")
        there.at("2017-08-29 10:00")
        there["shili-fujian-1"].approves(number, APPROVAL)
        gate(there, number)
        draw(comment(there), HOME / "review-green.png")


if __name__ == "__main__":
    main()
