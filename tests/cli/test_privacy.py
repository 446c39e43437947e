"""What no output of a check may repeat."""

from pathlib import Path

import pytest

from support.commands import Run
from support.house import TODAY, plant_tree


class TestPrivacy:
    """A public log that repeats a number publishes it a second time."""

    NUMBERS = ("13800138000", "35042719900307851X", "zhang.san@example.com", "6222021234567890128")

    @pytest.mark.parametrize("kind", ["text", "json", "github", "sarif"])
    def test_no_number_is_repeated_wherever_it_stands(
        self, run: Run, tree: Path, kind: str
    ) -> None:
        mobile, identity, mail, card = self.NUMBERS
        wide = mobile.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
        lines = (
            *("schema: designation/1", f"# {identity}", f"备注{mobile}: 1", f"{mail}: 1"),
            *(
                f"batch: 电话{mobile}",
                f"document: {identity}",
                f"number: 账号{card}",
                f"date: {wide}",
            ),
            *(
                f"cluster: {{name: [{mobile}], industry: {mobile}, {mobile}: x}}",
                f"dossier: {mail}",
            ),
            *(f"origin: {mobile}", f'note: "{card} {wide}"', f"organizer: {{a: {identity}}}"),
        )
        page = "\n".join(
            ("---", "schema: notice/1", f"issuer: {mobile}", "---", identity, mail, "")
        )
        plant_tree(
            tree,
            {
                "submissions/fujian/x/2017-designation.yaml": "\n".join(lines) + "\n",
                "docs/notices/fujian/2017-9.md": page,
                "submissions/fujian/y/2017-designation.yaml": f"a: 1\n{mobile}: 1\n{mobile}: 2\n",
            },
        )
        told = run("--root", tree, "check", "--format", kind, "--today", TODAY)
        assert told.code == 1
        assert [number for number in (*self.NUMBERS, wide) if number in told.out] == []
