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
ORGANIZER, REVIEWER, STRANGER = "shili-county-office", "shili-fujian-1", "shili-stranger"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with stage(tmp_path_factory.mktemp("forge")) as raised:
        yield raised
        assert_honest(raised.server.traffic)


@pytest.fixture(scope="module")
def number(there: Stage) -> int:
    """A request that stays open: whoever asks may comment on it."""
    return there[ORGANIZER].proposes({"a.txt": "a"}, "a")


@pytest.fixture(scope="module")
def connected(there: Stage) -> tuple[GitHub, list[float]]:
    """The App, logged in already, so that calls can be counted; and the seconds that it waited."""
    waited: list[float] = []
    with patch.dict("os.environ", there.environment()):
        made = GitHub.connect(APP_ID, waited.append)
    tuple(made.pulls(base="none", state="open"))
    return made, waited


@pytest.fixture
def forge(there: Stage, connected: tuple[GitHub, list[float]]) -> Iterator[GitHub]:
    yield GitHub(connected[0]._line, APP_ID)
    there.server.faults.clear()
    connected[1].clear()


@pytest.fixture
def waits(connected: tuple[GitHub, list[float]]) -> list[float]:
    return connected[1]


def told(there: Stage) -> int:
    with there.server.lock:  # what was answered is told of a moment later
        return len(there.server.traffic)


def calls(there: Stage, since: int) -> Counter[str]:
    with there.server.lock:
        return Counter(one.method for one in there.server.traffic[since:])


def comments(there: Stage, number: int) -> list[tuple[str, str]]:
    own = [one for one in there.world.comments.values() if one.number == number]
    return [(one.user.login, one.body) for one in own]


def lose(there: Stage, method: str, path: str, times: int = 1) -> None:
    """Let the answer to what is written be lost: done it is."""
    there.server.faults.append(Fault(path, "lost", times=times, method=method))


class TestReading:
    def test_evidence_is_three_calls(self, there: Stage, number: int, forge: Forge) -> None:
        head = there.world.pulls[number].head
        there[REVIEWER].reviews(number, "COMMENT", "看过")
        there[REVIEWER].must("POST", f"statuses/{head}", state="success", context="ci")
        since = told(there)
        evidence = forge.evidence(number)
        assert calls(there, since) == {"GET": 3}
        pull = evidence.pull
        assert pull.author == Person(ORGANIZER, 900000001)
        assert (pull.head, pull.files, pull.is_mergeable) == (head, 1, True)
        assert [(one.by.login, one.body) for one in evidence.reviews] == [(REVIEWER, "看过")]
        assert evidence.statuses == ()

    def test_a_hundred_and_first_review_lies_on_page_two(self, there: Stage, forge: Forge) -> None:
        number = there[ORGANIZER].proposes({"many.txt": "a"}, "many")
        pull, world = there.world.pulls[number], there.world
        gone = world.user("shili-gone")
        by = [*[(world.users[REVIEWER], "COMMENTED")] * 250, (gone, "CHANGES_REQUESTED")]
        pull.reviews += [
            Review(world.next_id(), who, state, pull.head, world.now, "看过") for who, state in by
        ]
        gone.is_deleted = True
        since = told(there)
        reviews = forge.evidence(number).reviews
        assert (len(reviews), reviews[-1].by, reviews[-1].state) == (251, GHOST, by[-1][1])
        assert calls(there, since) == {"GET": 5}

    def test_the_list_is_whole_and_in_order_whatever_is_merged_meanwhile(
        self, there: Stage, number: int, forge: Forge
    ) -> None:
        world, like = there.world, there.world.pulls[number]
        made = [
            Pull(
                world.next_number(), like.user, "x", "", "side", like.head, f"b{n}",
                like.repository, world.now,
            )
            for n in range(120)
        ]  # fmt: skip
        world.pulls.update({one.number: one for one in made})
        since, seen = told(there), list[int]()
        for pull in forge.pulls(base="side", state="open"):
            seen.append(pull.number)
            world.pulls[pull.number].closed_at = world.now
        assert seen == [one.number for one in made]
        assert calls(there, since) == {"GET": 2}
        assert tuple(forge.pulls(base="side", state="open")) == ()
        for one in made:
            del world.pulls[one.number]

    def test_paths_have_both_names_of_a_moved_file(self, there: Stage, forge: Forge) -> None:
        there.commits({"old/名 称.txt": "same\n" * 9})
        files = {"old/名 称.txt": None, "new/名 称.txt": "same\n" * 9}
        number = there[ORGANIZER].proposes(files, "moved", onto=there.origin.tip("main"))
        assert sorted(forge.paths(number)) == ["new/名 称.txt", "old/名 称.txt"]
        head = there.world.pulls[number].head
        assert forge.file(head, "new/名 称.txt") == b"same\n" * 9
        assert forge.file(head, "old/名 称.txt") is None

    @pytest.mark.parametrize("path", ["../../user", "a/../../x", "/etc/passwd", "a//b", ".", ""])
    def test_a_path_leads_to_no_other_question(self, path: str, there: Stage, forge: Forge) -> None:
        since = told(there)
        assert forge.file("main", path) is None
        assert calls(there, since) == {}

    def test_owners_that_are_gone_are_told(self, there: Stage, forge: Forge) -> None:
        assert forge.owner_errors("main") == ()
        there.commits({OWNERS: "* @nobody-of-that-name\n"})
        assert forge.owner_errors("main") == ("Unknown owner",)


class TestStatus:
    def said(self, there: Stage, commit: str) -> list[tuple[str, str, str]]:
        own = [one for one in there.world.statuses if (one.sha, one.context) == (commit, GATE)]
        return [(one.user.login, one.state, one.description) for one in own]

    def test_it_is_set_when_it_changes_or_somebody_set_another(
        self, there: Stage, number: int, forge: Forge
    ) -> None:
        head, text = there.world.pulls[number].head, "等待审查人办理"
        for _ in range(3):
            forge.set_status(head, "pending", text)
        there[REVIEWER].must("POST", f"statuses/{head}", state="success", context="ci")
        forge.set_status(head, "pending", text)
        assert self.said(there, head) == [(APP, "pending", text)]
        forged = {"state": "pending", "context": GATE, "description": text}
        there[REVIEWER].must("POST", f"statuses/{head}", **forged)
        forge.set_status(head, "pending", text)
        forge.set_status(head, "failure", text)
        assert [one[0] for one in self.said(there, head)] == [APP, REVIEWER, APP, APP]

    def test_one_whose_answer_was_lost_is_not_set_twice(
        self, there: Stage, number: int, forge: Forge, waits: list[float]
    ) -> None:
        head = there.world.pulls[number].head
        before = len(self.said(there, head))
        lose(there, "POST", "/statuses/")
        forge.set_status(head, "success", "可以合并")
        assert len(self.said(there, head)) == before + 1
        assert waits == [1]

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("a" * 140, "a" * 140),
            ("a" * 141, "a" * 139 + "…"),
            ("😀" * 71, "😀" * 69 + "…"),
            ("a" + "😀" * 70, "a" + "😀" * 69 + "…"),
            ("字\n\n\ud800字", "字 ?字"),
        ],
    )
    def test_it_is_cut_to_what_fits_and_no_sign_in_half(
        self, text: str, kept: str, there: Stage, number: int, forge: Forge
    ) -> None:
        head = there.world.pulls[number].head
        forge.set_status(head, "error", text)
        assert self.said(there, head)[-1] == (APP, "error", kept)


class TestComment:
    def test_it_is_edited_where_it_stands_and_nobody_elses(
        self, there: Stage, number: int, forge: Forge
    ) -> None:
        there[STRANGER].must("POST", f"issues/{number}/comments", body=f"{MARK}\n可以合并")
        forge.comment(number, MARK, f"{MARK}\n一")
        for _ in range(2):
            forge.comment(number, MARK, f"{MARK}\n二\n")
        assert comments(there, number) == [
            (STRANGER, f"{MARK}\n可以合并"),
            (APP, f"{MARK}\n二\n"),
        ]
        own = next(one for one in there.world.comments.values() if one.user is there.app)
        own.body = own.body.replace("\n", "\r\n")  # as a browser would write it
        since = told(there)
        forge.comment(number, MARK, f"{MARK}\n二\n")
        assert calls(there, since) == {"GET": 1}

    def test_it_is_found_behind_a_hundred_others(self, there: Stage, forge: Forge) -> None:
        number = there[ORGANIZER].proposes({"talk.txt": "a"}, "talk")
        world, stranger = there.world, there.world.users[STRANGER]
        for _ in range(130):
            made = Comment(world.next_id(), number, stranger, f"{MARK} 我说")
            world.comments[made.id] = made
        forge.comment(number, MARK, f"{MARK}\n一")
        forge.comment(number, MARK, f"{MARK}\n二")
        assert comments(there, number)[130:] == [(APP, f"{MARK}\n二")]

    @pytest.mark.parametrize("times", [1, 3])
    def test_one_whose_answer_was_lost_is_not_written_twice(
        self, times: int, there: Stage, forge: Forge, waits: list[float]
    ) -> None:
        number = there[ORGANIZER].proposes({f"lost{times}.txt": "a"}, f"lost{times}")
        lose(there, "POST", "/comments")
        lose(there, "PATCH", "/comments/", times)
        forge.comment(number, MARK, f"{MARK}\n一")
        forge.comment(number, MARK, f"{MARK}\n二")
        assert comments(there, number) == [(APP, f"{MARK}\n二")]
        assert waits == [1, 1]

    def test_with_a_token_ours_is_whose_token_it_is(self, there: Stage, forge: Forge) -> None:
        number = there[ORGANIZER].proposes({"token.txt": "a"}, "token")
        forge.comment(number, MARK, f"{MARK}\n程序")
        nobody = {"BRANDPILOT_APP_ID": "", "BRANDPILOT_APP_KEY": ""}
        with patch.dict("os.environ", {**there.environment(as_app=False), **nobody}):
            person = GitHub.connect(APP_ID)
        person.comment(number, MARK, f"{MARK}\n一")
        person.comment(number, MARK, f"{MARK}\n二")
        assert comments(there, number) == [
            (APP, f"{MARK}\n程序"),
            ("shili-maintainer-1", f"{MARK}\n二"),
        ]


class TestReminder:
    @pytest.fixture
    def issues(self, there: Stage) -> Iterator[dict[int, Issue]]:
        there.world.issues.clear()
        yield there.world.issues
        there.world.issues.clear()

    def listed(self, issues: dict[int, Issue]) -> list[tuple[str, str, str, bool]]:
        return [(one.user.login, one.title, one.body, one.is_open) for one in issues.values()]

    def test_one_issue_is_opened_edited_and_closed(
        self, there: Stage, number: int, forge: Forge, issues: dict[int, Issue]
    ) -> None:
        there[STRANGER].must("POST", "issues", title="题", body=f"{MARK}\n我说")
        pull = there.world.pulls[number]
        pull.body, pull.user, author = f"{MARK}\n我是合并请求", there.app, pull.user
        theirs = (STRANGER, "题", f"{MARK}\n我说", True)
        since = told(there)
        forge.notify(MARK, "题", None)
        for title, body in (("题", "一"), ("题", "一"), ("题", "二"), ("新题", "二")):
            forge.notify(MARK, title, f"{MARK}\n{body}")
        assert self.listed(issues) == [theirs, (APP, "新题", f"{MARK}\n二", True)]
        for _ in range(2):
            forge.notify(MARK, "新题", None)
        assert self.listed(issues) == [theirs, (APP, "新题", f"{MARK}\n二", False)]
        assert calls(there, since) == {"GET": 1, "POST": 1, "PATCH": 3}
        pull.user = author

    def test_it_is_found_again_in_another_run(
        self, forge: GitHub, issues: dict[int, Issue]
    ) -> None:
        forge.notify(MARK, "题", f"{MARK}\n一")
        again = GitHub(forge._line, APP_ID)
        again.notify(MARK, "题", f"{MARK}\n二")
        again.notify("<!-- brandpilot:other -->", "题", "<!-- brandpilot:other -->")
        assert self.listed(issues) == [
            (APP, "题", f"{MARK}\n二", True),
            (APP, "题", "<!-- brandpilot:other -->", True),
        ]

    def test_one_whose_answer_was_lost_is_not_opened_twice(
        self, there: Stage, forge: Forge, issues: dict[int, Issue]
    ) -> None:
        lose(there, "POST", "/issues$")
        lose(there, "PATCH", "/issues/", 2)
        forge.notify(MARK, "题", f"{MARK}\n一")
        forge.notify(MARK, "题", f"{MARK}\n二")
        forge.notify(MARK, "题", None)
        assert self.listed(issues) == [(APP, "题", f"{MARK}\n二", False)]


class TestProposal:
    @pytest.fixture(autouse=True)
    def close(self, there: Stage) -> Iterator[None]:
        """Leave no request of the App's open for the next test."""
        yield
        for one in there.world.pulls.values():
            if one.branch.startswith("brandpilot/"):
                one.closed_at = there.world.now

    def test_a_branch_and_a_request_are_made_then_renewed_or_left_alone(
        self, there: Stage, forge: Forge
    ) -> None:
        origin, pulls = there.origin, there.world.pulls
        since = told(there)
        number = forge.propose("brandpilot/one", "写出", "说明", FILES)
        assert calls(there, since) == {"GET": 4, "POST": 4}
        pull, head = pulls[number], pulls[number].head
        assert (pull.user, pull.title, pull.body) == (there.app, "写出", "说明")
        assert origin.git("rev-parse", f"{head}^@") == origin.tip("main")
        (path,) = FILES
        shown = origin.try_git("show", f"{head}:{path}").stdout
        assert (shown, origin.git("diff", "--name-only", "main", head)) == (FILES[path], path)

        since = told(there)
        assert forge.propose("brandpilot/one", "写出", "说明", FILES) == number
        assert (pull.head, calls(there, since)) == (head, {"GET": 5, "POST": 1})

        there.commits({"other.txt": "moves main"})
        assert forge.propose("brandpilot/one", "写出", "新的说明", FILES) == number
        assert (pull.head != head, pull.body) == (True, "新的说明")
        assert origin.git("rev-parse", f"{pull.head}^@") == origin.tip("main")

    def test_bytes_that_are_no_text_arrive_as_they_are(self, there: Stage, forge: Forge) -> None:
        files = {"b.bin": b"\xff\x00\r\n", "c.txt": "一\r\n二\u2028\t\x7f".encode(), "e.txt": b""}
        number = forge.propose("brandpilot/bytes", "写出", "", files)
        head = there.world.pulls[number].head
        found = {path: there.origin.try_git("show", f"{head}:{path}").stdout for path in files}
        assert found == files

    def test_what_somebody_put_on_the_branch_is_replaced(self, there: Stage, forge: Forge) -> None:
        """Also a commit with just our files, above another commit than main's."""
        number = forge.propose("brandpilot/two", "写出", "", FILES)
        origin, pull = there.origin, there.world.pulls[number]
        tree, user = origin.git("rev-parse", f"{pull.head}^{{tree}}"), there.world.users[REVIEWER]
        smuggled = there.world.commit(origin, tree, [pull.head], "x", user)
        origin.git("update-ref", "refs/heads/brandpilot/two", smuggled)
        there.world.pushed(origin)
        assert pull.head == smuggled
        forge.propose("brandpilot/two", "写出", "", FILES)
        assert origin.git("rev-parse", f"{pull.head}^@") == origin.tip("main")

    def test_a_request_that_somebody_else_opened_is_not_taken_for_ours(
        self, there: Stage, forge: Forge
    ) -> None:
        origin, branch = there.origin, "brandpilot/three"
        origin.git("update-ref", f"refs/heads/{branch}", str(origin.tip("main")))
        told = {"title": "x", "base": "main", "head": f"example:{branch}"}
        theirs = there["shili-maintainer-1"].must("POST", "pulls", **told)["number"]
        with pytest.raises(ForgeError, match=f"已有别人提出的合并请求 {theirs}；"):
            forge.propose(branch, "写出", "", FILES)

    def test_a_branch_of_the_same_name_in_a_fork_says_nothing(
        self, there: Stage, forge: Forge
    ) -> None:
        theirs = there[ORGANIZER].proposes({"f.txt": "f"}, "brandpilot/four")
        assert forge.propose("brandpilot/four", "写出", "", FILES) != theirs

    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("POST", "/git/trees"),
            ("POST", "/git/commits"),
            ("POST", "/git/refs"),
            ("PATCH", "/git/refs/"),
            ("POST", "/pulls$"),
            ("PATCH", "/pulls/"),
        ],
    )
    def test_one_whose_answer_was_lost_anywhere_is_made_once(
        self, method: str, path: str, there: Stage, forge: Forge
    ) -> None:
        branch = f"brandpilot/{method}{path.strip('/$').replace('/', '-')}"
        if method == "PATCH":
            forge.propose(branch, "写出", "", {"x.txt": b"x"})
        lose(there, method, path)
        number = forge.propose(branch, "写出", "说明", FILES)
        (own,) = [one for one in there.world.pulls.values() if one.branch == branch]
        assert (own.number, own.body) == (number, "说明")
        assert [there.origin.git("diff", "--name-only", "main", own.head)] == list(FILES)


class TestKeeping:
    def test_a_branch_with_a_history_of_its_own_only_grows(
        self, there: Stage, forge: Forge
    ) -> None:
        origin, branch = there.origin, "evidence"
        lose(there, "POST", "/git/refs")
        forge.keep(branch, "留存", {"a.jsonl": b"a\n"})
        first = origin.tip(branch)
        assert origin.git("rev-list", "--count", branch) == "1"
        since = told(there)
        forge.keep(branch, "留存", {"a.jsonl": b"a\n"})
        assert (origin.tip(branch), calls(there, since)) == (first, {"GET": 2, "POST": 1})
        lose(there, "PATCH", "/git/refs")
        forge.keep(branch, "留存", {"b.jsonl": b"b\n"})
        assert origin.git("rev-list", branch).split()[1:] == [first]
        assert origin.git("ls-tree", "--name-only", branch).split() == ["a.jsonl", "b.jsonl"]


class TestMerge:
    def test_only_the_head_that_was_looked_at_is_merged(self, there: Stage, forge: Forge) -> None:
        there.world.required_status = None
        number = there[ORGANIZER].proposes({"m.txt": "m"}, "m")
        pull, head = there.world.pulls[number], there.world.pulls[number].head
        there[ORGANIZER].pushes({"m.txt": "evil"}, "m")
        with pytest.raises(ForgeError, match="409 内容已经变动"):
            forge.merge(number, head)
        assert pull.merged_at is None
        assert forge.merge(number, pull.head) == pull.merge_commit
        with pytest.raises(ForgeError, match="405 现在不能合并"):
            forge.merge(number, head)

    def test_one_whose_answer_was_lost_is_known_to_be_done(
        self, there: Stage, forge: Forge, waits: list[float]
    ) -> None:
        there.world.required_status = None
        number = there[ORGANIZER].proposes({"n.txt": "n"}, "n")
        lose(there, "PUT", "/merge$")
        assert forge.merge(number, there.world.pulls[number].head) == there.origin.tip("main")
        assert waits == [1]


def test_nothing_is_repeated_for_ever(
    there: Stage, number: int, forge: Forge, waits: list[float]
) -> None:
    there.server.faults.append(Fault("/statuses/", 502, times=99, method="POST"))
    with pytest.raises(ForgeError, match="是否写入尚不清楚"):
        forge.set_status(there.world.pulls[number].head, "success", "再来一次")
    assert waits == [1, 2, 4, 8, 16]
