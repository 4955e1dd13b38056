import re
from pathlib import Path

import pytest
from making import library_of, write_tree

from jdbook.errors import Stop
from jdbook.fields import FIELDS
from jdbook.library import Library
from jdbook.loading import load_checked
from jdbook.model import Position
from jdbook.reading import read
from jdbook.scaffold import scaffold
from jdbook.source import Source

FILES: dict[str, str | bytes] = {
    "company.yml": "schema: 1\nname: 集团\n",
    "ad/unit.yml": "name: 广告公司\ncode: GG\ndepartments: {finance: {name: 财务部, code: CW}, art: {name: 美术部}}\n",
    "ad/gm.yml": "title: 总经理\ncode: GG-01\nsuperior: {outside: 董事会}\nduties: [经营公司]\nstatus: 试行\n",
    "ad/finance/cfo.yml": "title: 财务总监\ncode: GG-CW-01\nsuperior: 总经理\nduties: [主管财务]\nstatus: 试行\n",
    "ad/finance/cashier.yml": (
        "title: 出纳员\ncode: GG-CW-02\nsuperior: 财务总监\nlevel: 专员\naliases: 管钱的\nstatus: 生效\nversion: '3'\n"
        "duties: [核对现金, {text: 登记, standard: 日清}]\nremuneration: [月薪八千]\nwaive: {JD203: 理由}\n"
    ),
    "pool/unit.yml": "name: 散\ntree: false\n",
}


def library(**more: str) -> Library:
    return library_of({path: str(text) for path, text in FILES.items()} | more)


def made(title: str, *args: str, **more: str) -> tuple[str, Position]:
    path, text = scaffold(library(), title, *args, **more)
    value, found = read(Position, Source(path, text))
    assert found == []
    assert value is not None
    return path, value


def test_a_new_position_has_its_place_its_code_and_its_likely_superior() -> None:
    path, value = made("会计", "广告公司", "财务部")
    assert path == "ad/finance/会计.yml"
    assert (value.title, value.code, value.status) == ("会计", "GG-CW-03", "草案")
    assert [str(superior) for superior in value.superior] == ["财务总监"]


@pytest.mark.parametrize(
    "unit, department, code, superior",
    [
        ("ad", "", "GG-02", ["总经理"]),
        ("ad", "art", None, ["总经理"]),
        ("ad", "finance", "GG-CW-03", ["财务总监"]),
        ("pool", "", None, []),
    ],
)
def test_codes_and_superiors_follow_what_the_unit_says(
    unit: str, department: str, code: str | None, superior: list[str]
) -> None:
    value = made("新人", unit, department)[1]
    assert (value.code, [str(one) for one in value.superior]) == (code, superior)


def test_what_another_position_says_is_taken_over_except_what_is_its_own() -> None:
    value = made("会计", "ad", "finance", like="出纳员")[1]
    assert [duty.text for duty in value.duties] == ["核对现金", "登记"]
    assert (value.level, value.remuneration) == ("专员", ("月薪八千",))
    assert [str(one) for one in value.superior] == ["财务总监"]
    assert (value.code, value.aliases, value.status, value.version) == ("GG-CW-03", (), "草案", "0.1")
    assert value.waive == {}


@pytest.mark.parametrize("like", ["cashier", "ad/cashier", "出纳员"])
def test_the_model_may_be_named_in_any_way(like: str) -> None:
    assert made("会计", "ad", like=like)[1].level == "专员"


@pytest.mark.parametrize(
    "title, id, file",
    [
        ("会计", "", "会计"),
        ("会计（兼）", "", "会计-兼"),
        ("行政/人事专员", "", "行政-人事专员"),
        ("Java 工程师", "", "Java-工程师"),
        ("会计", "accountant", "accountant"),
        ("../../x", "", "x"),
    ],
)
def test_the_file_name_is_made_of_the_title(title: str, id: str, file: str) -> None:
    assert scaffold(library(), title, "ad", id=id)[0] == f"ad/{file}.yml"


@pytest.mark.parametrize(
    "title, options, words",
    [
        ("出纳员", {}, "jd_source/ad/finance/cashier.yml"),
        ("会计", {"id": "cashier"}, "cashier"),
        ("会计", {"id": "Cashier"}, "cashier"),
        ("会计", {"id": "a/b"}, "不能用作文件名"),
        ("会计", {"id": "../x"}, "不能用作文件名"),
        ("会计", {"id": "a.b"}, "不能用作文件名"),
        ("会计", {"id": "_draft"}, "不能用作文件名"),
        ("会计", {"id": "unit"}, "不能用作文件名"),
        ("？？", {}, "不能用作文件名"),
        ("", {}, "不能用作文件名"),
        ("会计、出纳", {}, "一个"),
        ("会" * 90, {}, "太长"),
        ("会计", {"like": "张三"}, "张三"),
        ("会计", {"department": "法务部"}, "法务部"),
    ],
)
def test_what_cannot_be_made_is_refused_with_the_way_out(
    title: str, options: dict[str, str], words: str
) -> None:
    with pytest.raises(Stop, match=words):
        scaffold(library(), title, "ad", **options)


def test_every_key_is_there_with_its_explanation_and_each_example_can_be_uncommented() -> None:
    text = scaffold(library(), "会计", "pool")[1]
    for field in FIELDS:
        if field.key not in ("waive", "extends", "subordinates"):
            assert f"# {field.label}：{field.help}\n" in text
    commented = [line.removeprefix("# ") for line in text.splitlines() if re.match("# [a-z_]+: ", line)]
    given = {line.split(":")[0] for line in text.splitlines() if not line.startswith(("#", " "))}
    examples = [line for line in commented if line.split(":")[0] not in given]
    assert len(examples) > 20
    value, found = read(Position, Source("f.yml", "title: 会计\n" + "\n".join(examples)))
    assert found == []
    assert value is not None
    assert value.effective


@pytest.mark.parametrize(
    "options", [{}, {"like": "cashier"}, {"department": "财务部"}, {"department": "art", "id": "x"}]
)
@pytest.mark.parametrize("title", ["会计", "no", "1.10", "行政/人事专员", "#1 号员", "@助理", "会计: 主办"])
def test_what_is_made_passes_the_check(title: str, options: dict[str, str], tmp_path: Path) -> None:
    write_tree(tmp_path, FILES)
    before = load_checked(tmp_path)
    path, text = scaffold(before.library, title, "ad", **options)
    write_tree(tmp_path, FILES | {path: text})
    after = load_checked(tmp_path)
    assert len(after.library.entries) == len(before.library.entries) + 1
    mine = [found for found in after.findings if found.place.file == f"jd_source/{path}" and found.open]
    assert [str(found) for found in mine if found.severity.name != "HINT"] == []
