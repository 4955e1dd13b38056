"""The golden pairs below are the documentation of how a file is changed: text, edit, text."""

import copy
import re
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from layouts import Layouter, changed
from making import library_of
from strategies_core import positions, texts

from jdbook.errors import Stop
from jdbook.fields import FIELDS
from jdbook.model import Position
from jdbook.roundtrip.changes import Kind, changes
from jdbook.roundtrip.normal import normal
from jdbook.roundtrip.patching.brackets import TooHard
from jdbook.roundtrip.patching.patch import data_of, patched
from jdbook.roundtrip.patching.places import Edit
from jdbook.scaffold import scaffold
from jdbook.source import Source
from jdbook.writing import to_data, to_yaml

SAMPLES = sorted(
    path
    for path in (Path(__file__).parent.parent / "jd_source").rglob("*.yml")
    if path.name not in ("company.yml", "unit.yml") and "knowledge" not in path.parts
)
Change = Callable[[Any], None]


def edited(text: str, edit: Change) -> str:
    """Return a file after its data were edited."""
    data = data_of(text)
    edit(data)
    return patched(text, data)


def put(*path: Any, value: Any) -> Change:
    """Return the edit that puts a value at a path."""

    def edit(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return edit


def insert(*path: Any, value: Any) -> Change:
    def edit(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data.insert(path[-1], value)

    return edit


def take(*path: Any) -> Change:
    def edit(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return edit


def move(key: str, start: int, end: int) -> Change:
    return lambda data: data[key].insert(end, data[key].pop(start))


DUTIES = """
    # 出纳员的说明书
    title: 出纳员  # 正式名称

    # 要做的事
    duties:
      # 现金
      - 保管现金  # 每天
      - 登记日记账
      # - 核对账目（暂停）

      # 票据
      - text: 签发支票
        # 由会计复核
        standard: 准确  # 一张不错
      - 保管印鉴
    status: 试行
"""
GOLDEN: dict[str, tuple[str, Change, str]] = {
    "改一句话，只改那几个字": (
        DUTIES,
        put("duties", 0, value="保管现金和票据"),
        DUTIES.replace("- 保管现金 ", "- 保管现金和票据 "),
    ),
    "改一项的标准": (
        DUTIES,
        put("duties", 2, "standard", value="无误: 一张不错"),
        DUTIES.replace("standard: 准确 ", "standard: '无误: 一张不错' "),
    ),
    "加一项，照旁边的缩进": (
        DUTIES,
        insert("duties", 1, value="盘点现金"),
        DUTIES.replace("# 每天\n", "# 每天\n      - 盘点现金\n"),
    ),
    "加在最前面": (
        DUTIES,
        insert("duties", 0, value="盘点现金"),
        DUTIES.replace("      # 现金\n", "      - 盘点现金\n      # 现金\n"),
    ),
    "删一项，它的注释一起走": (DUTIES, take("duties", 0), DUTIES.replace("      # 现金\n      - 保管现金  # 每天\n", "")),
    "删有几行的一项": (
        DUTIES,
        take("duties", 2),
        re.sub(r"      # 票据\n.*?不错\n", "", DUTIES, flags=re.DOTALL),
    ),
    "移一项，它的注释一起移": (
        DUTIES,
        move("duties", 0, 2),
        DUTIES.replace("      # 现金\n      - 保管现金  # 每天\n", "").replace(
            "      - 保管印鉴\n", "      # 现金\n      - 保管现金  # 每天\n      - 保管印鉴\n"
        ),
    ),
    "成了别的一项的分项，注释跟着走": (
        DUTIES,
        put("duties", slice(0, 2), value=[{"text": "登记日记账", "children": ["保管现金"]}]),
        DUTIES.replace(
            "      # 现金\n      - 保管现金  # 每天\n      - 登记日记账\n",
            "      - text: 登记日记账\n        children:\n          # 现金\n          # 每天\n          - 保管现金\n",
        ),
    ),
    "一句话有了分项": (
        DUTIES,
        put("duties", 0, value={"text": "保管现金", "children": ["日清", "月结"]}),
        DUTIES.replace(
            "- 保管现金  # 每天\n",
            "- text: 保管现金  # 每天\n        children:\n          - 日清\n          - 月结\n",
        ),
    ),
    "只剩一句话": (
        DUTIES,
        put("duties", 2, value="签发支票"),
        DUTIES.replace("text: 签发支票\n        # 由会计复核\n        standard: 准确  # 一张不错\n", "签发支票\n"),
    ),
    "一项多一个键": (
        DUTIES,
        put("duties", 2, "frequency", value="每日"),
        DUTIES.replace("# 一张不错\n", "# 一张不错\n        frequency: 每日\n"),
    ),
    "新的键放在声明的次序": (
        DUTIES,
        put("level", value="七级"),
        DUTIES.replace("# 正式名称\n", "# 正式名称\n    level: 七级\n"),
    ),
    "新的列表": (
        DUTIES,
        put("rules", value=["遵守制度"]),
        DUTIES.replace("    status", "    rules:\n      - 遵守制度\n    status"),
    ),
    "删一个键，它的注释一起走": (
        DUTIES,
        take("duties"),
        "\n    # 出纳员的说明书\n    title: 出纳员  # 正式名称\n\n    status: 试行\n",
    ),
    "不缩进的列表": (
        "title: 甲\nduties:\n- 一\n-   二\nstatus: 试行\n",
        insert("duties", 1, value={"text": "新", "standard": "好"}),
        "title: 甲\nduties:\n- 一\n- text: 新\n  standard: 好\n-   二\nstatus: 试行\n",
    ),
    "方括号里的列表": (
        "title: 甲\nsuperior: [ 一, 二,三 ]  # 三位\n",
        lambda data: data.update(superior=["零", "一", "三", "四, 五"]),
        "title: 甲\nsuperior: [ 零, 一, 三, '四, 五' ]  # 三位\n",
    ),
    "花括号里的键": (
        "title: 甲\nauthority:\n  - {matter: 付款, action: 审批, limit: {from: 5, unit: 元}}\n",
        lambda data: data["authority"][0].update(limit={"from": "6", "below": "9"}, note="急", with_whom=["乙"]),
        "title: 甲\nauthority:\n  - {matter: 付款, action: 审批, limit: {from: 6, below: '9', unit: 元}, with_whom: [乙], note: 急}\n",
    ),
    "兄弟用花括号，新的也用": (
        "title: 甲\nforms:\n  - {name: 一, handling: [填写]}\n",
        insert("forms", 1, value={"name": "二", "handling": ["填写", "提交"]}),
        "title: 甲\nforms:\n  - {name: 一, handling: [填写]}\n  - {name: 二, handling: [填写, 提交]}\n",
    ),
    "一个变几个": (
        "title: 甲\nsuperior: 一 # 待定\nsafety: 这是一句很长的话，长得不适合和别的句子一起写在一行的方括号里 # 长\n",
        lambda data: data.update(superior=["一", {"outside": "董事会"}], safety=[*data["safety"], "二"]),
        "title: 甲\nsuperior: [一, {outside: 董事会}] # 待定\nsafety: # 长\n  - 这是一句很长的话，长得不适合和别的句子一起写在一行的方括号里\n  - 二\n",
    ),
    "写着键，还没有值": (
        "title: 甲\nlevel:  # 职级\nduties:\n  -\n\nauthority: []\ncode: ''\n",
        lambda data: data.update(level="七", duties=["一"], authority=["二"], code="3"),
        "title: 甲\nlevel: 七  # 职级\nduties:\n  - 一\n\nauthority:\n  - 二\ncode: '3'\n",
    ),
    "竖线和大于号的文字": (
        "title: 甲\npurpose: |  # 目的\n  一\n  二\nnature: >-\n    三\n    四\n# 完\n",
        lambda data: data.update(purpose="一\n三", nature="三四五"),
        "title: 甲\npurpose: |  # 目的\n  一\n  三\nnature: >-\n    三四五\n# 完\n",
    ),
    "折成几行的文字": (
        "title: 甲\npurpose: 一\n  二 # 注\nnature: '三\n\n  四'\nduties:\n  - \"五\\\n    六\"\n",
        lambda data: data.update(purpose="一三", nature="三'四", duties=['五"六']),
        "title: 甲\npurpose: 一三 # 注\nnature: '三''四'\nduties:\n  - \"五\\\"六\"\n",
    ),
    "引号照旧": (
        "title: 甲\nversion: \"1.0\"\nlevel: '7'\nheadcount: 2\neffective: 2026-01-31\n",
        lambda data: data.update(version="1.1", level="8", headcount="3", effective="2026-02-28"),
        "title: 甲\nversion: \"1.1\"\nlevel: '8'\nheadcount: 3\neffective: 2026-02-28\n",
    ),
    "空行分开的键": (
        "title: 甲\n\ncode: 乙\n\nduties: [一]\n\nstatus: 试行\n",
        lambda data: data.update(rules=["二"]) or (data.pop("code") and None),
        "title: 甲\n\nduties: [一]\n\nrules:\n  - 二\n\nstatus: 试行\n",
    ),
    "没有写出的默认值不用写，写出的留着": (
        "title: 甲\nauthority: {matter: 付款, action: 审批, limit: {from: 5, unit: 元}}\n",
        put("authority", 0, "limit", value={"from": "7"}),
        "title: 甲\nauthority: {matter: 付款, action: 审批, limit: {from: 7, unit: 元}}\n",
    ),
    "太难的地方重写，注释移到上面": (
        "title: 甲\nduties: [一, # 第一\n  二, # 第二\n  三] # 完\nstatus: 试行\n",
        take("duties", 1),
        "title: 甲\n# 第一\n# 第二\n# 完\nduties:\n  - 一\n  - 三\nstatus: 试行\n",
    ),
    "写在列表中间的注释不是等着填的键": (
        "title: 甲\nduties:\n- 一\n# level: 待定\n- 二\n",
        put("level", value="七"),
        "title: 甲\nlevel: 七\nduties:\n- 一\n# level: 待定\n- 二\n",
    ),
    "写了两遍的键一起删": ("title: 甲\nlevel: 一\nlevel: 二\n", take("level"), "title: 甲\n"),
    "整个文件在花括号里": (
        "{title: 甲, duties: [一, 二]}",
        lambda data: data.update(level="七", duties=["一", "三"]),
        "{title: 甲, level: 七, duties: [一, 三]}",
    ),
    "没有内容的文件": ("# 还没有写\n", put("title", value="甲"), "# 还没有写\ntitle: 甲\n"),
    "文件头尾的标记": (
        "---\ntitle: 甲\n...\n",
        put("duties", value=["一"]),
        "---\ntitle: 甲\nduties:\n  - 一\n...\n",
    ),
    "问号写法的键": (
        "? title\n: 甲\n? duties\n: - 一\n# 完\n",
        insert("duties", 1, value="二"),
        "? title\n: 甲\nduties:\n  - 一\n  - 二\n# 完\n",
    ),
    "旁边有自己的注释的键": (
        "title: 甲\nrules:\n  - group: 类\n    # 内容\n    text: 句\n",
        put("rules", 0, value="句"),
        "title: 甲\nrules:\n  # 内容\n  - 句\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    before, edit, after = (textwrap.dedent(part) if isinstance(part, str) else part for part in GOLDEN[name])
    assert edited(str(before), edit) == after  # type: ignore[arg-type]


def _scaffolded(**more: str) -> str:
    files = {"ad/unit.yml": "name: 广告公司\n", "ad/gm.yml": "title: 总经理\nduties: [经营]\nstatus: 试行\n"}
    return scaffold(library_of(files | more), "主管", "广告公司")[1]


def test_a_key_that_waits_as_a_comment_is_filled_in_there() -> None:
    text = _scaffolded()
    result = edited(text, lambda data: data.update(duties=["管理"], level="七级"))
    assert result == text.replace("# level: …\n", "level: 七级\n").replace(
        "# duties: [动词 + 对象 + 结果或标准]\n", "duties:\n  - 管理\n"
    )
    own = text.replace("# level: …\n", "# level: 六级\n")
    assert edited(own, put("level", value="七级")) == own.replace(
        "# level: 六级\n", "# level: 六级\nlevel: 七级\n"
    )
    listed = text.replace("# duties: [动词 + 对象 + 结果或标准]\n", "# duties:\n#   - 甲\n#   - 乙\n")
    assert edited(listed, put("duties", value=["丙"])) == listed.replace(
        "#   - 乙\n", "#   - 乙\nduties:\n  - 丙\n"
    )


def test_what_explains_another_key_stays_when_a_key_goes() -> None:
    text = _scaffolded()
    result = edited(text, take("superior"))
    lines = [line for line in text.splitlines() if line not in result.splitlines()]
    assert lines == [next(line for line in text.splitlines() if "直接上级" in line), "superior: 总经理"]


@pytest.mark.parametrize("key", [field.key for field in FIELDS])
def test_every_key_of_a_scaffold_can_be_filled_in(key: str) -> None:
    text = _scaffolded()
    value: Any = {"JD101": "理由"} if key == "waive" else "某"
    result = edited(text, put(key, value=value))
    assert all(line in result for line in text.splitlines() if re.match(r"# [^a-z]", line))
    assert len(result.splitlines()) - len(text.splitlines()) in (0, 1, 2)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_in_the_sample_files_one_change_is_one_line(path: Path) -> None:
    text = path.read_text("utf-8")
    data = data_of(text)
    assert patched(text, data) == text
    for leaf in [*_leaves(data)][::5]:
        new = copy.deepcopy(data)
        put(*leaf, value=_value(data, leaf) + "，改了")(new)
        before, after = text.splitlines(), patched(text, new).splitlines()
        assert len(before) == len(after)
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1, leaf


def test_the_sample_files_are_there() -> None:
    assert len(SAMPLES) > 50


def _leaves(data: Any, path: tuple[Any, ...] = ()) -> Any:
    if isinstance(data, str):
        yield path
    else:
        for step, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(part, (*path, step))


def _value(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@pytest.mark.parametrize("path", SAMPLES[::6], ids=lambda path: path.stem)
def test_in_the_sample_files_items_come_and_go_alone(path: Path) -> None:
    text = path.read_text("utf-8")
    data = data_of(text)
    for key, items in data.items():
        if not isinstance(items, list) or re.search(rf"(?m)^{key}: ", text):
            continue
        with_one = edited(text, insert(key, len(items) // 2, value="新的一项"))
        assert set(with_one.splitlines()) - set(text.splitlines()) == {"  - 新的一项"}
        assert edited(with_one, take(key, len(items) // 2)) == text
        if len(items) > 2:
            moved = edited(text, move(key, 0, 2))
            assert sorted(moved.splitlines()) == sorted(text.splitlines())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_marks_and_line_ends_of_the_file_stay(end: str, mark: str, last: bool) -> None:
    def file(*lines: str) -> str:
        return mark + end.join(lines) + (end if last else "")

    before = file("title: 甲", "duties:", "  - 一  # 注", "  - 二")
    assert edited(before, insert("duties", 2, value={"text": "三", "standard": "好"})) == file(
        "title: 甲", "duties:", "  - 一  # 注", "  - 二", "  - text: 三", "    standard: 好"
    )
    assert edited(before, take("duties", 1)) == file("title: 甲", "duties:", "  - 一  # 注")
    assert edited(before, put("title", value="乙")) == before.replace("甲", "乙")
    assert edited(before, lambda data: data["duties"].reverse()) == file(
        "title: 甲", "duties:", "  - 二", "  - 一  # 注"
    )


COARSE = (
    "# 头\ntitle: 甲\n\n# 上级\nsuperior: [一, 二]  # 两位\nduties:\n  # 现金\n  - 保管\n"
    "rules: [守, 法]\n# 级\nlevel: 七  # 定\n"
)


def test_where_no_fine_edit_will_do_keys_are_written_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise TooHard

    monkeypatch.setattr("jdbook.roundtrip.patching.patch.mapping_edits", refuse)
    result = edited(
        COARSE, lambda data: data.update(superior=["一"], duties=["保管", "登记"], level=None, code="3")
    )
    assert result == (
        "# 头\ntitle: 甲\n\n# 上级\n# 两位\nsuperior:\n  - 一\n# 现金\nduties:\n  - 保管\n  - 登记\n"
        "rules: [守, 法]\n# 级\n# 定\ncode: '3'\n"
    )
    monkeypatch.setattr("jdbook.roundtrip.patching.patch.redumped", refuse)
    result = edited(COARSE, put("superior", value=["一"]))
    assert result.startswith(
        "# 头\n# 上级\n# 两位\n# 现金\n# 级\n# 定\ntitle: 甲\nlevel: 七\nsuperior:\n  - 一\n"
    )


def test_edits_that_would_say_something_else_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdbook.roundtrip.patching.patch.mapping_edits", lambda *_: [Edit(9, 9, "x")])
    assert edited(COARSE, put("level", value="八")) == COARSE.replace(
        "level: 七  # 定\n", "# 定\nlevel: 八\n"
    )
    monkeypatch.setattr("jdbook.roundtrip.patching.patch.to_yaml", lambda _: "title: 乙\n")
    monkeypatch.setattr("jdbook.roundtrip.patching.patch.redumped", lambda *_: Edit(0, 0, "x"))
    with pytest.raises(Stop, match="没有改动"):
        edited(COARSE, put("level", value="八"))


def test_line_ends_of_several_kinds_stay_where_they_are() -> None:
    before = "title: 甲\r\nduties:\n- 一\r\n- 二\rstatus: 试行\n"
    assert edited(before, put("duties", 0, value="三")) == before.replace("一", "三")
    assert edited(before, take("duties", 0)) == before.replace("- 一\r\n", "")


@pytest.mark.parametrize(
    "text", ["title: [", "- 甲\n", "甲", "a: &x 1\nb: *x\n", "title: 甲\n---\ntitle: 乙\n"]
)
def test_a_file_that_can_not_be_read_is_not_touched(text: str) -> None:
    with pytest.raises(Stop, match="没有改动"):
        patched(text, {"title": "甲"})


def test_data_is_written_however_it_is_given() -> None:
    text = "title: 甲\nduties:\n  - text: 一\n"
    assert patched(text, {"title": "甲", "duties": "一", "level": None, "rules": []}) == text
    assert patched(text, {"title": "甲\u200b ", "duties": [{"text": "一", "children": []}]}) == text


def test_a_large_file_is_changed_at_once() -> None:
    duties = [
        {"text": f"第{n}件事，核对现金和银行存款", "standard": "日清月结", "frequency": "每日"}
        for n in range(50)
    ]
    text = to_yaml({"title": "甲", "duties": duties})
    new: dict[str, Any] = {
        "title": "甲",
        "duties": [*duties[:20], duties[21], {"text": "改了"}, *duties[22:]],
    }
    start = time.perf_counter()
    for _ in range(10):
        patched(text, new)
    assert time.perf_counter() - start < 1  # 6 ms each where it was measured


@given(positions(), st.integers())
def test_whatever_the_layout_data_that_did_not_change_leave_the_text_alone(
    value: Position, seed: int
) -> None:
    text = Layouter(Random(seed)).file(to_data(value))
    source = Source("f.yml", text)
    assume(isinstance(source.data(), dict))
    assert patched(text, data_of(text)) == text


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return a file in some layout, what it says, and that with some changes."""
    random = Random(draw(st.integers()))
    text = Layouter(random).file(to_data(draw(positions())))
    try:
        data = data_of(text)
    except Stop:
        assume(False)
        raise
    new, words, more = data, draw(st.lists(texts, min_size=2, max_size=3)), to_data(draw(positions()))
    for _ in range(draw(st.integers(1, 3))):
        new = normal(changed(new, random, words, more)) or new
    return text, data, new


@settings(max_examples=60)
@given(edits())
def test_a_patched_text_says_the_new_data_and_keeps_the_comments(case: tuple[str, Any, Any]) -> None:
    text, data, new = case
    result = patched(text, new)
    assert data_of(result) == new
    before, after = (re.findall(r"# 注\d+。", one) for one in (text, result))
    assert len(set(after)) == len(after)
    assert set(after) <= set(before)
    if all(change.kind is not Kind.REMOVED for change in changes(data, new)):
        assert sorted(after) == sorted(before)


@settings(max_examples=60)
@given(edits())
def test_what_did_not_change_stays_byte_for_byte(case: tuple[str, Any, Any]) -> None:
    text, data, new = case
    result = patched(text, new)
    for key in data.keys() - _touched(data, new):
        assert _lines_of(text, key) in result


def _touched(data: Any, new: Any) -> set[str]:
    return {key for key in {**data, **new} if data.get(key) != new.get(key)}


def _lines_of(text: str, key: str) -> str:
    """Return the lines of a key at the beginning of a line, without comments that may belong to the next."""
    found = re.search(rf'(?m)^"?{re.escape(key)}"?:.*(?:\n(?:[ -].*)?)*', text)
    return found[0].rstrip() if found else ""


@settings(max_examples=60)
@given(edits())
def test_line_ends_are_all_of_one_kind_if_they_were(case: tuple[str, Any, Any]) -> None:
    text, _, new = case
    result = patched(text, new)
    assert text.startswith("\ufeff") == result.startswith("\ufeff")
    if "\r\n" in text:
        assert result.count("\n") == result.count("\r\n")
    else:
        assert "\r" not in result.replace("\\r", "")
