import json
from pathlib import Path
from typing import Any

import pytest

from jdbook.fields import FIELDS, fields_of
from jdbook.schema import KINDS, json_schema

PROJECT = Path(__file__).resolve().parent.parent
SCHEMAS = {kind: json.loads(json_schema(kind)) for kind in KINDS}


def _mappings(schema: Any) -> list[dict[str, Any]]:
    below = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    return ([schema] if isinstance(schema, dict) else []) + [
        found for part in below for found in _mappings(part)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_its_label_and_help_for_the_editor(kind: str) -> None:
    properties = SCHEMAS[kind]["properties"]
    assert list(properties) == [field.key for field in fields_of(KINDS[kind])]
    for field in fields_of(KINDS[kind]):
        assert properties[field.key]["title"] == field.label
        assert properties[field.key].get("description", "") == field.help


@pytest.mark.parametrize("kind", KINDS)
def test_unknown_keys_are_marked_and_required_ones_are_missed(kind: str) -> None:
    assert SCHEMAS[kind]["additionalProperties"] is False
    required = [
        field.key for field in fields_of(KINDS[kind]) if KINDS[kind].model_fields[field.name].is_required()
    ]
    assert SCHEMAS[kind].get("required", []) == required


def test_a_scalar_may_be_typed_without_quotes() -> None:
    for key in ("title", "version", "headcount", "code"):
        assert set(SCHEMAS["position"]["properties"][key]["type"]) == {"string", "number", "boolean"}


def test_one_value_or_a_list_and_a_sentence_or_a_mapping_are_both_right() -> None:
    duties = SCHEMAS["position"]["properties"]["duties"]["anyOf"]
    assert [one.get("type") for one in duties] == [None, "array"]
    duty = SCHEMAS["position"]["definitions"]["Duty"]["anyOf"]
    assert "string" in duty[0]["type"]
    assert "standard" in duty[1]["properties"]


def test_choices_are_offered() -> None:
    assert SCHEMAS["position"]["properties"]["status"]["enum"] == ["草案", "试行", "生效", "废止"]
    assert (
        "审批" in SCHEMAS["position"]["definitions"]["Authority"]["anyOf"][1]["properties"]["action"]["enum"]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_it_is_meant_for_developers(kind: str) -> None:
    for mapping in _mappings(SCHEMAS[kind]):
        for word in ("title", "description"):
            if isinstance(mapping.get(word), str):
                assert not mapping[word].isascii(), mapping
        assert mapping.get("default", None) is None or isinstance(mapping["default"], dict)
    assert "about" not in json_schema(kind)
    assert '"null"' not in json_schema(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind: str) -> None:
    names = {mapping["$ref"] for mapping in _mappings(SCHEMAS[kind]) if "$ref" in mapping}
    assert names <= {f"#/definitions/{name}" for name in SCHEMAS[kind]["definitions"]}


def test_private_and_internal_fields_are_declared_too() -> None:
    assert {field.key for field in FIELDS} == set(SCHEMAS["position"]["properties"])
