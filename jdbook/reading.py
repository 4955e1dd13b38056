"""Reading: a source as a record of the model, with Chinese findings for whatever does not fit. Nothing raises.

What does not fit is left out of the record, so that the rest of the file can still be checked.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from jdbook import rules
from jdbook.diagnosis import slip_in
from jdbook.fields import Field, fields_of
from jdbook.findings import Finding, Place, Rule
from jdbook.shapes import Record
from jdbook.source import Data, Path, Source

R = TypeVar("R", bound=Record)
_ROUNDS = 4


def read(record: type[R], source: Source) -> tuple[R | None, list[Finding]]:
    """Return the record in a source, as far as it can be read, and what is wrong with it; the same one at every call."""
    if source.understood is None or source.understood[0] is not record:
        source.understood = record, _read(record, source)
    understood: tuple[R | None, list[Finding]] = source.understood[1]
    return understood


def _read(record: type[R], source: Source) -> tuple[R | None, list[Finding]]:
    data = source.data()
    if not isinstance(data, dict):
        return None, source.findings or [_not_a_mapping(source, data)]
    value, findings = _validated(record, data, source)
    findings = [*source.findings, *findings]
    source.forget()
    return value, findings


def _not_a_mapping(source: Source, data: Data) -> Finding:
    if not data:
        return rules.EMPTY_FILE.at(source.place(), "文件里没有内容", "写入内容，或删掉这个文件")
    place = source.place()
    if isinstance(data, str) and (slip := slip_in(source.text.split("\n")[place.line - 1])):
        rule, column, message, hint = slip
        return rule.at(Place(place.file, place.line, column), message, hint)
    what = "列表" if isinstance(data, list) else "一段文字"
    return rules.NOT_A_MAPPING.at(
        place, f"整个文件是{what}，应为一行一个“键: 值”", "第一行写一个键，例如 title: 名称"
    )


def _validated(record: type[R], data: dict[str, Data], source: Source) -> tuple[R | None, list[Finding]]:
    """Validate again without what did not fit, until the rest does."""
    findings: list[Finding] = []
    for _ in range(_ROUNDS):
        try:
            return record.model_validate(data), findings
        except ValidationError as error:
            details = error.errors(include_url=False)
            # later rounds only clear away what the first one left incomplete: nothing to tell
            findings = findings or [_finding(record, source, detail) for detail in details]
            data = copy.deepcopy(data)
            for path in sorted(
                {_nearest(data, detail["loc"]) for detail in details}, key=_in_order, reverse=True
            ):
                _remove(data, path)
    return None, findings


def _in_order(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _nearest(data: Any, path: Path) -> Path:
    """Return the path of the value at `path`; where it is missing or stands for its parent, of the nearest above it."""
    step: Any
    steps: list[str | int] = []
    for step in path:
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            steps.append(step)
            data = data[step]
        elif step != 0 or isinstance(data, list):
            break
    return tuple(steps)


def _remove(data: Any, path: Path) -> None:
    step: Any
    for step in path[:-1]:
        data = data[step]
    if path:
        del data[path[-1]]


def _finding(record: type[Record], source: Source, detail: ErrorDetails) -> Finding:
    """Return pydantic's complaint as a finding in the user's words."""
    path = detail["loc"]
    rule, say = _KINDS.get(detail["type"], (rules.WRONG_SHAPE, _shape))
    message, hint = say(record, detail)
    return rule.at(source.place(path), message, hint)


def _unknown_key(record: type[Record], detail: ErrorDetails) -> tuple[str, str]:
    key = str(detail["loc"][-1])
    fields = fields_of(_record_at(record, detail["loc"][:-1]))
    for field in fields:
        if key in field.names:
            return f"键“{key}”要写英文", f"「{key}」应写作 {field.key}"
    keys = [field.key for field in fields]
    close = difflib.get_close_matches(key, keys, n=1, cutoff=0.6)
    hint = f"是不是 {close[0]}？" if close else f"这里可以用的键：{'、'.join(keys)}"
    return f"不认识的键“{_short(key)}”", hint


def _walk(record: type[Record], path: Path) -> Iterator[tuple[str | int, Field | None, type[Record]]]:
    """Yield every step of a path with the field it names, if it does, and the record class it leads to."""
    chosen = False  # whether the step is a name somebody chose, as a department's folder
    for step in path:
        field = (
            None if chosen else next((one for one in fields_of(record) if step in (one.key, one.name)), None)
        )
        chosen = field is not None and field.kind is dict
        record = _kind_below(record, field)
        yield step, field, record


def _kind_below(record: type[Record], field: Field | None) -> type[Record]:
    """Return the record class of a field's values, or the record itself where they are none."""
    if field is None:
        return record
    annotation = record.model_fields[field.name].annotation
    kind = get_args(annotation)[1] if field.kind is dict else field.kind
    return kind if isinstance(kind, type) and issubclass(kind, Record) else record


def _record_at(record: type[Record], path: Path) -> type[Record]:
    """Return the record class of the value at `path`."""
    return [record, *(kind for _, _, kind in _walk(record, path))][-1]


def _name(record: type[Record], path: Path) -> str:
    """Return how a user would call the value at `path`: 主要职责第2项的工作标准."""
    return "".join(_word(step, field) for step, field, _ in _walk(record, path))


def _word(step: str | int, field: Field | None) -> str:
    if isinstance(step, int):
        return f"第{step + 1}项"
    return f"{field.label}（{field.key}）" if field else _short(step)


def _missing(record: type[Record], detail: ErrorDetails) -> tuple[str, str]:
    return f"缺少{_name(record, detail['loc'])}", f"加一行 {detail['loc'][-1]}: …"


def _choice(record: type[Record], detail: ErrorDetails) -> tuple[str, str]:
    expected = detail["ctx"]["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
    return f"{_name(record, detail['loc'])}不能是“{_short(detail['input'])}”", f"可以写：{expected}"


def _said(record: type[Record], detail: ErrorDetails) -> tuple[str, str]:
    name, value = _name(record, detail["loc"]), detail["input"]
    return (f"{name}写成了“{_short(value)}”" if isinstance(value, str) else f"{name}写得不对"), detail["msg"]


def _shape(record: type[Record], detail: ErrorDetails) -> tuple[str, str]:
    wanted = "一段文字" if detail["type"] == "string_type" else "“键: 值”的写法"
    given = _given(detail["input"])
    name = _name(record, detail["loc"])
    return f"{name}应为{wanted}，这里是{given}", _shape_hint(record, detail)


def _given(value: object) -> str:
    return (
        "“键: 值”" if isinstance(value, dict) else "列表" if isinstance(value, list | tuple) else "一段文字"
    )


def _shape_hint(record: type[Record], detail: ErrorDetails) -> str:
    if detail["type"] == "string_type" and isinstance(detail["input"], dict):
        key, value = next(iter(detail["input"].items()), ("", ""))
        return f'文字里含半角冒号加空格时整段加引号："{_short(key)}: {_short(value)}"，或改用全角冒号'
    if isinstance(detail["input"], str) and (slip := slip_in(detail["input"])):
        return f"{slip[2]}，{slip[3]}"
    kind = _record_at(record, detail["loc"])
    return (
        f"可以用的键：{'、'.join(field.key for field in fields_of(kind))}"
        if kind is not record
        else "按这个键要求的写法改"
    )


def _short(value: object) -> str:
    text = str(value) if not isinstance(value, dict | list | tuple) else "…"
    return text if len(text) <= 30 else text[:30] + "…"


_Say = Callable[[type[Record], ErrorDetails], tuple[str, str]]
_KINDS: dict[str, tuple[Rule, _Say]] = {
    "extra_forbidden": (rules.UNKNOWN_KEY, _unknown_key),
    "missing": (rules.MISSING_KEY, _missing),
    "literal_error": (rules.BAD_VALUE, _choice),
    "jd_value": (rules.BAD_VALUE, _said),
}
