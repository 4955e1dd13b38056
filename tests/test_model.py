import pytest
from pydantic import ValidationError

from jdbook.fields import FIELDS, fields_of
from jdbook.model import Company, Group, Position, Theme, Unit
from jdbook.shapes import Record


def _records(record: type[Record] = Record) -> list[type[Record]]:
    return [below for child in record.__subclasses__() for below in (child, *_records(child))]


def test_every_key_of_every_record_has_its_own_chinese_label() -> None:
    for record in _records():
        labels = [field.label for field in fields_of(record)]
        assert len(labels) == len(set(labels)), record
        assert not any(label.isascii() for label in labels), record


def test_every_key_of_a_file_explains_itself() -> None:
    for record in (Position, Unit, Company):
        for field in fields_of(record):
            assert field.help or field.key == "schema", field.key


def test_only_remuneration_is_private_unless_the_company_says_so() -> None:
    assert [field.key for field in FIELDS if field.about.private] == ["remuneration"]


def test_what_is_about_the_text_is_not_signed_with_it() -> None:
    unsigned = {field.key for field in FIELDS if not field.about.signed}
    about = {field.key for field in FIELDS if field.about.group in (Group.CONTROL, Group.INTERNAL)}
    assert unsigned == about | {"code", "aliases", "subordinates"}


def test_an_empty_position_is_its_title_alone() -> None:
    assert Position(title="甲").model_dump(exclude_defaults=True) == {"title": "甲"}


def test_the_order_of_the_keys_is_the_order_in_print() -> None:
    groups = [list(Group).index(field.about.group) for field in FIELDS]
    assert groups == sorted(groups)


@pytest.mark.parametrize("tree", ["no", "False", "是", "1"])
def test_whether_a_unit_is_a_tree_is_said_in_two_words(tree: str) -> None:
    with pytest.raises(ValidationError):
        Unit.model_validate({"name": "甲", "tree": tree})
    assert Unit(name="甲").tree == "true"


@pytest.mark.parametrize("key", ["薪酬待遇", "renumeration", "Remuneration", "title", ""])
def test_a_company_cannot_keep_private_what_no_position_has_or_every_page_needs(key: str) -> None:
    with pytest.raises(ValidationError):
        Company.model_validate({"schema": "1", "name": "甲", "private": [key]})


def test_every_other_key_may_be_kept_private() -> None:
    keys = tuple(field.key for field in FIELDS if field.key != "title")
    assert Company.model_validate({"schema": "1", "name": "甲", "private": list(keys)}).private == keys


def test_another_version_of_the_format_is_refused() -> None:
    with pytest.raises(ValidationError):
        Company.model_validate({"schema": "2", "name": "甲"})


@pytest.mark.parametrize(
    "color", ["红", "#12", "#1234567", "red", "#fff;}body{display:none", "url(https://x)"]
)
def test_what_is_no_colour_is_refused_with_an_example(color: str) -> None:
    with pytest.raises(ValidationError, match="#1f5673"):
        Theme(color=color)


@pytest.mark.parametrize(
    "logo", ["../../secret.svg", "a/b.svg", "logo.exe", "https://x.example/a.svg", "logo"]
)
def test_a_logo_is_the_name_of_a_picture_among_the_assets(logo: str) -> None:
    with pytest.raises(ValidationError, match="图片的文件名"):
        Theme(logo=logo)
