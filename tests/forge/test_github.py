"""The forge on the stand-in, with real Git behind it: what is asked, what is written, and only once."""

from collections import Counter
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from brandpilot.forge.evidence import GHOST, Person
from brandpilot.forge.github import GATE, GitHub
from brandpilot.forge.protocol import Forge, ForgeError
from standin.honest import assert_honest
from standin.server import Fault
from standin.stage import APP, APP_ID, OWNERS, Stage, stage
from standin.world import Comment, Issue, Pull, Review

MARK = "<!-- brandpilot:test -->"
FILES = {"submissions/fujian/shili-tea/2017-x.yaml": "名称: 茶\n".encode()}


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("forge")) as raised:
        yield raised
        assert_honest(raised.server.traffic)
