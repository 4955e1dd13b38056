"""A memo makes a text again only when it must."""

from __future__ import annotations

from pathlib import Path

import making

from jdbook.site.memo import Memo, frame_of
from jdbook.site.wiki import wiki_of


def test_a_text_is_made_once_for_one_wording() -> None:
    memo, made = Memo(), list[str]()

    def make() -> str:
        made.append("x")
        return f"第{len(made)}次"

    memo.begin("frame")
    first, second = making.position("purpose: 甲"), making.position("purpose: 乙")
    assert [
        memo.text("page", each, make) for each in (first, making.position("purpose: 甲"), second, second)
    ] == [
        *("第1次", "第1次"),
        *("第2次", "第2次"),
    ]
    memo.begin("frame")
    assert memo.text("page", second, make) == "第2次"
    memo.begin("another frame")
    assert memo.text("page", second, make) == "第3次"


def frame(tmp_path: Path, **files: str) -> object:
    named = {path.replace("__", "/") + ".yml": text for path, text in files.items()}
    return frame_of(wiki_of(making.library_of({"u/x.yml": "title: x\nstatus: 试行\n"} | named)), [tmp_path])


def test_the_frame_changes_with_names_places_and_templates_and_not_with_texts(tmp_path: Path) -> None:
    usual = frame(tmp_path)
    assert frame(tmp_path) == usual
    assert frame(tmp_path, u__x="title: x\nstatus: 试行\nduties: [新]\n") == usual
    for other in (
        {"u__x": "title: 新名\nstatus: 试行\n"},
        {"u__x": "title: x\naliases: [别名]\nstatus: 试行\n"},
        {"u__x": "title: x\nsuperior: 谁\nstatus: 试行\n"},
        {"u__x": "title: x\nstatus: 废止\n"},
        {"u__y": "title: y\nstatus: 试行\n"},
        {"u__unit": "name: 新单位\n"},
        {"company": "schema: 1\nname: 新公司\n"},
    ):
        assert frame(tmp_path, **other) != usual, other
    (tmp_path / "position.md.j2").write_text("甲", "utf-8")
    assert frame(tmp_path) != usual
