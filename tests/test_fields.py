"""The declarations as data; and the example in CONTRIBUTING: one line adds a field everywhere."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from jdbook.fields import FIELDS, fields_of, labels, private_keys
from jdbook.model import Authority, Company, Duty, Position, Qualifications, Unit
from jdbook.shapes import Limit, Reference

PROJECT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    "record, key, kind, many",
    [
        (Position, "title", str, False),
        (Position, "aliases", str, True),
        (Position, "superior", Reference, True),
        (Position, "duties", Duty, True),
        (Position, "qualifications", Qualifications, False),
        (Position, "status", str, False),
        (Position, "effective", str, False),
        (Position, "waive", dict, False),
        (Duty, "children", Duty, True),
        (Authority, "limit", Limit, False),
        (Authority, "action", str, False),
        (Limit, "from", str, False),
        (Unit, "departments", dict, False),
        (Unit, "tree", str, False),
        (Company, "private", str, True),
        (Company, "schema", str, False),
    ],
)
def test_a_declaration_says_what_a_value_is_and_whether_there_are_many(
    record: type[Position], key: str, kind: type, many: bool
) -> None:
    field = next(field for field in fields_of(record) if field.key == key)
    assert (field.kind, field.many) == (kind, many)


def test_every_heading_leads_to_one_field_its_label_to_its_own() -> None:
    known = labels()
    assert all(known[field.label] is field for field in FIELDS)
    assert all(known[synonym].key for field in FIELDS for synonym in field.about.synonyms)


def test_no_two_fields_claim_the_same_synonym() -> None:
    claims = Counter(synonym for field in FIELDS for synonym in field.about.synonyms)
    assert [synonym for synonym, count in claims.items() if count > 1] == []


def test_private_are_the_declared_keys_or_those_the_company_names() -> None:
    assert private_keys(None) == {"remuneration"}
    assert private_keys(("level", "safety")) == {"level", "safety"}
    assert private_keys(()) == frozenset()


def _line() -> str:
    """Return the example of CONTRIBUTING: the first Python there."""
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert example, "CONTRIBUTING.md has lost its example"
    return example[1]


_SCRIPT = """
import json
from jdbook.checkcode import canonical, check_code
from jdbook.fields import FIELDS, labels
from jdbook.gathering import gather
from jdbook.model import Position
from jdbook.outline import from_blocks, to_blocks
from jdbook.reading import read
from jdbook.scaffold import scaffold
from jdbook.schema import json_schema
from jdbook.source import Source
from jdbook.export import as_json

files = {
    "company.yml": "schema: 1\\nname: 甲",
    "ad/unit.yml": "name: 乙",
    "ad/cashier.yml": "title: 出纳员\\ntravel: [每月去分公司一次, 每年去总部一次]",
}
library, found = gather({path: Source(path, text) for path, text in files.items()})
assert not found, found
position = library.entries[0].position
assert position.travel == ("每月去分公司一次", "每年去总部一次")

sections = to_blocks(position)
(section,) = [section for section in sections if section.key == "travel"]
assert section.label == "出差要求"
assert [item.text for item in section.body[0].items] == list(position.travel)
assert from_blocks(sections) == position

assert json.loads(json_schema())["properties"]["travel"]["title"] == "出差要求"
assert labels()["出差"].key == "travel"
assert "每月去分公司一次" in canonical(position, "乙", "")
assert "每月去分公司一次" in as_json(library)
assert "# 出差要求：出差的频次" in scaffold(library, "会计", "乙")[1]
(complaint,) = read(Position, Source("f.yml", "title: 甲\\n出差要求: 乙"))[1]
assert "应写作 travel" in complaint.hint
print(check_code(Position(title="出纳员", duties=["核对"]), "乙", "财务部"))
"""


def test_one_line_adds_a_field_everywhere_as_contributing_says(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "jdbook", tmp_path / "jdbook", ignore=shutil.ignore_patterns("__pycache__"))
    model = tmp_path / "jdbook" / "model.py"
    text = model.read_text("utf-8")
    line = "    " + _line().strip() + "\n"
    assert line.count("\n") == 1
    changed = re.sub(r"(?m)^(?=    status: )", lambda _: line, text, count=1)
    assert changed.count("\n") == text.count("\n") + 1
    model.write_text(changed, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", _SCRIPT], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    from jdbook.checkcode import check_code

    before = check_code(Position.model_validate({"title": "出纳员", "duties": ["核对"]}), "乙", "财务部")
    assert ran.stdout.strip() == before, (
        "a new field must not change the codes of positions that do not use it"
    )
