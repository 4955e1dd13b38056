import pytest

from jdbook.roundtrip.normal import WHOLE, Shape
from jdbook.roundtrip.patching import layout
from jdbook.roundtrip.patching.brackets import TooHard, ensure_no_comment, rearranged
from jdbook.roundtrip.patching.edits import value_edits
from jdbook.roundtrip.patching.keys import added, cut
from jdbook.roundtrip.patching.places import Spot, edited, spot_of

TEXT = """# 总的

# 一的
a: 1  # 尾
  # 深的
# level: 七级
# 二的
b:
- x
"""


def _own(text: str, key: str, floor: int = 0) -> str:
    """Return the lines that belong to a key."""
    place = text.index(f"\n{key}:") + 1
    indent = layout.column(text, place)
    return text[layout.lead(text, place, floor) : layout.tail(text, text.index("\n", place), indent)]


def test_comments_right_above_belong_to_an_entry_and_those_indented_below() -> None:
    assert _own(TEXT, "a") == "# 一的\na: 1  # 尾\n  # 深的\n"


def test_what_is_commented_out_belongs_to_nobody_below() -> None:
    assert _own(TEXT, "b") == "# 二的\nb:\n"


def test_no_comment_is_taken_from_above_the_floor() -> None:
    assert layout.lead(TEXT, TEXT.index("\nb:") + 1, TEXT.index("# 二的") + 1) == TEXT.index("\nb:") + 1


def test_lines_and_columns() -> None:
    place = TEXT.index("x")
    assert TEXT[layout.line_start(TEXT, place) : layout.line_end(TEXT, place)] == "- x\n"
    assert layout.column(TEXT, place) == 2
    assert not layout.begins_line(TEXT, place)
    assert layout.begins_line("  a", 2)


@pytest.mark.parametrize(
    "text, rest",
    [("a\n\n-\n\nb\n", "a\n\nb\n"), ("a\n-\n\nb\n", "a\n\nb\n"), ("a\n\n-\n", "a\n"), ("-\n\nb\n", "b\n")],
)
def test_no_two_blank_lines_are_left(text: str, rest: str) -> None:
    start, end = layout.without(text, text.index("-"), text.index("-") + 2)
    assert text[:start] + text[end:] == rest


def test_a_key_that_is_commented_out_is_found_with_all_its_lines() -> None:
    text = "# duties：要做的事\n# duties:\n#   - 甲\n# - 乙\n# 别的\n"
    start, end, said = layout.example_of(text, "duties") or (0, 0, "")
    assert (text[start:end], said) == ("# duties:\n#   - 甲\n# - 乙\n", "#   - 甲\n# - 乙")
    assert layout.example_of(text, "rules") is None
    assert layout.example_of("duties:\n- 甲\n# level: 待定\n\n# 别的\n- 乙\n", "level") is None
    assert layout.example_of("duties:\n- 甲\n# level: 待定\nrules: 乙\n", "level") == (12, 24, "待定")


def test_brackets_keep_their_separators() -> None:
    text = "[a,  b ,c]"
    spans = [(1, 2), (5, 6), (8, 9)]
    assert edited(text, rearranged(text, spans, {0, 2}, {1: "x"}, {0: 0, 2: 2})) == "[a, x,  c]"
    assert edited(text, rearranged(text, spans, {1}, {0: "x"}, {1: 1})) == "[x, b]"
    assert edited(text, rearranged(text, spans, set(), {0: "x", 1: "y"}, {})) == "[x, y]"


def test_brackets_with_comments_are_left_to_others() -> None:
    text = "[a, # 注\n b]"
    with pytest.raises(TooHard):
        rearranged(text, [(1, 2), (9, 10)], {1}, {}, {1: 0})
    ensure_no_comment("a#b", 0, 3)


def _spot(text: str) -> Spot:
    spot = spot_of(text)
    assert spot is not None
    return spot


def test_keys_are_cut_out_and_put_in_by_the_order_of_declaration() -> None:
    text = "title: 甲\nstatus: 试行\n# 码\ncode: 乙\n"
    spot = _spot(text)
    assert edited(text, cut(text, spot, {"code"})) == "title: 甲\nstatus: 试行\n"
    assert edited(text, added(text, spot, set(), {"level": "七"}, WHOLE)) == text + "level: 七\n"
    assert edited(text, added(text, spot, {"code"}, {"version": "1"}, WHOLE)).startswith(
        "title: 甲\nstatus: 试行\nversion: '1'\n"
    )


def test_a_mapping_of_which_nothing_is_left_is_somebody_elses_work() -> None:
    with pytest.raises(TooHard):
        list(cut("a: 1\n", _spot("a: 1\n"), {"a"}))


def test_a_value_that_says_the_same_is_left_alone() -> None:
    text = "{name: 甲}"
    superior = WHOLE.below("superior")
    assert value_edits(text, _spot(text), ["甲"], superior) == []
    assert edited(text, value_edits(text, _spot(text), ["乙"], superior)) == "{name: 乙}"
    assert edited("- 甲\n", value_edits("- 甲\n", _spot("- 甲\n"), ["乙"], Shape(str, many=True))) == "- 乙\n"
