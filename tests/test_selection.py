import pytest
from making import library_of

from jdbook.errors import Stop
from jdbook.selection import find_department, find_unit, select

LIBRARY = library_of(
    {
        "ad/unit.yml": "name: 广告公司\ndepartments: {finance: {name: 财务部}, empty: {name: 空部}}\n",
        "ad/gm.yml": "title: 总经理\ncode: GG-01\naliases: [老总]\n",
        "ad/finance/cashier.yml": "title: 出纳员\n",
        "ad/finance/cfo.yml": "title: 财务总监\n",
        "ad/sales/rep.yml": "title: 销售员\n",
        "hq/unit.yml": "name: 总部\n",
        "hq/gm.yml": "title: 总经理\n",
    }
)
ALL = ["ad/gm", "ad/cashier", "ad/cfo", "ad/rep", "hq/gm"]


@pytest.mark.parametrize(
    "selectors, unit, keys",
    [
        ([], "", ALL),
        ([], "hq", ["hq/gm"]),
        ([], "总部", ["hq/gm"]),
        (["总经理"], "", ["ad/gm", "hq/gm"]),
        (["总经理"], "广告公司", ["ad/gm"]),
        (["老总"], "", ["ad/gm"]),
        (["GG-01"], "", ["ad/gm"]),
        (["hq/gm"], "", ["hq/gm"]),
        (["cashier"], "", ["ad/cashier"]),
        (["财务部"], "", ["ad/cashier", "ad/cfo"]),
        (["finance"], "", ["ad/cashier", "ad/cfo"]),
        (["sales"], "", ["ad/rep"]),
        (["广告公司"], "", ALL[:4]),
        (["出纳员", "财务部", "出纳员"], "", ["ad/cashier", "ad/cfo"]),
    ],
)
def test_positions_are_selected_by_any_of_their_names_each_once(
    selectors: list[str], unit: str, keys: list[str]
) -> None:
    assert [entry.key for entry in select(LIBRARY, selectors, unit)] == keys


@pytest.mark.parametrize(
    "selectors, unit",
    [(["会计"], ""), (["出纳员", "会计"], ""), (["出纳员"], "hq"), ([], "财务"), ([""], "")],
)
def test_a_name_nobody_has_is_told_with_what_there_is(selectors: list[str], unit: str) -> None:
    with pytest.raises(Stop, match="没有名为“") as stopped:
        select(LIBRARY, selectors, unit)
    assert stopped.value.status == 2


def test_units_are_found_by_id_or_name_and_the_message_lists_them() -> None:
    assert find_unit(LIBRARY, "ad") is find_unit(LIBRARY, "广告公司")
    with pytest.raises(Stop, match="广告公司（ad）、总部（hq）"):
        find_unit(LIBRARY, "甲")
    with pytest.raises(Stop, match="还没有任何单位"):
        find_unit(library_of({}), "甲")


@pytest.mark.parametrize(
    "name, folder",
    [("财务部", "finance"), ("finance", "finance"), ("空部", "empty"), ("sales", "sales"), ("", "")],
)
def test_departments_are_found_whether_listed_or_used(name: str, folder: str) -> None:
    assert find_department(LIBRARY.units["ad"], LIBRARY, name) == folder


def test_a_department_that_is_not_there_is_told_with_the_file_to_add_it_to() -> None:
    with pytest.raises(Stop, match="财务部（finance）") as stopped:
        find_department(LIBRARY.units["ad"], LIBRARY, "法务部")
    assert "jd_source/ad/unit.yml" in str(stopped.value)
