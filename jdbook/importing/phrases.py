"""Phrases: texts that say nothing of a position: of the site or the form they stand on, empty, or mere headings. Pure."""

from __future__ import annotations

import re

_NAME = 30  # letters
_SENTENCE = re.compile("[，。；！？,;!?]")
_NOTHING = re.compile(r"(?:无|暂无|没有|待定|空|日期[:：]?|签[字名章][:：]?|[/／—_＿\-\s]*)[。.;；]?")
_REMARK = re.compile(r"[（(][^（）()]*[)）]")
# headings of forms that name no field
_CHAPTER = re.compile(
    r"(?:岗位|职位|职务)?(?:基本(?:资料|信息|情况)|概况|信息)(?:[:：]|\s.{0,80})?|"
    r"各(?:级|类)?(?:岗位|部门|职位|人员)(?:工作)?职责(?:如下)?[:：]?|"
    r"[\u4e00-\u9fff（）()]{0,20}(?:岗位|职位|职务|工作)(?:职责)?(?:说明书|描述书|说明表)(?:目录|汇编)?(?:[（(].{1,8}[）)])?"
)
_PEOPLE = re.compile(r"[0-9]{1,4}\s*[人名]?")
_FACT = re.compile(r"[\u4e00-\u9fff\s]{2,8}[:：].{0,20}")
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{1,8}(?:部|部门|中心|科|室|处|组|车间)")
_BOILERPLATE = re.compile(
    r"图片已关闭|将本文的Word文档|下载全文|相关推荐|^《[^》]{2,40}\.docx?》$|收集自互联网|仅供(?:网友|大家)?(?:提供)?参考|下载本文|返回(?:顶部|目录)|推荐(?:度|阅读)|^\s*(?:热门推荐|猜你喜欢|求职提示)|相关文章[:：]?\s*$|版权(?:所有|声明)|^\s*[上下]一篇[:：]|^\s*本(?:岗位)?(?:职责|制度|规定|办法|说明书|手册)自.{2,14}起?(?:试行|施行|执行|实施|生效)|本文(?:由|来自|来源)|点击下载|"
    r"范文(?:网|大全|论文)|^\s*(?:第\s*\d+\s*页|共\s*\d+\s*页|[-—]\s*\d+\s*[-—]\s*$)|\.{6,}|…{3,}\s*\d+\s*$|"
    r"[\u4e00-\u9fff）)]\s*\t+\s*\d{1,3}\s*$|^\s*[=＝~～*＊+#]{5,}\s*$|^\s*(?:[0-9]{4}|二[〇○Ｏ零一二三四五六七八九]{3})\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月\s*(?:[0-9一二三四五六七八九十]{1,3}\s*日)?\s*$|^\s*[\u4e00-\u9fff（）()]{2,20}(?:公司|集团)(?:[\u4e00-\u9fff]{1,8}(?:部|办公室))?\s*$|^\s*[（(]?(?:续表|接上[表页]|续上表|转下页)[)）]?\s*$"
)
# what a blank form asks for
_PROMPT = re.compile(
    r"单击此处|填表说明|^按.{1,10}填写|请用.{0,8}填写|填好后|点击此处|请(?:在此)?(?:填写|输入|选择)|此处(?:填写|输入)|填写说明|示例写法|^\s*[（(][^（）()]*(?:填写|说明|一句话|不超过)[^（）()]*[）)]\s*$|"
    r"^\s*(?:[□☐][^□☐☑√]{1,10}){2,}$|^[\s＿_]*年[\s＿_]+月[\s＿_]+日?[\s＿_]*$|^[\s＿_]+(?:人|年以上[\s＿_]+.*)$"
)


def is_unsaid(text: str) -> bool:
    """Return whether a text is of the site or the form it stands on, or asks for what is to be filled in."""
    return bool(_BOILERPLATE.search(text) or _PROMPT.search(text))


def is_nothing(text: str) -> bool:
    """Return whether a text says that there is nothing to be said."""
    return _NOTHING.fullmatch(text.strip()) is not None


def is_remark(text: str) -> bool:
    """Return whether a text stands in brackets as a whole."""
    return _REMARK.fullmatch(text.strip()) is not None


def is_chapter(text: str) -> bool:
    """Return whether a text heads a form or the facts in it, and names no field."""
    return _CHAPTER.fullmatch(text.strip()) is not None


def is_fact(text: str) -> bool:
    """Return whether a text is a label with a short value."""
    return _FACT.fullmatch(text.strip()) is not None


def counts_people(text: str) -> bool:
    """Return whether a text is a number of people."""
    return _PEOPLE.fullmatch(text.strip()) is not None


def is_department(name: str) -> bool:
    """Return whether a text can be the name of a department."""
    return _DEPARTMENT.fullmatch(name) is not None


def is_sentence(text: str) -> bool:
    """Return whether a text says more than a name."""
    return len(text.strip()) > _NAME or _SENTENCE.search(text.strip().rstrip("。；;")) is not None
