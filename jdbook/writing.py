"""Writing: a position as the YAML its file would hold, the inverse of reading."""

from __future__ import annotations

from typing import Any

import yaml

from jdbook.diagnosis import slips_in_text
from jdbook.fields import FIELDS
from jdbook.model import Clause, Position
from jdbook.shapes import Reference

_MAPPINGS = {field.key for field in FIELDS if field.kind is dict}


def to_data(position: Position) -> dict[str, Any]:
    """Return the position as the plain data its file would hold, in the shortest form."""
    data = position.model_dump(exclude_defaults=True, by_alias=True)
    return {key: value if key in _MAPPINGS else _short(value) for key, value in data.items()}


def _short(value: Any) -> Any:
    """Return records that only hold their sentence as that sentence."""
    if isinstance(value, list | tuple):
        return [_short(part) for part in value]
    if isinstance(value, dict):
        if len(value) == 1 and (key := next(iter(value))) in (Clause.sentence, Reference.sentence):
            return value[key]
        return {key: _short(part) for key, part in value.items()}
    return value


def to_yaml(data: dict[str, Any]) -> str:
    """Return plain data as YAML in the library's style: keys in their order, Chinese as it is, long texts unbroken."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return text


def in_one_line(data: Any) -> str:
    """Return plain data as YAML that may stand anywhere, in brackets too: one line, collections in brackets."""
    text: str = yaml.dump(
        [data],
        Dumper=_LineDumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000_000,
        default_flow_style=True,
    )
    return text.strip()[1:-1]


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as people write them, and never writes anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """Quote what reading would take for a slip if it stood there bare."""
        style = "'" if slips_in_text("", 1, 1, data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    def ignore_aliases(self, _data: Any) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_str)


class _LineDumper(_Dumper):
    """Writes line ends inside texts as escapes, and what would be cut in two is not."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        if "\n" in data:
            return self.represent_scalar("tag:yaml.org,2002:str", data, style='"')
        return super().represent_str(data)


_LineDumper.add_representer(str, _LineDumper.represent_str)
