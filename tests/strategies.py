"""Hypothesis strategies for whole libraries: positions that refer to one another and say what checks look for.

`positions` are any positions at all (see strategies_core); `libraries` are files of a few units in which names are few
enough to clash, to be found and to run in circles.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from strategies_core import data_of, names, positions, records, texts

from jdbook.model import Criterion
from jdbook.writing import to_data, to_yaml

__all__ = ["libraries", "names", "positions", "records", "texts", "wordings"]

_TITLES = ("总经理", "财务总监", "出纳员", "会计员", "业务员", "财务部", "😀", "A")
_IDS = ("gm", "director", "cashier", "clerk", "出纳")
_UNITS = ("ad", "media")
_FOLDERS = ("", "finance", "sales/east")

_TRIGGERS = (
    "完成领导交办的其他工作", "做好本职工作", "搞好", "有关事宜", "等工作", "签发1万元以上的支票", "三千元", "元" * 40, "罚款", "扣发工资",
    "末位淘汰", "倒数第一，辞退", "视为自动离职", "三次解聘", "交纳押金", "扣押身份证", "稽核", "登记费用明细账", "男性优先", "未婚", "35岁",
    "无传染病", "本市户口", "有权拒付", "××", "待补充", "1、", "（一）", " - ", "……", "，", "不得", "客户", "1.5.5,5", "百千万亿", "\u0301",
)  # fmt: skip

wordings: SearchStrategy[str] = st.lists(st.sampled_from(_TRIGGERS) | texts, min_size=1, max_size=6).map(
    "".join
)


def _reference() -> SearchStrategy[Any]:
    known = st.sampled_from(
        (*_TITLES, *(f"{unit}/{id}" for unit in _UNITS for id in _IDS), "ad/", "/", "财务总鉴")
    )
    return known | st.sampled_from(_TITLES).map(lambda name: {"outside": name})


def _authority() -> SearchStrategy[Any]:
    bound = st.sampled_from(("1", "5000", "0.5", "10000", "999999999999999.9999"))
    limit = st.fixed_dictionaries(
        {"below": bound}, optional={"from": bound, "unit": st.sampled_from(("元", "万元", "份"))}
    )
    structured = st.fixed_dictionaries(
        {
            "matter": st.sampled_from(("付款", "付款。", "用印", "。")),
            "action": st.sampled_from(("决定", "审批", "签署", "执行")),
        },
        optional={"limit": limit, "with_whom": st.lists(_reference(), min_size=1, max_size=2)},
    )
    return structured | wordings


def _duty() -> SearchStrategy[Any]:
    flat = wordings | st.fixed_dictionaries(
        {"text": wordings}, optional={"standard": wordings, "frequency": wordings}
    )
    nested = st.fixed_dictionaries({"text": wordings, "children": st.lists(flat, min_size=1, max_size=2)})
    return flat | nested


def _many(one: SearchStrategy[Any], most: int = 3) -> SearchStrategy[list[Any]]:
    return st.lists(one, min_size=1, max_size=most)


def _connected() -> SearchStrategy[dict[str, Any]]:
    """Return the data of a position whose references often hold."""
    sentences = {key: _many(wordings) for key in ("responsibilities", "safety", "remuneration", "knowledge")}
    return st.fixed_dictionaries(
        {"title": st.sampled_from(_TITLES)},
        optional=sentences
        | {
            "aliases": _many(st.sampled_from(_TITLES)),
            "code": st.sampled_from(("GG-CW-01", "gg-cw-01", "GG-01", "X")),
            "headcount": st.sampled_from(("2", "2名")),
            "superior": _many(_reference(), 2),
            "subordinates": _many(_reference()),
            "duties": _many(_duty(), 4),
            "authority": _many(_authority()),
            "collaboration": _many(st.fixed_dictionaries({"with_whom": _reference(), "matter": wordings})),
            "acting_for": _many(st.fixed_dictionaries({"position": _reference()})),
            "qualifications": st.fixed_dictionaries({"other": _many(wordings)}),
            "rules": _many(_duty().map(lambda duty: duty if isinstance(duty, str) else duty["text"])),
            "assessment": _many(data_of(Criterion)),
            "extends": st.sampled_from((*_IDS, "ad/gm", "x")),
            "status": st.sampled_from(("草案", "试行", "生效", "废止")),
            "version": st.sampled_from(("1.0", "1.1")),
            "effective": st.sampled_from(("0001-01-01", "2023-02-28", "9999-12-31")),
            "review_by": st.sampled_from(("2026-01-01", "9999-12-31")),
            "waive": st.dictionaries(
                st.sampled_from(("JD101", "JD207", "JD304", "JD999")), wordings, max_size=2
            ),
        },
    )


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, str]:
    """Return files by path below jd_source/, as `making.sources_of` takes them; content may be wrong, YAML is not."""
    files = {}
    for path in draw(st.lists(_PATHS, max_size=6, unique=True)):
        data = draw(positions()) if draw(st.booleans()) else draw(_connected())
        files[path] = to_yaml(data if isinstance(data, dict) else to_data(data))
    for unit in _UNITS:
        if draw(st.booleans()):
            files[f"{unit}/unit.yml"] = to_yaml(draw(_UNIT_DATA))
    return files


_DEPARTMENT = st.fixed_dictionaries(
    {}, optional={"name": names, "code": st.sampled_from(("CW", "XS")), "mission": texts}
)
_UNIT_DATA = st.fixed_dictionaries(
    {"name": st.sampled_from(_TITLES)},
    optional={
        "code": st.sampled_from(("GG", "[")),
        "tree": st.sampled_from(("true", "false")),
        "departments": st.dictionaries(st.sampled_from(("finance", "sales", "sales/east", "x")), _DEPARTMENT),
        "waive": st.dictionaries(st.sampled_from(("JD106", "JD310")), texts),
    },
)
_PATHS = st.sampled_from(
    [
        "/".join(filter(None, (unit, folder, f"{id}.yml")))
        for unit in _UNITS
        for folder in _FOLDERS
        for id in _IDS
    ]
)
