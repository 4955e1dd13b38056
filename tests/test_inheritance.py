import pytest
from hypothesis import given
from making import codes, load_of, marks, position
from strategies_core import positions

from jdbook.fields import FIELDS
from jdbook.inheritance import in_full, merged
from jdbook.model import Group, Position


def chain(**positions: str) -> dict[str, Position]:
    return {f"ad/{key}": position(f"title: {key}\n{text}") for key, text in positions.items()}


def test_lists_are_joined_and_single_values_are_the_heirs_where_it_has_one() -> None:
    full, problem = in_full(
        "ad/heir",
        chain(
            parent="duties: [甲, 乙]\npurpose: 丙\nnature: 丁\nqualifications: {skills: [戊], education: 大专}\n",
            heir="extends: parent\nduties: [乙, 己]\npurpose: 庚\nqualifications: {skills: [辛], major: 会计}\n",
        ),
    )
    assert problem is None
    assert [duty.text for duty in full.duties] == ["甲", "乙", "己"]
    assert (full.purpose, full.nature) == ("庚", "丁")
    assert (
        full.qualifications
        == position("qualifications: {skills: [戊, 辛], education: 大专, major: 会计}\n").qualifications
    )


def test_only_content_is_inherited() -> None:
    parent = "code: A\naliases: 乙\nlevel: 一\nsuperior: 丙\nstatus: 生效\nversion: 一\nsource: 丁\nwaive: {JD201: 戊}\n"
    full, _ = in_full("ad/heir", chain(parent=parent, heir="extends: parent\n"))
    assert full == position("title: heir\nextends: parent\n")


@given(positions(), positions())
def test_an_heir_has_everything_of_its_parent_and_everything_of_its_own(
    parent: Position, heir: Position
) -> None:
    full = merged(parent, heir)
    for field in FIELDS:
        above, own, both = (getattr(each, field.name) for each in (parent, heir, full))
        if field.about.group is not Group.CONTENT:
            assert both == own
        elif field.many:
            assert both[: len(above)] == above
            assert all(item in both for item in own)


@given(positions())
def test_inheriting_from_nobody_in_particular_changes_nothing(value: Position) -> None:
    assert merged(Position(title="空"), value) == value


def test_a_chain_is_followed_to_its_end() -> None:
    full, problem = in_full(
        "ad/c", chain(a="duties: [甲]\n", b="extends: a\nduties: [乙]\n", c="extends: ad/b\nduties: [丙]\n")
    )
    assert problem is None
    assert [duty.text for duty in full.duties] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    "texts, key, code, words",
    [
        ({"a": "extends: a\n"}, "a", "JD031", "ad/a → ad/a"),
        ({"a": "extends: b\n", "b": "extends: a\n"}, "a", "JD031", "ad/a → ad/b → ad/a"),
        ({"a": "extends: b\n", "b": "extends: c\n", "c": "extends: b\n"}, "a", "JD031", "ad/b → ad/c → ad/b"),
        ({"a": "extends: nobody\n"}, "a", "JD030", "nobody"),
        ({"a": "extends: other/a\n"}, "a", "JD030", "other/a"),
        ({"a": "extends: b\n", "b": "extends: nobody\n"}, "a", "JD030", "nobody"),
    ],
)
def test_a_chain_that_leads_nowhere_says_so(texts: dict[str, str], key: str, code: str, words: str) -> None:
    full, problem = in_full(f"ad/{key}", chain(**texts))
    assert full.title == key
    assert problem is not None
    assert problem[0].code == code
    assert words in problem[1]


def test_with_a_broken_chain_as_much_is_inherited_as_holds() -> None:
    full, _ = in_full("ad/a", chain(a="extends: b\n", b="extends: nobody\nduties: [甲]\n"))
    assert [duty.text for duty in full.duties] == ["甲"]


def test_a_library_is_in_full_and_names_the_line_of_a_broken_chain() -> None:
    library, found = load_of(
        {
            "ad/staff.yml": "title: 市场人员\nduties: [跑市场]\n",
            "ad/sales/head.yml": "title: 市场主管\nextends: staff\nduties: [带队]\n",
            "hq/other.yml": "title: 丙\ncode: X\nextends: ad/staff\n",
            "hq/lost.yml": "title: 丁\ncode: Y\nextends: staff\n",
        }
    )
    assert [duty.text for duty in library.by_key["ad/head"].position.duties] == ["跑市场", "带队"]
    assert [duty.text for duty in library.by_key["hq/other"].position.duties] == ["跑市场"]
    assert marks(found) == ["3:1 JD030"]
    assert found[0].place.file == "jd_source/hq/lost.yml"


def test_two_files_of_one_id_inherit_each_for_itself() -> None:
    library, _ = load_of(
        {
            "ad/a/x.yml": "title: 甲\nextends: base\n",
            "ad/b/x.yml": "title: 乙\nextends: base\n",
            "ad/base.yml": "title: 丙\nduties: [丁]\n",
        }
    )
    assert [(entry.title, len(entry.position.duties)) for entry in library.entries if entry.id == "x"] == [
        ("甲", 1),
        ("乙", 1),
    ]


def test_a_name_inherited_from_another_unit_means_the_one_of_the_heirs_unit() -> None:
    library, found = load_of(
        {
            "ad/boss.yml": "title: 总经理\n",
            "ad/base.yml": "title: 丙\nauthority: {matter: 丁, action: 审批, with_whom: 总经理}\n",
            "hq/boss.yml": "title: 总经理\n",
            "hq/heir.yml": "title: 戊\nextends: ad/base\n",
        }
    )
    assert codes(found) == []
    (power,) = library.by_key["hq/heir"].position.authority
    resolved = library.resolve(power.with_whom[0], "hq").entry
    assert resolved is not None
    assert resolved.key == "hq/boss"
