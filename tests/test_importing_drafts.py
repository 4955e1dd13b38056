import pytest

from jdbook.importing.drafts import Item, joined, plain


@pytest.mark.parametrize(
    "texts, whole",
    [
        (["统", "一、高效的"], "统一、高效的"),
        (["Vue", "React"], "Vue React"),
        (["用", "Excel"], "用Excel"),
        ([], ""),
    ],
)
def test_pieces_of_a_sentence_are_joined_with_blanks_between_latin_words_only(
    texts: list[str], whole: str
) -> None:
    assert joined(texts) == whole


def test_an_item_with_others_below_it_is_a_mapping() -> None:
    items = [Item(["招聘"], [Item(["发布"]), Item(["面", "试"])]), Item(["考勤"])]
    assert list(plain(items)) == [{"text": "招聘", "children": ["发布", "面试"]}, "考勤"]


def test_a_remark_on_the_only_sentence_of_a_part_stays() -> None:
    part = Item(["安全管理"], [Item(["组织演练"], notes={"frequency": "每半年"})], is_part=True)
    assert part.plain() == {"text": "安全管理：组织演练", "frequency": "每半年"}
