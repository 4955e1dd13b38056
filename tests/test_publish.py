import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from making import snapshot

from jdbook.errors import Stop
from jdbook.publish import KEPT, MANIFEST, only_one, recover, stage, swap, write_file, write_into

Files = Mapping[str, Mapping[str, str]]
OLD: Files = {
    "site": {"index.html": "旧", "p/a.html": "旧甲", "p/gone.html": "旧"},
    "word": {"单位/甲.docx": "旧甲"},
}
NEW: Files = {
    "site": {"index.html": "新", "p/a.html": "新甲", "p/new.html": "新"},
    "word": {"单位/甲.docx": "新甲", "乙.docx": "新"},
}


def lay(root: Path, files: Files) -> None:
    for name, content in files.items():
        folder = stage(root, name)
        for path, text in content.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")


def publish(root: Path, files: Files) -> tuple[list[str], list[str]]:
    """Build and swap as a command does."""
    with only_one(root):
        recover(root)
        lay(root, files)
        return swap(root, list(files))


def texts(folder: Path) -> dict[str, str]:
    """Return what a reader of an output folder finds, our manifest aside."""
    return {path: raw.decode() for path, raw in snapshot(folder).items() if not path.endswith(MANIFEST)}


def state(root: Path) -> dict[str, dict[str, bytes]]:
    return {name: snapshot(root / name) for name in ("site", "word") if (root / name).exists()}


def test_what_is_staged_is_published_and_what_is_gone_is_gone(tmp_path: Path) -> None:
    assert publish(tmp_path, OLD) == (["site", "word"], [])
    assert publish(tmp_path, NEW) == (["site", "word"], [])
    assert {name: texts(tmp_path / name) for name in NEW} == NEW
    assert sorted(path.name for path in (tmp_path / ".build").iterdir()) in (["lock"], [])


def test_unchanged_output_is_not_touched(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    before = {path: path.stat().st_ino for path in (tmp_path / "site").rglob("*")}
    assert publish(tmp_path, {"site": OLD["site"], "word": NEW["word"]}) == (["word"], [])
    assert {path: path.stat().st_ino for path in (tmp_path / "site").rglob("*")} == before
    assert all(path.stat().st_mtime == 1 for path in (tmp_path / "site").rglob("*"))


def test_files_of_others_survive_any_number_of_builds(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    (tmp_path / "site/CNAME").write_text("甲.公司", "utf-8")
    (tmp_path / "word/签字").mkdir()
    (tmp_path / "word/签字/扫描.pdf").write_bytes(b"\x00\xff")
    for files in (OLD, NEW, OLD, NEW):
        assert publish(tmp_path, files)[1] == []
    assert texts(tmp_path / "site") == {**NEW["site"], "CNAME": "甲.公司"}
    assert (tmp_path / "word/签字/扫描.pdf").read_bytes() == b"\x00\xff"


def test_an_edited_file_is_kept_aside_and_told(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    (tmp_path / "word/单位/甲.docx").write_text("改", "utf-8")
    changed, kept = publish(tmp_path, OLD)
    assert (changed, kept) == (["word"], [f"word/{KEPT}/单位/甲.docx"])
    assert texts(tmp_path / "word") == {"单位/甲.docx": "旧甲", f"{KEPT}/单位/甲.docx": "改"}
    assert publish(tmp_path, OLD) == ([], [])


@pytest.mark.parametrize("name", ["单位/甲.docx", "A.docx", "0/甲.docx", "readme", "a.b/c"])
def test_edits_of_one_file_pile_up_and_none_is_lost(name: str, tmp_path: Path) -> None:
    for turn in range(4):
        publish(tmp_path, {"word": {name: f"稿{turn}"}})
        (tmp_path / "word" / name).write_text(f"改{turn}", "utf-8")
    publish(tmp_path, {"word": {name: "终"}})
    kept = {path: text for path, text in texts(tmp_path / "word").items() if path.startswith(KEPT)}
    assert sorted(kept.values()) == ["改0", "改1", "改2", "改3"]
    assert (tmp_path / "word" / name).read_text("utf-8") == "终"


def test_an_edited_file_of_a_position_that_is_gone_is_kept_and_an_unedited_one_is_not(tmp_path: Path) -> None:
    publish(tmp_path, {"word": {"甲.docx": "甲", "乙.docx": "乙", "丙.docx": "丙"}})
    (tmp_path / "word/乙.docx").write_text("改", "utf-8")
    assert publish(tmp_path, {"word": {"甲.docx": "甲"}})[1] == [f"word/{KEPT}/乙.docx"]
    assert texts(tmp_path / "word") == {"甲.docx": "甲", f"{KEPT}/乙.docx": "改"}


def test_an_edit_that_says_what_we_say_now_is_no_edit(tmp_path: Path) -> None:
    publish(tmp_path, {"word": {"甲.docx": "旧"}})
    (tmp_path / "word/甲.docx").write_text("新", "utf-8")
    assert publish(tmp_path, {"word": {"甲.docx": "新"}})[1] == []
    assert texts(tmp_path / "word") == {"甲.docx": "新"}


def test_a_file_somebody_deleted_is_made_again(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    (tmp_path / "site/p/a.html").unlink()
    assert publish(tmp_path, OLD) == (["site"], [])
    assert texts(tmp_path / "site") == OLD["site"]


def test_a_file_of_others_in_the_way_of_ours_is_kept_aside(tmp_path: Path) -> None:
    publish(tmp_path, {"word": {"甲.docx": "甲"}})
    (tmp_path / "word/乙.docx").write_text("别人的", "utf-8")
    assert publish(tmp_path, {"word": {"甲.docx": "甲", "乙.docx": "乙"}})[1] == [f"word/{KEPT}/乙.docx"]
    assert texts(tmp_path / "word")[f"{KEPT}/乙.docx"] == "别人的"


@pytest.mark.parametrize("theirs, ours", [("财务部", "财务部/甲.docx"), ("财务部/甲.docx", "财务部")])
def test_a_file_where_we_need_a_folder_and_the_other_way_round_is_kept_aside(
    theirs: str, ours: str, tmp_path: Path
) -> None:
    publish(tmp_path, {"word": {"x": "x"}})
    (tmp_path / "word" / theirs).parent.mkdir(exist_ok=True)
    (tmp_path / "word" / theirs).write_text("别人的", "utf-8")
    publish(tmp_path, {"word": {"x": "x", ours: "我们的"}})
    assert (tmp_path / "word" / ours).read_text("utf-8") == "我们的"
    assert "别人的" in texts(tmp_path / "word").values()


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", "null", '{"甲.docx": 1}'])
def test_without_a_readable_manifest_nothing_of_anybody_is_lost(manifest: str | None, tmp_path: Path) -> None:
    publish(tmp_path, {"word": {"甲.docx": "甲", "乙.docx": "乙"}})
    (tmp_path / "word/甲.docx").write_text("改", "utf-8")
    file = tmp_path / "word" / MANIFEST
    file.unlink() if manifest is None else file.write_text(manifest, "utf-8")
    publish(tmp_path, {"word": {"甲.docx": "甲新"}})
    assert set(texts(tmp_path / "word").values()) == {"甲新", "改", "乙"}


def test_an_existing_folder_that_was_never_ours_is_taken_over_with_all_it_holds(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    (tmp_path / "word/旧合同.docx").write_text("旧", "utf-8")
    publish(tmp_path, {"word": {"甲.docx": "甲"}})
    assert texts(tmp_path / "word") == {"甲.docx": "甲", "旧合同.docx": "旧"}


def test_a_file_in_place_of_an_output_folder_is_not_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("别人的", "utf-8")
    with pytest.raises(Stop, match="word"):
        publish(tmp_path, {"word": {"甲.docx": "甲"}})
    assert (tmp_path / "word").read_text("utf-8") == "别人的"


def test_litter_of_office_programs_is_swept_out(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    for name in ("~$甲.docx", ".~lock.甲.docx#", ".DS_Store"):
        (tmp_path / "word" / name).write_text("x")
    publish(tmp_path, NEW)
    assert texts(tmp_path / "word") == NEW["word"]


def test_links_of_others_stay_links(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.pdf").write_text("甲", "utf-8")
    publish(tmp_path, OLD)
    (tmp_path / "site/folder").symlink_to(elsewhere, target_is_directory=True)
    (tmp_path / "site/file.pdf").symlink_to(elsewhere / "a.pdf")
    (tmp_path / "site/broken").symlink_to("nowhere")
    publish(tmp_path, NEW)
    assert {name for name in ("folder", "file.pdf", "broken") if (tmp_path / "site" / name).is_symlink()} == {
        "folder",
        "file.pdf",
        "broken",
    }
    assert texts(elsewhere) == {"a.pdf": "甲"}


# --- killed, refused, or both at any moment


class Killed(BaseException):
    """The process is gone: nothing catches this."""


CALLS = ("rename", "replace", "unlink", "rmdir", "mkdir", "symlink", "utime")


@contextmanager
def failing(at: int, error: Callable[[], BaseException], after: bool = False) -> Iterator[list[str]]:
    """Let the `at`-th change of the disk fail, before it happens or right after; yield the names of what was called."""
    calls: list[str] = []

    def wrapped(name: str, whole: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            calls.append(name)
            if len(calls) == at + 1 and not after:
                raise error()
            mine = len(calls) == at + 1
            try:
                return whole(*args, **more)
            finally:
                if mine:
                    raise error()

        return call

    def half(path: Path, content: bytes) -> int:
        calls.append("write")
        if len(calls) == at + 1:
            whole_write(path, content if after else content[: len(content) // 2])
            raise error()
        return whole_write(path, content)

    whole_write = Path.write_bytes
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrapped(name, getattr(os, name)))
        patch.setattr(shutil, "copyfile", wrapped("copyfile", shutil.copyfile))
        patch.setattr(Path, "write_bytes", half)
        yield calls


@pytest.fixture
def prepared(tmp_path: Path) -> Callable[[str], Path]:
    """Return a maker of libraries with an old output, in which people left a file and an edit."""

    def make(name: str) -> Path:
        root = tmp_path / name
        root.mkdir()
        publish(root, OLD)
        (root / "site/CNAME").write_text("别人的", "utf-8")
        (root / "word/单位/甲.docx").write_text("改", "utf-8")
        return root

    return make


def attempt(
    root: Path, action: Callable[[], object], at: int, error: Callable[[], BaseException], after: bool
) -> int:
    """Run an action that fails at one point; return how many changes of the disk it came to."""
    with failing(at, error, after) as calls, suppress(Killed, OSError, Stop):
        action()
    return len(calls)


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_moment_the_output_is_old_or_new_as_a_whole(
    prepared: Callable[[str], Path], after: bool
) -> None:
    root = prepared("whole")
    old = state(root)
    publish(root, NEW)
    new = state(root)
    outcomes = []
    for at in range(1000):
        root = prepared(f"{at}")
        came_to = attempt(root, partial(publish, root, NEW), at, Killed, after)
        with only_one(root):
            recover(root)
        outcomes.append(state(root) == new)
        assert state(root) in (old, new), f"mixed after being killed at change {at}"
        publish(root, NEW)
        assert state(root) == new
        if came_to <= at:
            break
    assert outcomes == sorted(outcomes), "once new, it stays new"
    assert False in outcomes
    assert True in outcomes[:-1]


def test_killed_again_while_recovering_nothing_is_lost_either(prepared: Callable[[str], Path]) -> None:
    root = prepared("whole")
    old = state(root)
    publish(root, NEW)
    new = state(root)
    swapping = [at for at in range(60) if _leaves_a_journal(prepared(f"probe{at}"), at)]
    assert swapping
    for first in swapping:
        for second in range(100):
            root = prepared(f"{first}-{second}")
            attempt(root, partial(publish, root, NEW), first, Killed, False)
            came_to = attempt(root, partial(recover, root), second, Killed, True)
            recover(root)
            assert state(root) in (old, new)
            if came_to <= second:
                break


def _leaves_a_journal(root: Path, at: int) -> bool:
    attempt(root, lambda: publish(root, NEW), at, Killed, False)
    return (root / ".build/swap.json").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_refused_once_at_any_moment_the_old_output_stands_or_the_new_one_does(
    prepared: Callable[[str], Path], number: int
) -> None:
    root = prepared("whole")
    old = state(root)
    publish(root, NEW)
    new = state(root)
    for at in range(1000):
        root = prepared(f"{at}")
        came_to = attempt(root, partial(publish, root, NEW), at, lambda: OSError(number, "no"), False)
        assert state(root) in (old, new), f"mixed after a refusal at change {at}"
        publish(root, NEW)
        assert state(root) == new
        if came_to <= at:
            break


@pytest.mark.parametrize("name", ["site", "word"])
def test_while_a_folder_is_held_open_everything_stays_and_the_message_says_so(
    prepared: Callable[[str], Path], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = prepared("held")
    old = state(root)
    whole = os.rename

    def rename(source: Any, target: Any, **more: Any) -> None:
        if Path(source) == root / name:
            raise PermissionError(errno.EACCES, "held", str(source))
        whole(source, target, **more)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(Stop, match="没有改动") as stopped:
        publish(root, NEW)
    assert "关掉" in str(stopped.value)
    assert state(root) == old
    assert not (root / ".build/swap.json").exists()
    monkeypatch.undo()
    publish(root, NEW)
    assert "改" in texts(root / "word").values()


@pytest.mark.parametrize("journal", ["", "{", "null", '["site"', "[1]", '["../../x"]'])
def test_a_torn_journal_stops_nobody_and_loses_nothing(prepared: Callable[[str], Path], journal: str) -> None:
    root = prepared("torn")
    before = state(root)
    lay(root, NEW)
    (root / ".build/swap.json").write_text(journal, "utf-8")
    with only_one(root):
        recover(root)
    found = {name: {path for path in content if path != MANIFEST} for name, content in state(root).items()}
    assert state(root) == before or found.keys() == before.keys()
    publish(root, NEW)
    assert NEW["site"].items() <= texts(root / "site").items()


def test_an_old_folder_comes_back_when_the_new_one_has_vanished(tmp_path: Path) -> None:
    publish(tmp_path, OLD)
    old = state(tmp_path)
    work = tmp_path / ".build"
    (work / "old").mkdir(exist_ok=True)
    (tmp_path / "site").rename(work / "old/site")
    (work / "swap.json").write_text(json.dumps(["site"]), "utf-8")
    assert recover(tmp_path)
    assert state(tmp_path) == old


def _left_over(root: Path) -> None:
    stale = root / ".build/old/word/x.docx"
    stale.parent.mkdir(parents=True)
    stale.write_text("早就没用的", "utf-8")


def test_what_an_earlier_swap_left_behind_is_in_nobodys_way(prepared: Callable[[str], Path]) -> None:
    root = prepared("stale")
    lay(root, NEW)
    _left_over(root)
    assert swap(root, ["site", "word"])[0] == ["site", "word"]
    assert NEW["word"].items() <= texts(root / "word").items()


def test_what_an_earlier_swap_left_behind_and_nobody_can_delete_changes_nothing(
    prepared: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = prepared("stale")
    old = state(root)
    lay(root, NEW)
    _left_over(root)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(Stop, match="没有改动"):
        swap(root, ["site", "word"])
    assert state(root) == old
    assert not (root / ".build/swap.json").exists()


def test_nothing_to_recover_is_said_and_half_a_build_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".build").mkdir()
    assert recover(tmp_path) is False
    lay(tmp_path, NEW)
    assert recover(tmp_path) is False
    assert not (tmp_path / ".build/next").exists()
    assert not (tmp_path / "site").exists()


def test_two_builds_at_once_are_refused_and_the_lock_is_free_afterwards(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(Stop, match="另一个"), only_one(tmp_path):
        pass
    with only_one(tmp_path):
        pass


def test_the_lock_is_free_after_a_failure_too(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="甲") as failed, only_one(tmp_path):
        raise ValueError("甲")
    with only_one(tmp_path):
        assert failed.traceback


@pytest.mark.parametrize(
    "number, words", [(errno.EROFS, "只读"), (errno.ENOSPC, "磁盘满"), (errno.EACCES, "权限")]
)
def test_where_nothing_can_be_written_the_way_out_is_told(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object, **more: object) -> None:
        raise OSError(number, "no", "x")

    monkeypatch.setattr(os, "mkdir", refused)
    with pytest.raises(Stop, match=words), only_one(tmp_path):
        pass


# --- write_into and write_file


def test_files_are_written_into_a_folder_and_others_left_alone(tmp_path: Path) -> None:
    (tmp_path / "别人.txt").write_text("别人的", "utf-8")
    assert write_into(tmp_path, [("a/甲.docx", b"1"), ("乙.docx", b"2")]) == []
    assert write_into(tmp_path, [("a/甲.docx", b"3")]) == []
    assert texts(tmp_path) == {"别人.txt": "别人的", "a/甲.docx": "3", "乙.docx": "2"}


def test_an_edit_in_such_a_folder_is_kept_aside(tmp_path: Path) -> None:
    write_into(tmp_path, [("甲.docx", b"1")])
    (tmp_path / "甲.docx").write_text("改", "utf-8")
    assert write_into(tmp_path, [("甲.docx", b"2")]) == [f"{KEPT}/甲.docx"]
    assert texts(tmp_path) == {"甲.docx": "2", f"{KEPT}/甲.docx": "改"}


def test_an_interrupted_writing_does_not_take_our_own_files_for_edits(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "甲.docx", b"1"
        raise Stop("甲")

    with pytest.raises(Stop):
        write_into(tmp_path, files())
    assert write_into(tmp_path, [("甲.docx", b"2")]) == []


def test_a_file_is_there_whole_or_as_it_was_and_no_half_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "甲.docx"
    write_file(file, b"1")
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        whole(path, content[:1])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="full"):
        write_file(file, b"22")
    monkeypatch.undo()
    assert texts(tmp_path) == {"甲.docx": "1"}

    def held(source: object, target: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(PermissionError):
        write_file(file, b"22")
    assert texts(tmp_path) == {"甲.docx": "1"}
