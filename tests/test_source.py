import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from making import codes, marks, source

from jdbook.model import Company, Position, Unit
from jdbook.reading import read
from jdbook.source import MAX_DEPTH, Source

_FRAGMENTS = [
    "|",
    "|\n",
    *[
        "title: ",
        "- ",
        "  ",
        "\n",
        "：",
        "\t",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "<<: ",
        "!x ",
        "!!int ",
        ">\n",
        "#",
        "? ",
        ": ",
        ",",
        "甲",
        "---",
        "...",
        "%YAML 1.1\n",
        "\x07",
        "\x85",
        "\u2028",
        "\r",
        "\ufeff",
        "😀",
        "\x00",
        "duties:\n  - ",
        "superior: ",
        "children: ",
        "limit: ",
        "\\x41",
        "\\ud800",
        "~",
        "null",
        "1",
        "@",
        "`",
        "\u200b",
        "ａ",
    ],
]
SNIPPETS = st.lists(st.sampled_from(_FRAGMENTS), max_size=40).map("".join)


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "1.10", "007", "~", "null", "2026-01-01", "1e3", "0x10", ".inf", "-1", "on", "12:30"],
)
def test_every_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    assert source(f"level: {typed}\n").data() == {"level": typed}


def test_numbers_and_words_of_yaml_are_keys_like_any_other() -> None:
    assert source("1: a\nyes: b\n~: c\n").data() == {"1": "a", "yes": "b", "~": "c"}


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "# a\n---\n# b\n..."])
def test_a_document_without_content_is_nothing(text: str) -> None:
    assert not source(text).data()


@pytest.mark.parametrize(
    "written, meant",
    [
        ("purpose: 每日核对\n  现金\n", "每日核对现金"),
        ("purpose: >\n  每日核对\n  现金\n", "每日核对现金"),
        ('purpose: "每日核对\n  现金"\n', "每日核对现金"),
        ("purpose: 每日核对，\n  “现金”\n", "每日核对，“现金”"),
        ("purpose: 姓 𠮷\n  𠮷田\n", "姓 𠮷𠮷田"),
        ("purpose: 使用 Excel\n  制表\n", "使用 Excel 制表"),
        ("purpose: 每日\n\n  核对\n", "每日\n核对"),
        ("purpose: |\n  每日 核对\n  现金\n", "每日 核对\n现金"),
        ("purpose: 甲 乙\n", "甲 乙"),
        ("purpose: 甲 乙\n  丙 丁\n", "甲 乙丙 丁"),
        ("purpose: '甲 乙\n\n  丙'\n", "甲 乙\n丙"),
        ("purpose: >\n  甲 乙\n  丙\n\n  丁\n", "甲 乙丙\n丁"),
        ('purpose: "甲 乙\\\n  丙"\n', "甲 乙丙"),
        ('purpose: "\\u7532 乙\n  丙"\n', "甲 乙 丙"),
        ("title: 甲\npurpose: 乙\n  丙 丁 # 注\ncode: A\n", "乙丙 丁"),
    ],
)
def test_folding_puts_no_blank_between_chinese_characters_and_typed_blanks_stay(
    written: str, meant: str
) -> None:
    data = Source("f.yml", written).data()
    assert isinstance(data, dict)
    assert data["purpose"] == meant


@pytest.mark.parametrize(
    "text, expected",
    [
        ("a: &x b\n", "1:4 JD008"),
        ("a: *x\n", "1:4 JD008"),
        ("a: &x {b: c}\n", "1:4 JD008"),
        ("a: &x [b]\n", "1:4 JD008"),
        ("title: 甲\n<<: *x\n", "2:5 JD008"),
        ("a: !!int 1\n", "1:4 JD001"),
        ("a: !local [b]\n", "1:4 JD001"),
        ("a: !!python/object/apply:os.system [ls]\n", "1:4 JD001"),
        ("a: b\n---\nc: d\n", "2:1 JD001"),
    ],
)
def test_what_would_need_guessing_is_refused_where_it_stands(text: str, expected: str) -> None:
    refused = source(text)
    assert marks(refused.findings) == [expected]
    assert refused.data() is None


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert marks(source(bomb).findings) == ["1:4 JD008"]


def test_a_repeated_key_is_found_and_the_first_value_stands() -> None:
    twice = source("a: 1\nb:\n  c: 2\n  c: 3\na: 4\n")
    assert marks(twice.findings) == ["4:3 JD007", "5:1 JD007"]
    assert twice.data() == {"a": "1", "b": {"c": "2"}}
    assert "第 1 行" in twice.findings[1].message


@pytest.mark.parametrize("text", ["? [a]\n: b\nc: d\n", "? {a: b}\n: b\nc: d\n"])
def test_a_collection_as_a_key_is_found_and_the_rest_is_read(text: str) -> None:
    assert codes(source(text).findings) == ["JD001"]
    assert source(text).data() == {"c": "d"}


def test_depth_is_bounded_exactly() -> None:
    deepest, deeper = (
        "[" * MAX_DEPTH + "a" + "]" * MAX_DEPTH,
        "[" * (MAX_DEPTH + 1) + "a" + "]" * (MAX_DEPTH + 1),
    )
    assert source(deepest).findings == []
    assert marks(source(deeper).findings) == [f"1:{MAX_DEPTH + 1} JD010"]


def test_depth_counts_what_is_open_not_what_there_is() -> None:
    assert source("- [[a]]\n" * (MAX_DEPTH * 3)).findings == []


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x0b",
        "\x1b",
        "\x7f",
        "\x85",
        "\x9f",
        "\u00ad",
        "\u200b",
        "\u200e",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2060",
        "\u2066",
        "\ufeff",
        "\ufffe",
        "\uffff",
    ],
)
def test_an_invisible_character_is_found_where_it_stands(character: str) -> None:
    found = Source("f.yml", f"title: 出纳员\npurpose: 核对{character}现金\n").findings
    assert marks(found) == ["2:12 JD011"]
    assert f"U+{ord(character):04X}" in found[0].message


@pytest.mark.parametrize(
    "escape", ["\\0", "\\x07", "\\e", "\\r", "\\N", "\\u2028", "\\x85", "\\u202e", "\\uFEFF"]
)
def test_an_invisible_character_written_as_an_escape_is_found_too(escape: str) -> None:
    assert marks(source(f'purpose: "核对{escape}现金"\n').findings) == ["1:10 JD011"]


@pytest.mark.parametrize("character", ["\t", "é", "\u0301", "\u3000", "𠮷", "😀", "👩\u200d💻", "№"])
def test_characters_people_do_type_are_kept(character: str) -> None:
    kept = Source("f.yml", f"purpose: 甲{character}乙\n")
    assert kept.findings == []
    assert kept.data() == {"purpose": f"甲{character}乙"}


def test_keys_and_items_without_content_are_reported_and_left_out() -> None:
    hollow = source("a:\nb: ''\nc: []\nd:\n  - x\n  -\n  - [[], '']\ne: {f: , g: 1}\n")
    assert hollow.data() == {"d": ["x"], "e": {"g": "1"}}
    assert sorted(set(codes(hollow.findings))) == ["JD017"]
    places = {finding.place.line for finding in hollow.findings}
    assert places == {1, 2, 3, 6, 7, 8}


def test_what_holds_only_empty_things_is_empty_itself() -> None:
    assert source("a:\n  b:\n    - ''\n").data() == {}


@pytest.mark.parametrize(
    "path, place",
    [
        ((), "1:1"),
        (("duties",), "2:1"),
        (("duties", 0), "3:5"),
        (("duties", 1), "4:5"),
        (("duties", 1, "standard"), "5:5"),
        (("duties", 1, "children"), "6:5"),
        (("duties", 1, "children", 0), "6:5"),
        (("duties", 1, "children", 0, "text"), "6:16"),
        (("duties", 9), "2:1"),
        (("duties", 1, "frequency"), "4:5"),
        (("superior", 0), "7:1"),
        (("superior", 0, "name"), "7:1"),
        (("superior", 1), "7:1"),
        (("limit", 0, "below"), "8:9"),
        (("nowhere", 3, "x"), "1:1"),
    ],
)
def test_a_place_is_that_of_the_value_or_of_its_nearest_parent(
    path: tuple[str | int, ...], place: str
) -> None:
    text = source(
        """\
        title: 出纳员
        duties:
          - 核对现金
          - text: 登记日记账
            standard: 日清月结
            children: {text: 盘点}
        superior: 财务总监
        limit: {below: 5000}
        """
    )
    assert str(text.place(path)) == f"{text.file}:{place}"


def test_the_place_in_a_source_without_content_is_the_file() -> None:
    assert str(Source("f.yml", "").place(("title",))) == "f.yml"
    assert str(Source("f.yml", "a: [").place(("title",))) == "f.yml"


def _numbered(shape: Any, count: Iterator[int]) -> Any:
    """Return a shape with every leaf and every key a word found nowhere else in it."""
    if isinstance(shape, list):
        return [_numbered(part, count) for part in shape]
    if isinstance(shape, dict):
        return {f"键{next(count):04d}": _numbered(part, count) for part in shape.values()}
    return f"值{next(count):04d}"


def _spots(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path of every entry and every scalar item with the word that stands at its place."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*path, key), key
            yield from _spots(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, str):
                yield (*path, index), value
            yield from _spots(value, (*path, index))


_SHAPES = st.recursive(
    st.none(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(st.integers(), inner, min_size=1, max_size=4)
    ),
    max_leaves=25,
)


@given(_SHAPES, st.sampled_from([True, False, None]), st.integers(0, 9), st.booleans())
def test_the_place_of_every_value_is_where_it_was_written(
    shape: Any, flow: bool | None, indent: int, comments: bool
) -> None:
    data = _numbered(shape, iter(range(10_000)))
    text = yaml.dump(
        data, allow_unicode=True, sort_keys=False, default_flow_style=flow, indent=indent, width=40
    )
    if comments:
        text = "# 说明\n\n" + text
    read_back = Source("f.yml", text)
    assert read_back.data() == data
    lines = text.splitlines()
    for path, word in _spots(data):
        line = next(number for number, line in enumerate(lines) if word in line)
        assert str(read_back.place(path)) == f"f.yml:{line + 1}:{lines[line].index(word) + 1}"


@settings(deadline=5000, max_examples=300)
@given(st.text() | SNIPPETS)
def test_no_text_at_all_raises_or_is_slow_and_every_place_is_in_the_text(text: str) -> None:
    lines = text.count("\n") + 1 + sum(text.count(c) for c in "\r\x85\u2028\u2029")
    for record in (Position, Unit, Company):
        tried = Source("f.yml", text)
        _, found = read(record, tried)
        assert all(0 <= finding.place.line <= lines + 1 for finding in found)
        assert all(finding.message and finding.hint for finding in found)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{" * 200_000,
        "- " * 200_000,
        "? " * 100_000,
        "title: " + "甲" * 1_000_000,
        "a: 甲" + " 甲\n " * 100_000,
        "- a\n" * 100_000,
        "\n" * 500_000 + "a: [",
        "\t" * 200_000,
        "a: " * 100_000,
        "!" * 100_000,
        "\n".join(" " * depth + "a:" for depth in range(2000)),
        '"' + "\\n" * 300_000,
    ],
    ids=lambda text: text[:8].strip() or "blank",
)
def test_a_hostile_text_is_read_in_no_time(text: str) -> None:
    started = time.perf_counter()
    Source("f.yml", text).findings  # noqa: B018
    assert time.perf_counter() - started < 3


def test_a_source_that_forgot_its_tree_still_knows_every_place() -> None:
    source = Source("a.yml", "title: 甲\nduties:\n  - 乙\n")
    before = source.place(("duties", 0))
    source.forget()
    assert source.place(("duties", 0)) == before
    assert source.data() == {"title": "甲", "duties": ["乙"]}
