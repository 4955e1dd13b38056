"""Columns and cells that name something: which field, by the names fields declare, or by the words in them. Pure."""

from __future__ import annotations

import re

from jdbook.importing import labels, numbering
from jdbook.importing.document import Part, Role

_SHORT = 12  # letters, up to which a cell may be a heading
_COUNTS = re.compile(r"(?:序号|编号|序|项次|行号|No\.?|#)", re.IGNORECASE)
_REMARKS = {
    **dict.fromkeys(
        ("职责类别", "类别", "职责模块", "模块", "分类", "职责分类", "工作类别", "工作模块"), "group"
    ),
    **dict.fromkeys(("频次", "频率", "周期", "工作频次", "发生频率"), "frequency"),
    **dict.fromkeys(
        (
            "考核标准",
            "工作标准",
            "衡量标准",
            "标准",
            "评价标准",
            "完成标准",
            "绩效标准",
            "考核指标",
            "工作要求",
        ),
        "standard",
    ),
}
# what cells among duties begin with, in forms that take each duty apart
_SPOKEN = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,8})[:：]\s*(?=\S)")
_TAKEN_APART = {
    **_REMARKS,
    **dict.fromkeys(("职责表述", "职责概述", "职责简述"), "group"),
    **dict.fromkeys(("占用时间", "所占时间", "时间比例", "工作时间百分比", "占用工作时间"), ""),
}
_TASKS = re.compile("(?:主要)?工作任务|具体任务|任务分解")
_PLAIN = re.compile(
    r"(?:名称|项目|内容|具体内容|指标|目标|目标值|要求|具体要求|说明|其他说明|备注|权重|分值|耗时|完成时间|协作对象|协作内容|等级|单位)"
    r"(?:[（(][^（）()]{0,6}[）)])?"
)
# words in headings that no field declares; the last in a heading counts, the first where several are joined
_WORDS = (
    ("superior", re.compile("上级|上司|汇报|主管领导|对谁负责|听谁|老大|归谁管|报告给|汇报给")),
    ("subordinates", re.compile("下级|下属|管辖|辖员")),
    ("authority", re.compile("权限|权力|权利|职权|拍板|做主|自行决定|能定|说了算|可以决定|能决定|有权")),
    ("responsibilities", re.compile("责任")),
    (
        "qualifications",
        re.compile(
            "任职|资格|应聘|招聘要求|招聘条件|岗位要求|职位要求|用人要求|具备|什么人|我们希望|想找|加分|^条件$|^要求$|用人条件"
        ),
    ),
    ("assessment", re.compile("考核|绩效|KPI", re.IGNORECASE)),
    (
        "duties",
        re.compile(
            "职责|工作内容|工作任务|工作事项|工作分解|日常工作|干什么|干啥|做什么|要做的|做的事|职位信息|岗位信息|职位描述|岗位描述|工作描述|职务内容|主要工作"
        ),
    ),
    ("remuneration", re.compile("薪|待遇|月薪|工资|福利")),
    ("conditions", re.compile("工作环境|工作条件|工作时间|工作地点|工作场所|岗位城市|办公地点")),
    ("department", re.compile("部门$|^部室$|^科室$")),
    ("title", re.compile("岗位叫法|岗位名|职位名|职务名|^岗位$|^职位$|^职务$|^工种$")),
    ("headcount", re.compile("编制$|定员|定编|人数$|人数\\(|需求人数")),
)
_HOW_MUCH = re.compile("以上|以下|及其|优先|不限|本科|大专|中专|高中|硕士")
_QUALIFYING = re.compile(
    "学历|专业|经验|证书|技能|年龄|性别|能力|素质|语言|体能|身体|教育|培训经历|资历|知识"
)


def bare(text: str) -> str:
    """Return what a heading says, without its number, blanks, colon and brackets around it."""
    mark = numbering.leading(text.lstrip())
    words = text.lstrip()[len(mark.text) if mark and not mark.is_bare else 0 :]
    return "".join(words.split()).strip("：:【】[]*")


def declared(text: str) -> str | None:
    """Return the key of the field whose name a text is, with a number, a colon or a remark at most; None for another text."""
    words = text.strip()
    mark = numbering.leading(words)
    words = words[len(mark.text) if mark and not mark.is_bare else 0 :]
    found = labels.leading(words)
    return found.key if found and len(found.text) == len(words) else None


def is_heading(text: str) -> bool:
    """Return whether a text is short and no sentence."""
    words = bare(text)
    return 0 < len(words) <= _SHORT and not re.search(r"[。；;：:，,！？、=]|[0-9]{2}|^[0-9]+$", words)


def names_quality(text: str) -> bool:
    """Return whether a text names something that somebody must bring, and does not say how much of it."""
    return bool(_QUALIFYING.search(bare(text))) and not says_how_much(text)


def says_how_much(text: str) -> bool:
    """Return whether a text says how much of something is asked for."""
    return _HOW_MUCH.search(text) is not None


def _of_key(key: str) -> Role:
    return Role(Part.TITLE if key == "title" else Part.VALUE, key)


def spoken_of(text: str) -> str:
    """Return the key of the field that the words of a heading speak of, "" for none."""
    role = of_heading(text)
    return role.key if role and role.part in (Part.VALUE, Part.TITLE) and not role.under else ""


def names_tasks(text: str) -> bool:
    """Return whether a text heads the tasks that a duty consists of."""
    return _TASKS.fullmatch(bare(text)) is not None


def spoken_remark(text: str) -> tuple[int, Role] | None:
    """Return where the label ends that a cell among duties begins with, and what the rest is: a group, a remark, or aside."""
    found = _SPOKEN.match(text)
    if not found or found["name"] not in _TAKEN_APART:
        return None
    name = _TAKEN_APART[found["name"]]
    return found.end(), Role(Part.NOTE, name) if name else Role(Part.ASIDE)


def of_heading(text: str, *, lists_duties: bool = False) -> Role | None:
    """Return what the cells below a heading are; None where nothing tells.

    In a table that `lists_duties` of one position, what measures them is a remark on each.
    """
    words = bare(text)
    if _COUNTS.fullmatch(words):
        return Role(Part.NUMBER)
    if lists_duties and words in _REMARKS:
        return Role(Part.NOTE, _REMARKS[words])
    if key := declared(text):
        return _of_key(key)
    if words in _REMARKS:
        return Role(Part.NOTE, _REMARKS[words])
    if _QUALIFYING.search(words) and not re.search("职责|工作", words.removeprefix("工作经验")):
        return Role(Part.VALUE, "qualifications", words)
    found = [(place.start(), key) for key, pattern in _WORDS if (place := pattern.search(words))]
    if found:
        is_joined = re.search("[及与和、]", words)
        return _of_key((min if is_joined else max)(found)[1])
    return Role(Part.VALUE) if _PLAIN.fullmatch(words) else None
