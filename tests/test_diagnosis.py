import pytest
from making import marks, source

from jdbook.diagnosis import INVISIBLE, slip_in
from jdbook.source import Source


@pytest.mark.parametrize(
    "text, expected, words",
    [
        ("title: 甲\ncode：A\n", "2:5 JD013", "全角冒号"),
        ("title：甲\ncode: A\n", "1:6 JD013", "全角冒号"),
        ("title: 甲\nduties:\n  - text：乙\n    standard: 丙\n", "3:9 JD013", "全角冒号"),
        ("title: 甲\n直接上级：乙\ncode: A\n", "2:5 JD013", "全角冒号"),
        ("title: 甲\nduties:\n\t- 乙\n", "3:1 JD014", "Tab"),
        ("title: 甲\nduties:\n  - text: 乙\n  \tstandard: 丙\n", "4:3 JD014", "Tab"),
        ('title: 甲\npurpose: "乙\ncode: A\n', "2:10 JD015", "引号没有关上"),
        ("title: '甲\n", "1:8 JD015", "引号没有关上"),
        ('title: "甲\n---\n', "1:8 JD015", "引号没有关上"),
        ("title:甲\ncode: A\n", "1:6 JD001", "冒号后面没有空格"),
        ("title: 甲\npurpose: 注意: 乙\n", "2:12 JD001", "两个"),
        ('title: 甲\npurpose: "乙"丙\n', "2:13 JD001", "引号"),
        ("title: 甲\n code: A\n", "2:6 JD001", "两个"),
        ("  title: 甲\ncode: A\n", "2:1 JD001", "缩进多"),
        ("title: 甲\nduties:\n  - 乙\n  丙: 丁\n", "4:3 JD001", "列表"),
        ("title: 甲\nduties: [乙, 丙\ncode: A\n", "2:9 JD001", "没有写完"),
        ("title: 甲\nsuperior: {outside: 乙\n", "2:11 JD001", "没有写完"),
        ("title: @甲\n", "1:8 JD001", "起始字符"),
        ("title: `甲`\n", "1:8 JD001", "起始字符"),
        ("title: %甲\n", "1:8 JD001", "起始字符"),
        ("title: !e!甲 乙\n", "1:11 JD001", "类型标记"),
        ("title: - 甲\n", "1:8 JD001", "“-”"),
        ("title: *甲*\n", "1:9 JD001", "以 * 或 &"),
        ("title: >甲\n", "1:9 JD001", "以 > 或 |"),
        ("title: ? 甲\n", "1:8 JD001", "“? ”"),
        ("title: ,甲\n", "1:8 JD001", "括号或逗号"),
        ("title: 甲\nduties:\n  - text：乙\n  - 丙\n", "3:9 JD013", "全角冒号"),
        ("title: 甲\nduties:\n  -乙\n  -丙\n", "3:4 JD001", "没有空格"),
        ("title: 甲\nduties:\n  - 乙\n   - 丙\n", "4:5 JD001", "接在了上一行"),
        ("title: 甲\nduties: 乙\n  - 丙\n", "3:4 JD001", "接在了上一行"),
        ('title: "C:\\盘"\n', "1:11 JD001", "反斜杠"),
        ('title: "C:\\d"\n', "1:11 JD001", "反斜杠"),
    ],
)
def test_a_slip_is_named_where_a_person_should_look(text: str, expected: str, words: str) -> None:
    found = source(text, "f.yml").findings
    assert marks(found) == [expected]
    assert words in found[0].message
    assert found[0].hint


@pytest.mark.parametrize(
    "text", ["title: [甲\n", "a: b: c\n", "x\ny: z\n", "- a\nb: c\n", "%\n", "a: |x\n", "a: ]\n"]
)
def test_nothing_the_parser_refuses_is_told_in_english_alone(text: str) -> None:
    (found,) = source(text).findings
    assert any("\u4e00" <= character <= "\u9fff" for character in found.message)
    assert found.code in {"JD001", "JD013", "JD014", "JD015"}


@pytest.mark.parametrize(
    "text",
    [
        "title: 甲 # 注：乙\n",
        "# 说明：\ntitle: 甲\n",
        "url: http://a:8080/b\n",
        "a: - 5\n"[3:],
        "a: KPI：完成率\n",
        "- '-乙'\n",
        "a: -5 度\n",
        "a: 甲：乙\n",
        "a: 甲\n  乙-丙\n",
        "a: |\n  - 甲\n",
        "time: 9:30\n",
    ],
)
def test_colons_that_are_no_slips_are_left_alone(text: str) -> None:
    assert source(text).findings == []


def test_the_first_invisible_character_of_every_line_is_named() -> None:
    found = Source("f.yml", "title: 甲\u200b\u200b乙\ncode: A\npurpose: 丙\x07\n").findings
    assert marks(found) == ["1:9 JD011", "3:11 JD011"]


def test_a_file_with_invisible_characters_is_read_without_them() -> None:
    assert Source("f.yml", "title: 出\u2028纳\x07员\n").data() == {"title": "出纳员"}


def test_what_is_invisible_is_not_what_emoji_or_chinese_need() -> None:
    assert not INVISIBLE.search("出纳员 ，。“”　👩\u200d💻\ufe0f é\u0301 𠮷\t\n")


@pytest.mark.parametrize("line", ["title: 甲", "- 甲：乙", "  负责：核对", "", "- [a, b]", "甲乙丙：丁"])
def test_a_slip_needs_its_sign(line: str) -> None:
    found = slip_in(line)
    assert found is None or found[0].code == "JD013"
