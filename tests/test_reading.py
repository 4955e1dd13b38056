import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import codes, marks, position, read_as, read_position, source
from strategies_core import positions

from jdbook.model import Company, Position, Unit
from jdbook.reading import read
from jdbook.writing import to_data, to_yaml


@pytest.mark.parametrize(
    "text, expected, message, hint",
    [
        ("titel: 甲\ntitle: 乙\n", "1:1 JD005", "titel", "是不是 title"),
        ("title: 甲\n直接上级: 乙\n", "2:1 JD005", "要写英文", "应写作 superior"),
        ("title: 甲\n岗位职责: [乙]\n", "2:1 JD005", "要写英文", "应写作 duties"),
        ("title: 甲\nxyz: 乙\n", "2:1 JD005", "xyz", "可以用的键：title"),
        ("title: 甲\n1: 乙\n", "2:1 JD005", "“1”", "可以用的键"),
        ("title: 甲\n<<: {code: A}\n", "2:1 JD005", "<<", "可以用的键"),
        ("title: 甲\nduties:\n  - text: 乙\n    standrd: 丙\n", "4:5 JD005", "standrd", "是不是 standard"),
        ("title: 甲\nduties:\n  - text: 乙\n    频次: 丙\n", "4:5 JD005", "要写英文", "应写作 frequency"),
        ("title: 甲\nduties: {text: 乙, children: {text: 丙, 类别: 丁}}\n", "2:39 JD005", "类别", "group"),
        ("title: 甲\nsuperior: {outsde: 董事会}\n", "2:12 JD005", "outsde", "是不是 outside"),
        ("title: 甲\nqualifications: {学历: 本科}\n", "2:18 JD005", "学历", "应写作 education"),
        ("title: [甲]\n", "1:1 JD006", "岗位名称（title）应为一段文字", "写法"),
        ("title: {甲: 乙}\n", "1:1 JD006", "岗位名称", '整段加引号："甲: 乙"'),
        ("title: 甲\nqualifications: 本科\n", "2:1 JD006", "任职资格", "education"),
        ("title: 甲\nqualifications:\n  学历：本科\n", "2:1 JD006", "任职资格", "半角冒号"),
        ("title: 甲\nduties:\n  - [乙]\n", "3:5 JD006", "主要职责（duties）第1项", "text"),
        ("title: 甲\nwaive: [乙]\n", "2:1 JD006", "接受的检查结果", "写法"),
        ("title: 甲\nduties:\n  - 乙\n  - {standard: 丙}\n", "4:5 JD012", "第2项内容（text）", "text: …"),
        ("code: A\n", "1:1 JD012", "岗位名称（title）", "title: …"),
        ("title: 甲\nduties: {standard: 丙}\n", "2:1 JD012", "内容（text）", "text: …"),
        ("title: 甲、乙\n", "1:1 JD016", "甲、乙", "一处只写一个名称"),
        ("title: 甲\nsuperior: 乙,丙\n", "2:1 JD016", "直接上级", "写成列表"),
        ("title: 甲\nsuperior: [乙, {outside: 丙、丁}]\n", "2:16 JD016", "第2项库外", "一处只写一个"),
        ("title: 甲\nsuperior: {name: 乙, outside: 丙}\n", "2:1 JD016", "直接上级", "两者取一"),
        ("title: 甲\nstatus: 生校\n", "2:1 JD016", "生校", "草案、试行、生效、废止"),
        ("title: 甲\neffective: 2026-1-1\n", "2:1 JD016", "2026-1-1", "2026-01-31"),
        ("title: 甲\neffective: 2026-02-30\n", "2:1 JD016", "2026-02-30", "2026-01-31"),
        ("title: 甲\nauthority:\n  - {matter: 乙, action: 审皮}\n", "3:17 JD016", "审皮", "决定、审批"),
        ("title: 甲\nauthority: [{matter: 乙}]\n", "2:13 JD016", "管理权限", "action"),
        ("title: 甲\nauthority: [{text: 乙, action: 审批}]\n", "2:13 JD016", "管理权限", "混写"),
        (
            "title: 甲\nauthority: {matter: 乙, action: 审批, limit: {below: 5千}}\n",
            "2:44 JD016",
            "5千",
            "阿拉伯数字",
        ),
        (
            "title: 甲\nauthority: {matter: 乙, action: 审批, limit: {from: １００}}\n",
            "2:44 JD016",
            "１００",
            "阿拉伯数字",
        ),
        (
            "title: 甲\nauthority: {matter: 乙, action: 审批, limit: {unit: 元}}\n",
            "2:36 JD016",
            "限额",
            "below",
        ),
    ],
)
def test_what_does_not_fit_is_told_once_in_the_users_words(
    text: str, expected: str, message: str, hint: str
) -> None:
    found = read_position(text)[1]
    assert marks(found) == [expected]
    assert message in found[0].message
    assert hint in found[0].hint


@pytest.mark.parametrize(
    "record, text, expected, hint",
    [
        (Unit, "name: 甲\ndepartments:\n  cw: {部门名称: 财务部}\n", "3:8 JD005", "应写作 name"),
        (Unit, "name: 甲\ndepartments:\n  cw: {misson: 乙}\n", "3:8 JD005", "是不是 mission"),
        (Unit, "name: 甲\ndepartments: [cw]\n", "2:1 JD006", "name"),
        (Unit, "name: 甲\ntree: no\n", "2:1 JD016", "true、false"),
        (Unit, "code: A\n", "1:1 JD012", "name: …"),
        (Company, "schema: 2\nname: 甲\n", "1:1 JD016", "可以写：1"),
        (Company, "name: 甲\n", "1:1 JD012", "schema: …"),
        (Company, "schema: 1\nname: 甲\nprivate: [薪酬待遇]\n", "3:11 JD016", "remuneration"),
        (
            Company,
            "schema: 1\nname: 甲\nprivate: [remuneration, renumeration]\n",
            "3:25 JD016",
            "remuneration",
        ),
        (Company, "schema: 1\nname: 甲\nprivate: renumeration\n", "3:1 JD016", "remuneration"),
    ],
)
def test_units_and_the_company_are_told_alike(
    record: type[Unit | Company], text: str, expected: str, hint: str
) -> None:
    found = read_as(record, text)[1]
    assert marks(found) == [expected]
    assert hint in found[0].hint


def test_a_name_somebody_chose_is_not_taken_for_a_key() -> None:
    (found,) = read_as(Unit, "name: 甲\ndepartments: {code: {name: [乙]}}\n")[1]
    assert found.message.startswith("部门（departments）code部门名称（name）")


@pytest.mark.parametrize(
    "text, code, words",
    [
        ("", "JD003", "没有内容"),
        ("# 注释\n", "JD003", "没有内容"),
        ("[]\n", "JD003", "没有内容"),
        ("- 甲\n- 乙\n", "JD004", "列表"),
        ("出纳员\n", "JD004", "一段文字"),
        ("~\n", "JD004", "一段文字"),
        ("title：出纳员\n", "JD013", "全角冒号"),
        ("# 注释\n\ntitle：出纳员\ncode：A\n", "JD013", "全角冒号"),
        ("title:出纳员\n", "JD001", "空格"),
    ],
)
def test_a_file_that_is_no_mapping_says_why(text: str, code: str, words: str) -> None:
    value, found = read_position(text)
    assert value is None
    assert codes(found) == [code]
    assert words in found[0].message


def test_a_full_width_colon_is_shown_at_its_line_below_comments() -> None:
    assert marks(read_position("# 注释\n\ntitle：出纳员\n")[1]) == ["3:6 JD013"]


def test_what_does_not_fit_is_left_out_and_the_rest_is_kept() -> None:
    value, _ = read_position(
        """\
        title: 出纳员
        code: [A]
        level: 主管
        duties:
          - 核对现金
          - {foo: 甲}
          - {text: 登记, standard: 日清月结}
          - {standard: [乙]}
          - 盘点
        superior: [财务总监, {oops: 丙}]
        qualifications: {education: 大专, 经历: 丁}
        """
    )
    kept = position(
        """\
        title: 出纳员
        level: 主管
        duties: [核对现金, {text: 登记, standard: 日清月结}, 盘点]
        superior: 财务总监
        qualifications: {education: 大专}
        """
    )
    assert value == kept


@pytest.mark.parametrize(
    "bad", ["{foo: 甲}", "{standard: [甲]}", "{txt: 甲, standard: [乙], children: [{x: 丙}]}"]
)
def test_a_bad_item_takes_no_other_with_it(bad: str) -> None:
    value, _ = read_position(f"title: 甲\nduties:\n  - {bad}\n  - {{text: 乙, standard: 丙}}\n  - 丁\n")
    assert value == position("title: 甲\nduties: [{text: 乙, standard: 丙}, 丁]")


def test_a_mistake_is_not_told_again_after_what_is_wrong_was_left_out() -> None:
    found = read_position("title: [甲]\nduties: [{foo: 乙}]\nsuperior: {outside: [丙]}\n")[1]
    assert sorted(marks(found)) == ["1:1 JD006", "2:10 JD012", "2:11 JD005", "3:12 JD006"]


def test_the_place_of_a_later_item_is_right_though_an_earlier_one_is_left_out() -> None:
    text = "title: 甲\nauthority:\n  - [x]\n  - {matter: 乙, action: 审皮, limit: {below: 五}}\n"
    assert marks(read_position(text)[1]) == ["3:5 JD006", "4:17 JD016", "4:37 JD016"]


def test_a_position_without_its_title_is_none_at_all() -> None:
    value, found = read_position("duties: [甲]\n")
    assert value is None
    assert codes(found) == ["JD012"]


@pytest.mark.parametrize("typed", ["null", "~", "no", "1.10", "007"])
def test_a_title_is_what_was_typed(typed: str) -> None:
    assert position(f"title: {typed}\n").title == typed


def test_a_single_value_reads_like_a_list_of_one() -> None:
    one = "superior: 总经理\nduties: {text: 核对, children: 盘点}\naliases: 小甲\nsource: 第5篇\n"
    many = "superior: [总经理]\nduties: [{text: 核对, children: [盘点]}]\naliases: [小甲]\nsource: [第5篇]\n"
    assert position(one) == position(many)


def test_a_sentence_reads_like_a_mapping_with_nothing_else() -> None:
    assert position("duties: [核对]\nsuperior: 甲\n") == position(
        "duties: [{text: 核对}]\nsuperior: {name: 甲}\n"
    )


@given(positions())
def test_what_is_written_reads_back_as_it_was(value: Position) -> None:
    text = to_yaml(to_data(value))
    back, found = read(Position, source(text))
    assert (back, found) == (value, [])


_DATA = st.recursive(
    st.sampled_from(["甲", "a: b", "：", "1", "试行", "审批"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "duties",
                    "text",
                    "children",
                    "superior",
                    "name",
                    "outside",
                    "authority",
                    "matter",
                    "action",
                    "limit",
                    "from",
                    "waive",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(list(Position.model_fields)), _DATA, max_size=6))
def test_any_data_is_read_as_far_as_it_fits(data: dict[str, object]) -> None:
    written = source(to_yaml({"title": "甲"} | data))
    value, found = read(Position, written)
    assert len(set(found)) == len(found)
    assert value is not None or "title" in data
    if value is not None and not found:
        assert read(Position, source(to_yaml(to_data(value))))[0] == value


def test_a_file_full_of_unknown_keys_is_told_in_bearable_time() -> None:
    started = time.perf_counter()
    found = read_position("title: 甲\n" + "".join(f"key{number}: x\n" for number in range(20_000)))[1]
    assert time.perf_counter() - started < 20
    assert len(found) == 20_000


def test_messages_stay_short_whatever_was_typed() -> None:
    long = "甲" * 5_000
    texts = [
        f"title: 乙\n? {long}\n: x\n",
        f"title: 乙\nstatus: {long}\n",
        f"title: {{{long[:900]}: {long}}}\n",
    ]
    texts += [
        f"title: 甲\n? {long}\n: 1\n? {long}\n: 2\n",
        f"title: !{'x' * 5_000} 甲\n",
        f"waive: {{{long[:900]}: []}}\n",
    ]
    for text in texts:
        found = read_position(text)[1]
        assert found
        assert all(len(finding.message + finding.hint) < 600 for finding in found)
