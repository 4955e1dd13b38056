import pytest
from hypothesis import given
from making import position
from strategies_core import positions

from jdbook.blocks import Cell, Definitions, Grid, Items, Paragraph, Ref, Section, Table
from jdbook.model import Group, Position
from jdbook.outline import PRINTED, from_blocks, to_blocks


def section(text: str, key: str) -> Section:
    return next(section for section in to_blocks(position(text)) if section.key == key)


@given(positions())
def test_blocks_make_the_position_they_were_made_of(value: Position) -> None:
    assert from_blocks(to_blocks(value)) == value


@given(positions())
def test_sections_stand_in_the_order_of_the_declarations_each_once(value: Position) -> None:
    keys = [section.key for section in to_blocks(value)]
    order = [group.name.lower() for group in Group] + list(Position.model_fields)
    assert len(keys) == len(set(keys))
    content = [key for key in keys if key in Position.model_fields]
    assert content == sorted(content, key=order.index)


@given(positions())
def test_nothing_empty_is_in_print(value: Position) -> None:
    for section in to_blocks(value):
        assert section.label
        assert section.body
        for body in section.body:
            filled = body.text if isinstance(body, Paragraph) else True
            assert filled
            if isinstance(body, Table):
                assert all(any(row[column] for row in body.rows) for column in range(len(body.columns)))
                assert all(len(row) == len(body.columns) for row in body.rows)
            if isinstance(body, Items):
                assert body.items


@given(positions())
def test_a_list_is_numbered_through_whatever_stands_between(value: Position) -> None:
    for section in to_blocks(value):
        runs = [body for body in section.body if isinstance(body, Items)]
        starts = [1 + sum(len(run.items) for run in runs[:number]) for number in range(len(runs))]
        assert [run.start for run in runs] == starts


def test_identity_is_a_grid_of_labelled_facts() -> None:
    grid = section("code: A-1\nlevel: 三级\nsuperior: [总经理, {outside: 董事会}]\n", "identity")
    assert grid == Section(
        "identity",
        "基本信息",
        (
            Grid(
                (
                    ("岗位名称", ("出纳员",)),
                    ("岗位编号", ("A-1",)),
                    ("职级", ("三级",)),
                    ("直接上级", (Ref("总经理"), Ref("董事会", outside=True))),
                )
            ),
        ),
    )


def test_groups_head_lists_at_the_top_and_are_remarks_below() -> None:
    duties = section(
        """
        duties:
          - {text: 甲, group: 日常}
          - {text: 乙, group: 日常, children: [{text: 丙, group: 偶发}]}
          - 丁
          - {text: 戊, group: 日常}
        """,
        "duties",
    )
    lists = [body for body in duties.body if isinstance(body, Items)]
    assert [(one.title, one.start, len(one.items)) for one in lists] == [
        ("日常", 1, 2),
        ("", 3, 1),
        ("日常", 4, 1),
    ]
    assert lists[0].items[1].children[0].notes == (("类别", ("偶发",)),)


def test_remarks_follow_the_sentence_with_their_labels() -> None:
    (duties,) = section("duties: {text: 甲, standard: 乙, frequency: 每日}\n", "duties").body
    assert isinstance(duties, Items)
    assert duties.items[0].notes == (("工作标准", ("乙",)), ("频次", ("每日",)))


def test_structured_powers_are_a_table_with_the_columns_that_are_used() -> None:
    sentences, table = section(
        """
        authority:
          - 有权拒付。
          - {matter: 签发支票, action: 执行, limit: {from: 10000}, with_whom: [总经理, {outside: 银行}]}
          - {matter: 采购, action: 审批}
        """,
        "authority",
    ).body
    assert isinstance(sentences, Items)
    assert table == Table(
        ("事项", "权限", "限额", "会同或报送"),
        (
            (("签发支票",), ("执行",), ("10000 元及以上",), (Ref("总经理"), Ref("银行", outside=True))),
            (("采购",), ("审批",), (), ()),
        ),
    )


def test_every_shape_becomes_its_block() -> None:
    whole = position(
        "purpose: 甲\nsafety: [乙]\nqualifications: {skills: [丙, 丁]}\nassessment: {item: 戊, weight: 20%}\n"
    )
    bodies = {section.key: type(section.body[0]) for section in to_blocks(whole)}
    assert bodies == {
        "identity": Grid,
        "purpose": Paragraph,
        "safety": Items,
        "qualifications": Definitions,
        "assessment": Table,
    }


def test_fields_left_out_leave_no_trace() -> None:
    whole = position("level: 三级\nremuneration: [月薪八千]\nduties: [核对]\n")
    public = to_blocks(whole, without={"remuneration", "level"})
    assert "八千" not in repr(public)
    assert "三级" not in repr(public)
    assert "核对" in repr(public)


def test_document_control_is_printed_and_provenance_is_not() -> None:
    whole = position(
        "status: 试行\nsource: 第5篇\nextends: x\nwaive: {JD201: 理由}\nrevisions: [{changes: 首次}]\n"
    )
    assert [section.key for section in to_blocks(whole, groups=PRINTED)] == [
        "identity",
        "control",
        "revisions",
    ]
    assert [section.key for section in to_blocks(whole)][3:] == ["internal", "waive"]


def test_derived_facts_stand_in_the_identity_and_replace_what_the_file_says() -> None:
    facts: dict[str, Cell] = {"直接下级": (Ref("乙"),), "所属单位": ("丙",)}
    (identity,) = to_blocks(position("subordinates: 甲\n"), derived=facts, groups=[Group.IDENTITY])
    (grid,) = identity.body
    assert isinstance(grid, Grid)
    assert dict(grid.pairs) == {"岗位名称": ("出纳员",)} | facts


@pytest.mark.parametrize("body", [Grid((("未知", ("甲",)),)), Paragraph("甲")])
def test_a_label_nobody_declared_is_an_error_of_ours(body: Grid | Paragraph) -> None:
    with pytest.raises(KeyError):
        from_blocks([Section("x", "未知", (body,))])
