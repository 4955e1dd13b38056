"""What LibreOffice makes of the documents: pages as PDF, their text, and templates it has saved."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from word_makers import CASHIER, COMPANY, TEMPLATE, copy, copy_with, paragraphs, root, section, template

from jdbook.blocks import Grid, Item, Items, Paragraph, Section, Table
from jdbook.word.form import draw, position_document
from jdbook.word.handbook import Chapter, Handbook, handbook
from jdbook.word.package import Template

pytestmark = [pytest.mark.office, pytest.mark.slow]
Convert = Callable[[Mapping[str, bytes], str], Path]
Pages = list[str]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return what converts Word files by name into files of another format, and gives the folder they are in."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(files: Mapping[str, bytes], to: str) -> Path:
        folder = tmp_path_factory.mktemp("office")
        for name, data in files.items():
            (folder / f"{name}.docx").write_bytes(data)
        office = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
        command = [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            "made",
        ]
        names = [f"{name}.docx" for name in files]
        subprocess.run([*command, *names], cwd=folder, capture_output=True, check=True, timeout=300)
        return folder / "made"

    return run


@pytest.fixture(scope="module")
def pages(convert: Convert) -> Callable[[Mapping[str, bytes]], dict[str, Pages]]:
    """Return what prints Word files by name: the text of every page, without blanks and line ends."""

    def run(files: Mapping[str, bytes]) -> dict[str, Pages]:
        folder = convert(files, "pdf")
        return {name: _pages(folder / f"{name}.pdf") for name in files}

    return run


def _pages(pdf: Path) -> Pages:
    told = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True
    )
    return ["".join(page.split()) for page in told.stdout.split("\f")[:-1]]


def made(*sections: Section) -> bytes:
    return position_document(copy_with(*sections), template(), COMPANY)


def footers(pages: Pages) -> list[tuple[str, str]]:
    """Return on every page which page of how many it says it is."""
    return [found[0] for page in pages if (found := re.findall(r"第(\d+)页共(\d+)页", page))]


def test_a_form_shows_every_text_once_and_in_order(
    pages: Callable[[Mapping[str, bytes]], dict[str, Pages]],
) -> None:
    items = Items(
        tuple(Item(f"职责{number}项", notes=(("频次", (f"每{number}日",)),)) for number in range(10, 40))
    )
    table = Table(("事项", "权限"), tuple(((f"事务{number}件",), ("审批",)) for number in range(10, 60)))
    shown = pages({"form": made(section(items), section(table, label="管理权限", key="authority"))})["form"]
    text = "".join(shown)
    for pattern in (r"职责(\d+)项", r"频次：每(\d+)日", r"事务(\d+)件"):
        numbers = [int(number) for number in re.findall(pattern, text)]
        assert numbers == sorted(set(numbers))
        assert len(numbers) in (30, 50)
    assert footers(shown) == [(str(number), str(len(shown))) for number in range(1, len(shown) + 1)]
    assert all(copy().check_code in page and "SL-01" in page for page in shown)


def test_lists_are_numbered_from_1_in_every_section_and_go_on_over_groups_and_tables(
    pages: Callable[[Mapping[str, bytes]], dict[str, Pages]],
) -> None:
    nested = Item(
        "乙",
        children=(
            Item("子甲", children=(Item("孙甲", children=(Item("曾甲"), Item("曾乙"))),)),
            Item("子乙"),
        ),
    )
    duties = section(
        Items((Item("甲"), nested)),
        Table(("事项",), ((("内",),),)),
        Items((Item("丙"), Item("丁")), title="偶发", start=3),
    )
    others = section(
        Items((Item("戊"), Item("己", children=(Item("子丙"),)))), label="管理责任", key="responsibilities"
    )
    text = "".join(pages({"form": made(duties, others)})["form"])
    for numbered in (
        "1.甲",
        "2.乙",
        "（1）子甲",
        "①孙甲",
        "a)曾甲",
        "b)曾乙",
        "（2）子乙",
        "3.丙",
        "4.丁",
        "1.戊",
        "2.己",
        "（1）子丙",
    ):
        assert numbered in text


def test_the_head_of_a_long_table_comes_again_on_every_page_with_its_label(
    pages: Callable[[Mapping[str, bytes]], dict[str, Pages]],
) -> None:
    table = Table(("考核项目", "权重"), tuple(((f"项{number}",), ("一成",)) for number in range(150)))
    shown = pages({"form": made(section(table, label="考核标准", key="assessment"))})["form"]
    with_rows = [page for page in shown if re.search(r"项\d", page)]
    assert len(with_rows) >= 3
    assert all(page.count("考核项目") == 1 and page.count("考核标准") >= 1 for page in with_rows)


REVISIONS = section(
    Table(("版本", "修订内容"), ((("1.0",), ("首次编写",)),)), label="修订记录", key="revisions"
)
CONTROL = section(Grid((("复核日期", ("2030-01-01",)),)), label="文件控制", key="control")
RULES = section(Items((Item("规矩一"), Item("规矩二"))), label="管理制度", key="rules")
MANY_RULES = section(Items(tuple(Item(f"规矩{n}") for n in range(14))), label="管理制度", key="rules")
GROUPED = section(
    Items((Item("规矩一"),), "甲"), Items((Item("规矩二"),), "乙", 2), label="管理制度", key="rules"
)
ASSESSED = section(Table(("考核项目",), ((("规矩一",),), (("规矩二",),))), label="考核标准", key="assessment")
ENDINGS = {
    "duties": (),
    "rules": (RULES,),
    "many": (MANY_RULES,),
    "grouped": (GROUPED,),
    "revised": (RULES, REVISIONS),
    "controlled": (RULES, CONTROL, REVISIONS),
    "many revised": (MANY_RULES, REVISIONS),
    "assessed": (ASSESSED, REVISIONS),
}


def test_signatures_stand_on_one_page_and_never_without_text_of_the_position(
    pages: Callable[[Mapping[str, bytes]], dict[str, Pages]],
) -> None:
    forms = {
        f"{name} {length}": made(section(Items(tuple(Item(f"职责{n}") for n in range(length)))), *ending)
        for name, ending in ENDINGS.items()
        for length in range(13, 39, 2)
    }
    alone = []
    for name, shown in pages(forms).items():
        signed = [page for page in shown if "签收声明" in page]
        assert signed == shown[-1:], name
        assert all(part in signed[0] for part in ("编制", "批准", "签收声明", "上级签字", "一式三份")), name
        assert ("首次编写" in signed[0]) == ("首次编写" in "".join(shown)), name
        if "职责" not in signed[0].replace("岗位职责说明书", "") and "规矩" not in signed[0]:
            alone.append(name)
    assert alone == []


def test_every_position_of_a_handbook_begins_a_page_and_counts_its_own(
    pages: Callable[[Mapping[str, bytes]], dict[str, Pages]],
) -> None:
    duties = "duties:\n" + "".join(f"  - 第{number}件事要办\n" for number in range(60))
    long = CASHIER.replace("duties: [登记日记账, 核对余额]\n", duties)
    texts = [
        text.replace("出纳员", title)
        for title, text in (("主管", CASHIER), ("经理", long), ("专员", CASHIER))
    ]
    chapter = Chapter("财务部", [draw(copy(text), template(), COMPANY) for text in texts])
    book = Handbook("岗位手册", "示例单位", COMPANY, "示例公司", [chapter])
    shown = pages({"book": handbook(book, template())})["book"]
    beginnings = [number for number, page in enumerate(shown) if "岗位职责说明书（试行）" in page]
    assert len(beginnings) == 3
    assert [
        ("岗位名称" + title in shown[at])
        for at, title in zip(beginnings, ("主管", "经理", "专员"), strict=True)
    ] == [True] * 3
    count = beginnings[2] - beginnings[1]
    assert count >= 2
    assert footers(shown[beginnings[1] : beginnings[2]]) == [
        (str(n), str(count)) for n in range(1, count + 1)
    ]
    assert footers(shown[beginnings[0] : beginnings[1]]) == [("1", "1")]
    assert [name in page for name, page in zip(("批准页", "修订记录", "目录"), shown[1:], strict=False)] == [
        True
    ] * 3
    assert "签收登记表" in shown[-1]
    assert footers(shown)[-1] == ("1", "1")


def test_extreme_texts_survive(pages: Callable[[Mapping[str, bytes]], dict[str, Pages]]) -> None:
    long = "".join(f"第{number}句话说到这里。" for number in range(200))
    rare = "罕用字𠮷、长词" + "Pneumono" * 40
    item = Item("底层")
    for level in range(4):
        item = Item(f"层{level}", children=(item,))
    sixty = Items((Item(long), Item(rare), item, *(Item(f"职责{number}") for number in range(57))))
    table = Table(("事项", "说明"), ((("用印",), (long,)),))
    parts = (section(sixty), section(Paragraph("第一行\n第二行"), label="岗位目的", key="purpose"))
    shown = pages({"form": made(*parts, section(table, label="管理权限", key="authority"))})["form"]
    text = re.sub(r"示例公司岗位职责说明书SL-01版本未定|校验码\w{12}第\d+页共\d+页出纳员", "", "".join(shown))
    assert text.count(long) == 1
    assert all(f"第{number}句话" in text.replace(long, "", 1) for number in (0, 100, 199))
    assert "Pneumono" * 40 in text
    assert "第一行第二行" in text
    assert all(each in text for each in ("层0", "层1", "层2", "层3", "底层", "职责56"))


def test_a_template_that_another_program_has_saved_still_serves(convert: Convert, tmp_path: Path) -> None:
    folder = convert({"form": TEMPLATE.read_bytes()}, "odt")
    office = shutil.which("soffice") or "soffice"
    command = [
        office,
        f"-env:UserInstallation={tmp_path.as_uri()}/profile",
        "--headless",
        "--convert-to",
        "docx",
    ]
    subprocess.run([*command, "form.odt"], cwd=folder, capture_output=True, check=True, timeout=300)
    saved = Template.load(folder / "form.docx")
    ours, theirs = (
        paragraphs(root(position_document(copy(), each, COMPANY))) for each in (template(), saved)
    )
    counted = [[re.sub(r"共 \d+ 页", "", text) for _, text in each] for each in (ours, theirs)]
    assert counted[0] == counted[1]


def test_the_word_files_survive_being_saved_by_another_program(convert: Convert) -> None:
    import docx

    folder = convert({"form": position_document(copy(), template(), COMPANY)}, "docx:MS Word 2007 XML")
    opened = docx.Document(str(folder / "form.docx"))
    assert opened.tables[0].rows[0].cells[1].text == "出纳员"
