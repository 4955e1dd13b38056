"""The model of knowledge: every key of an article's front matter, of the glossary and of a self-test, declared once."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from jdbook.model import declare
from jdbook.shapes import Many, Record, Text, labelled

Kind = Literal["文章", "方法", "案例", "问答"]

# fmt: off


class Article(Record):
    """The front matter of an article; what people read stands below it as Markdown."""

    title: Text = declare("标题", "文章的标题，知识库里不重复；岗位的应知应会按标题引用。", default=...)
    kind: Kind = declare("类型", "文章、方法、案例或问答。", default="文章")
    summary: Text | None = declare("摘要", "一句话说明读了能得到什么。", default=None)
    aliases: Many[Text] = declare("别名", "搜索时会用到的其他说法。")
    related: Many[Text] = declare("相关", "相关的文章、自测或术语。")
    source: Many[Text] = declare("来源", "文章从哪里整理而来。")
    waive: dict[str, Text] = declare("接受的检查结果", "检查代码: 接受的理由。", default={})


class Term(Record):
    """A word of the trade, explained once for everybody."""

    term: Text = labelled("术语", ...)
    aliases: Many[Text] = labelled("别名", ())
    definition: Text = labelled("定义", ...)
    differences: Text | None = labelled("不同说法")
    see_also: Many[Text] = labelled("参见", ())
    source: Many[Text] = labelled("来源", ())
    marked: Literal["true", "false"] = labelled("正文中标注", "true")

    @property
    def names(self) -> tuple[str, ...]:
        return (self.term, *self.aliases)


class Glossary(Record):
    """The glossary: one file for all."""

    terms: Many[Term] = declare("术语", "每个术语一项；太常用、不必在正文里标注的写 marked: false。")
    waive: dict[str, Text] = declare("接受的检查结果", "检查代码: 接受的理由。", default={})


class Question(Record):
    """A statement to judge, or a question with right and wrong options, several of which may be right."""

    statement: Text | None = labelled("判断题")
    answer: Literal["对", "错"] | None = labelled("答案")
    question: Text | None = labelled("选择题")
    right: Many[Text] = labelled("正确选项", ())
    wrong: Many[Text] = labelled("错误选项", ())
    explanation: Text = labelled("解析", ...)
    read: Many[Text] = labelled("阅读", ())

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.statement) == bool(self.question):
            raise PydanticCustomError("jd_value", "判断题写 statement，选择题写 question，两者取一")
        if self.statement and (not self.answer or self.right or self.wrong):
            raise PydanticCustomError("jd_value", "判断题要有 answer（对或错），不写 right、wrong")
        if self.question and (self.answer or not self.right or not self.wrong):
            raise PydanticCustomError("jd_value", "选择题要有 right（正确选项）和 wrong（错误选项），不写 answer")
        if both := set(self.right) & set(self.wrong):
            raise PydanticCustomError("jd_value", f"“{min(both)[:20]}”既写作正确选项，又写作错误选项")
        return self

    @property
    def words(self) -> str:
        """Return what is asked."""
        return self.statement or self.question or ""


class SelfTest(Record):
    """A self-test: questions with answers, explanations and what to read."""

    title: Text = declare("标题", "自测的标题，知识库里不重复。", default=...)
    summary: Text | None = declare("摘要", "一句话说明考什么。", default=None)
    read: Many[Text] = declare("阅读", "做题前先读的文章。")
    source: Many[Text] = declare("来源", "题目从哪里整理而来。")
    questions: Many[Question] = declare("题目", "判断题或选择题。", default=...)
    waive: dict[str, Text] = declare("接受的检查结果", "检查代码: 接受的理由。", default={})

    @property
    def kind(self) -> str:
        return "自测"

    @property
    def aliases(self) -> tuple[str, ...]:
        return ()


class Topic(Record):
    """What knowledge.yml says of a topic's folder."""

    name: Text = labelled("主题名称", ...)
    summary: Text | None = labelled("主题介绍")
    order: Many[Text] = labelled("阅读顺序", ())


class Home(Record):
    """What knowledge.yml says: the topics in the order of print."""

    name: Text = declare("名称", "知识库的名称。", default="知识库")
    summary: Text | None = declare("介绍", "一句话介绍知识库。", default=None)
    topics: dict[str, Topic] = declare("主题", "文件夹名: 主题名称和介绍。", default={})
    waive: dict[str, Text] = declare("接受的检查结果", "检查代码: 接受的理由。", default={})
# fmt: on
