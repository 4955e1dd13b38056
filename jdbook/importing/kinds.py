"""Kinds: which list of a record a sentence belongs to, by its label or by its words: 学历, 经验, 工作地点. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from jdbook.fields import fields_of
from jdbook.importing.drafts import Item
from jdbook.model import Conditions, Qualifications
from jdbook.shapes import Record

# what sentences of each list speak of; the first list that one speaks of counts, the last takes the rest
_WORDS: Mapping[type[Record], dict[str, re.Pattern[str]]] = {
    Qualifications: {
        "education": re.compile("学历|教育|毕业|本科|大专|中专|专科|高中|初中|硕士|博士|文化程度|学位"),
        "major": re.compile("专业"),
        "experience": re.compile("经验|经历|从业|从事|工作年限|年以上"),
        "certificates": re.compile("证书|资格|执照|职称|驾照|驾驶证|上岗证|健康证|持.{0,8}证|工程师$"),
        "preferred": re.compile("优先"),
        "expertise": re.compile("知识|熟悉|了解|精通|掌握|法规|政策|培训"),
        "skills": re.compile("技能|软件|办公|电脑|计算机|操作|外语|英语|普通话|文字|写作"),
        "abilities": re.compile("能力|沟通|协调|表达|组织|判断|学习|思维"),
        "qualities": re.compile("责任|品[德行]|敬业|性格|态度|团队|素质|诚|耐心|细心|吃苦|忠|形象|心态|纪律"),
        "other": re.compile("其他|其它|年龄|性别"),
    },
    Conditions: {
        "hours": re.compile("时间|小时|班次|倒班|早班|晚班|加班|工时|[0-9]{1,2}[:：][0-9]{2}"),
        "hazards": re.compile("危害|危险|噪声|噪音|粉尘|有毒|辐射|职业病"),
        "equipment": re.compile("设备|工具|仪器|配备|配发|用具"),
        "place": re.compile("地点|场所|地址|办公室|现场|车间|门店|区|市"),
        "environment": re.compile("环境|室内|室外"),
    },
}
_LABEL = re.compile(r"([^：:，。；]{2,8})[：:]\s*")


def sorted_by_kind(record: type[Record], items: Iterable[Item]) -> dict[str, list[str]]:
    """Return the sentences of items by the keys of a record of lists, in the order of its declaration."""
    found: dict[str, list[str]] = {field.key: [] for field in fields_of(record)}
    for heading, text in _sentences(items):
        label = heading or (match[1] if (match := _LABEL.match(text)) else "")
        key = (label and _kind(record, label)) or _kind(record, text) or _rest(record)
        found[key].append(_said(record, key, heading, text))
    return {key: texts for key, texts in found.items() if texts}


def _rest(record: type[Record]) -> str:
    return next(reversed(_WORDS[record]))


def _kind(record: type[Record], text: str) -> str:
    return next((key for key, words in _WORDS[record].items() if words.search(text)), "")


def _sentences(items: Iterable[Item], heading: str = "") -> Iterator[tuple[str, str]]:
    """Yield the sentences at the ends of nested items, each with the outermost heading it stands under, "" for none."""
    for item in items:
        told = item.plain()
        if isinstance(told, str):
            yield heading, told
        else:
            yield from _sentences(item.children, heading or item.text.rstrip("：:"))


def _said(record: type[Record], key: str, heading: str, text: str) -> str:
    """Return a sentence without the label that its list already has, and with a heading that says more."""
    label = next(field.label for field in fields_of(record) if field.key == key)
    own = _LABEL.match(text)
    if own and own[1] == label and heading in ("", label):
        return text[own.end() :]
    return f"{heading}：{text}" if heading not in ("", label) else text
