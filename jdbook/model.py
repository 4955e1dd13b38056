"""The model: every key of a position, a unit and a company, declared once.

A declaration gives a key its type, label, help and synonyms; the page, the Word form, positions.json, the editor
schema and the messages all follow from it. To add a field, add one line to `Position`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from jdbook.shapes import Date, Limit, Many, Name, Record, Reference, Text, labelled

Action = Literal["决定", "审批", "审核", "提议", "建议", "执行", "监督", "签署", "知情"]
DECIDING: tuple[Action, ...] = ("决定", "审批", "签署")  # after these nobody else is asked
Handling = Literal["填写", "提交", "审核", "审批", "签署", "保管", "使用"]
Status = Literal["草案", "试行", "生效", "废止"]


class Group(StrEnum):
    """What a field is for; the order here is the order in print."""

    IDENTITY = "基本信息"
    CONTENT = "内容"
    CONTROL = "文件控制"
    INTERNAL = "维护信息"


@dataclass(frozen=True, slots=True)
class About:
    """What a declaration says beyond type, label and help."""

    synonyms: tuple[str, ...]
    group: Group
    private: bool
    signed: bool


ABOUT = "about"


def declare(
    label: str,
    help: str,
    *,
    synonyms: tuple[str, ...] = (),
    group: Group = Group.CONTENT,
    private: bool = False,
    signed: bool = True,
    default: Any = (),
) -> Any:
    """Return the declaration of a field.

    `synonyms` are other headings under which documents print it; `private` fields stay out of everything public
    unless company.yml says otherwise; `signed` fields are part of the text a check code stands for.
    """
    printed = group in (Group.IDENTITY, Group.CONTENT)
    about = About(synonyms, group, private, signed and printed)
    extra: dict[str, Any] = {ABOUT: about}
    return Field(default, title=label, description=help, json_schema_extra=extra)


class Clause(Record):
    """A sentence with optional sentences below it, perhaps belonging to a group."""

    sentence: ClassVar[str] = "text"
    text: Text = Field(title="内容")
    group: Text | None = labelled("类别")
    children: Many[Clause] = labelled("分项", ())


class Duty(Clause):
    """What has to be done, how well and how often."""

    standard: Text | None = labelled("工作标准")
    frequency: Text | None = labelled("频次")
    children: Many[Duty] = labelled("分项", ())


class Authority(Record):
    """A power: one sentence, or the matter with the action, the limit and with whom it is exercised."""

    sentence: ClassVar[str] = "text"
    text: Text | None = labelled("内容")
    matter: Text | None = labelled("事项")
    action: Action | None = labelled("权限")
    limit: Limit | None = labelled("限额")
    with_whom: Many[Reference] = labelled("会同或报送", ())
    note: Text | None = labelled("说明")

    @model_validator(mode="after")
    def _sentence_or_matter(self) -> Self:
        if self.text and self.model_fields_set - {"text"}:
            raise PydanticCustomError("jd_value", "一项权限写成一句话，或写成 matter、action 等键，不要混写")
        if not self.text and not (self.matter and self.action):
            raise PydanticCustomError("jd_value", "结构化的权限要有 matter（事项）和 action（权限）")
        return self


class Collaboration(Record):
    """Whom this position works with, and in what matter."""

    with_whom: Many[Reference] = labelled("协作对象", ...)
    matter: Text = labelled("协作事项", ...)


class FormUse(Record):
    """A form or document this position handles, and what it does with it."""

    name: Text = labelled("表单名称", ...)
    handling: Many[Handling] = labelled("经办方式", ...)
    with_whom: Many[Reference] = labelled("来自或送交", ())
    note: Text | None = labelled("说明")


class Criterion(Record):
    """One item by which the work is measured."""

    item: Text = labelled("考核项目", ...)
    standard: Text | None = labelled("考核标准")
    weight: Text | None = labelled("权重")
    consequence: Text | None = labelled("结果运用")


class StandIn(Record):
    """Whom this position stands in for, and when."""

    position: Many[Reference] = labelled("代理岗位", ...)
    when: Text | None = labelled("代理情形")


class Revision(Record):
    """What a version changed, when, and by whom."""

    version: Text | None = labelled("版本")
    date: Date | None = labelled("日期")
    changes: Text = labelled("修订内容", ...)
    prepared_by: Text | None = labelled("编制")
    approved_by: Text | None = labelled("批准")


class Qualifications(Record):
    """What somebody must bring, by kind."""

    education: Many[Text] = labelled("学历", ())
    major: Many[Text] = labelled("专业", ())
    experience: Many[Text] = labelled("经验", ())
    certificates: Many[Text] = labelled("证书", ())
    expertise: Many[Text] = labelled("知识", ())
    skills: Many[Text] = labelled("技能", ())
    abilities: Many[Text] = labelled("能力", ())
    qualities: Many[Text] = labelled("素质", ())
    preferred: Many[Text] = labelled("优先条件", ())
    other: Many[Text] = labelled("其他要求", ())


class Conditions(Record):
    """Where, when and with what the work is done, and which hazards it has."""

    place: Many[Text] = labelled("工作地点", ())
    hours: Many[Text] = labelled("工作时间", ())
    environment: Many[Text] = labelled("工作环境", ())
    equipment: Many[Text] = labelled("设备工具", ())
    hazards: Many[Text] = labelled("职业危害", ())


IDENTITY, CONTROL, INTERNAL = Group.IDENTITY, Group.CONTROL, Group.INTERNAL


# A declaration is a row of a table and reads best on one line.
# fmt: off
class Position(Record):
    """A position (岗位) as its file says it, or, once `extends` is resolved, as it reads in full."""

    title: Name = declare("岗位名称", "岗位的正式名称，本单位内不重复。", synonyms=("岗位", "职位名称", "职位", "职务", "职务名称", "岗位名", "招聘岗位", "招聘职位"), group=IDENTITY, default=...)
    code: Text | None = declare("岗位编号", "单位内唯一的编号，定了不再改。", synonyms=("编号", "岗位编码", "岗位代码", "职位编号"), group=IDENTITY, signed=False, default=None)
    aliases: Many[Name] = declare("别名", "简称、俗称、英文名；搜索和引用都认。", synonyms=("又称", "简称"), group=IDENTITY, signed=False)
    level: Text | None = declare("职级", "职级或职等。", synonyms=("职等", "级别", "岗位级别", "岗位等级", "职务等级"), group=IDENTITY, default=None)
    headcount: Text | None = declare("定员", "编制人数，写阿拉伯数字。", synonyms=("编制人数", "定编", "人数", "招聘人数", "岗位定员", "定员人数"), group=IDENTITY, default=None)
    superior: Many[Reference] = declare("直接上级", "直接上级的岗位名称；没有页面的人写 {outside: 董事会}。", synonyms=("上级", "直接上司", "上司", "直接领导人", "所属上级", "汇报线", "汇报关系", "直接上级职务", "直接上级职位", "直接上级岗位", "汇报对象", "直属上级", "上级主管", "直接主管", "直接领导", "上级岗位", "上级职位", "报告对象", "隶属", "直属领导", "上级领导", "主管上级", "汇报上级", "报告人", "隶属关系"), group=IDENTITY)
    subordinates: Many[Reference] = declare("直接下级", "由各岗位的直接上级推算；原文写明时可照写，会互相核对。", synonyms=("下级", "直属下级", "直接下属", "下属", "下属岗位", "下级岗位", "直属下属", "管辖岗位", "所辖岗位", "管理对象", "管辖", "管辖范围"), group=IDENTITY, signed=False)
    nature: Text | None = declare("岗位性质", "岗位在组织中的性质。", synonyms=("工作性质", "职位性质"), default=None)
    purpose: Text | None = declare("岗位目的", "一句话说明为什么设这个岗位。", synonyms=("岗位概述", "工作概述", "设岗目的", "岗位目标", "工作目标", "岗位使命", "职位概要", "工作概要", "职务概要", "岗位概要", "职位概述", "职务目的", "职位目的", "设置目的", "岗位设置目的", "本职工作"), default=None)
    duties: Many[Duty] = declare("主要职责", "要做的事，按重要性排列；一项一事：动词、对象、结果或标准。", synonyms=("岗位职责", "工作职责", "工作内容", "职责", "主要工作", "职责与任务", "主要任务", "工作任务", "主要工作内容", "主要工作职责", "岗位主要职责", "职位描述", "岗位描述", "职位职责", "职责描述", "工作描述", "直接工作", "日常工作", "职责范围", "工作范围", "岗位职能", "工作要求", "基本职责", "职责内容", "工作责任"))
    authority: Many[Authority] = declare("管理权限", "能决定、审批、建议什么；写一句话，或写事项、权限、限额、会同对象。", synonyms=("权限", "岗位权限", "权利", "职权", "工作权限", "主要权限", "岗位职权", "权力", "岗位权力", "直接权力", "有权"))
    responsibilities: Many[Text] = declare("管理责任", "对什么结果负责。", synonyms=("责任", "岗位责任", "直接责任", "主要责任"))
    procedures: Many[Clause] = declare("工作程序", "办一件事的步骤。", synonyms=("工作流程", "程序", "操作流程", "业务流程", "作业流程"))
    forms: Many[FormUse] = declare("表单文件", "填写、提交、审核、审批、签署、保管或使用哪些表单和文件。", synonyms=("相关表单", "表单记录"))
    collaboration: Many[Collaboration] = declare("协作关系", "和谁在什么事上配合。", synonyms=("工作关系", "内外部关系", "协作", "工作协作关系", "协调关系", "内部协调关系", "外部协调关系", "内部关系", "外部关系", "工作联系"))
    acting_for: Many[StandIn] = declare("代理", "谁不在岗时由本岗位代行职务。", synonyms=("职务代理", "代理关系"))
    qualifications: Qualifications | None = declare("任职资格", "学历、经验、证书、技能等要求。", synonyms=("任职要求", "任职条件", "任职资格条件", "任职资格及要求", "岗位要求", "职位要求", "资格要求", "应聘条件", "招聘要求", "招聘条件", "岗位任职资格", "任职资格要求", "岗位资格", "任职标准", "要求"), default=None)
    conditions: Conditions | None = declare("工作条件", "工作地点、时间、环境、设备和职业危害。", synonyms=("工作环境", "工作场所", "工作条件与环境"), default=None)
    safety: Many[Text] = declare("安全职责", "本岗位的安全生产职责（安全生产法第22条）。", synonyms=("安全责任", "安全生产职责"))
    assessment: Many[Criterion] = declare("考核标准", "考核什么、标准是什么、结果怎么用。", synonyms=("考核", "考核指标", "绩效考核", "考核项目", "考核内容", "考核办法", "绩效指标", "关键绩效指标", "绩效标准", "KPI", "KPI指标"))
    rules: Many[Clause] = declare("管理制度", "必须遵守的制度和禁止事项，可分类。", synonyms=("工作纪律", "行为规范", "劳动纪律", "规章制度", "注意事项"))
    remuneration: Many[Text] = declare("薪酬待遇", "薪酬与待遇，默认不公开。", synonyms=("薪酬", "待遇", "工资待遇", "薪资待遇", "福利待遇", "薪酬福利", "薪资福利", "薪资福利待遇", "薪资"), private=True)
    knowledge: Many[Text] = declare("应知应会", "上岗要读的知识页或术语。", synonyms=("应知", "学习内容"))
    status: Status | None = declare("状态", "草案、试行、生效或废止；不写等于草案。", group=CONTROL, default=None)
    version: Text | None = declare("版本", "文本的版本号，加引号写。", synonyms=("版次",), group=CONTROL, default=None)
    effective: Date | None = declare("生效日期", "从哪一天起执行。", synonyms=("实施日期",), group=CONTROL, default=None)
    prepared_by: Text | None = declare("编制", "编制人或部门。", synonyms=("编制人",), group=CONTROL, default=None)
    reviewed_by: Text | None = declare("审核", "审核人或部门。", synonyms=("审核人",), group=CONTROL, default=None)
    approved_by: Text | None = declare("批准", "批准人或部门。", synonyms=("批准人", "审批人"), group=CONTROL, default=None)
    review_by: Date | None = declare("复核日期", "最迟在哪一天之前复核。", group=CONTROL, default=None)
    revisions: Many[Revision] = declare("修订记录", "每次修订改了什么。", synonyms=("变更记录",), group=CONTROL)
    source: Many[Text] = declare("来源", "文本从哪里整理而来。", synonyms=("出处",), group=INTERNAL)
    extends: Text | None = declare("继承", "在哪个岗位的基础上增加内容，写它的 id。", group=INTERNAL, default=None)
    waive: dict[str, Text] = declare("接受的检查结果", "检查代码: 接受的理由。", group=INTERNAL, default={})


class Department(Record):
    """What unit.yml says of a department's folder."""

    name: Name | None = labelled("部门名称")
    code: Text | None = labelled("部门代码")
    mission: Text | None = labelled("部门使命")


class Unit(Record):
    """What unit.yml says: a company or division with its own reporting tree."""

    name: Name = declare("单位名称", "单位的简称，页面和文件夹用它。", default=...)
    legal_name: Text | None = declare("用人单位全称", "营业执照上的全称，印在说明书上。", default=None)
    code: Text | None = declare("单位代码", "岗位编号的前缀。", default=None)
    tree: Literal["true", "false"] = declare("有无汇报关系", "互不隶属的岗位集合写 false。", default="true")
    mission: Text | None = declare("单位使命", "一句话介绍本单位。", default=None)
    departments: dict[str, Department] = declare("部门", "文件夹名: 部门名称、代码、使命。", default={})
    waive: dict[str, Text] = declare("接受的检查结果", "检查代码: 接受的理由。", default={})


def _color(value: str) -> str:
    if not re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", value):
        raise PydanticCustomError("jd_value", '写 # 加六位十六进制数，加引号，例如 "#1f5673"')
    return value


def _picture(value: str) -> str:
    if not re.fullmatch(r"[\w\u4e00-\u9fff-]+\.(?:svg|png|jpg|jpeg|webp|gif)", value, re.IGNORECASE):
        raise PydanticCustomError(
            "jd_value", "写图片的文件名，例如 logo.svg，文件放在 templates/site/assets/ 里"
        )
    return value


class Theme(Record):
    """Colour and logo of the wiki."""

    color: Annotated[Text, AfterValidator(_color)] | None = labelled("主色")
    logo: Annotated[Text, AfterValidator(_picture)] | None = labelled("标志")


def _key(value: str) -> str:
    field = Position.model_fields.get(value)
    if field is None or field.is_required():
        raise PydanticCustomError("jd_value", "写岗位文件里的英文键，例如 remuneration（薪酬待遇）")
    return value


Key = Annotated[Text, AfterValidator(_key)]


class Company(Record):
    """What company.yml says: once for the whole library."""

    schema_version: Literal["1"] = Field(title="格式版本", alias="schema")
    name: Text = declare("公司名称", "页面标题和文件页眉用它。", default=...)
    legal_name: Text | None = declare("公司全称", "单位没有写全称时印在说明书上。", default=None)
    texts_are: Literal["劳动合同附件", "规章制度", "告知文件"] = declare("文本性质", "签收的文本在法律上是什么。", default="告知文件")
    private: Many[Key] | None = declare("不公开的字段", "不进入页面和公开下载的键；不写按默认。", default=None)
    theme: Theme | None = declare("外观", "主色与标志。", default=None)


# fmt: on
