"""Titles: lines that name the position which the lines below them are about. Pure."""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

from jdbook import fields
from jdbook.importing import labels, numbering
from jdbook.importing.numbering import Mark

_BLANK = r"[ \t\u3000\xa0]{0,20}"  # more would cost more time than they say
_NAME = r"[A-Za-z0-9\u4e00-\u9fff·/、&＆+\-—（）()]"
_SPACED = r"[\u4e00-\u9fff][ \t\u3000]{1,3}[\u4e00-\u9fff]"
_WHAT = (
    "岗位职责说明书|岗位职责及任职要求|岗位职责与任职要求|岗位说明书|职位说明书|职务说明书|工作说明书|岗位工作职责|工作职责|"
    "工作岗位职责|安全生产职责|安全职责|安全责任|岗位职责|职位描述|岗位描述|职务说明|职责说明|工作内容|岗位责任[书制]?|职责"
)
_AND = "(?:[及与和](?:任职)?(?:要求|资格|条件|管理制度|制度|权限|考核|考核标准|考核办法|工作标准|工作流程|规范|内容|范围))?"
_ORDER = (
    rf"(?:推荐|精选|范文|模板)?第{_BLANK}[0-9一二三四五六七八九十百]{{1,4}}{_BLANK}[篇章节条部]分?{_BLANK}[:：、.]?|"
    rf"[篇章]{_BLANK}[0-9一二三四五六七八九十]{{1,3}}{_BLANK}[:：、.]?|#{{1,6}}|[0-9一二三四五六七八九十]{{1,3}}(?:[.．][0-9]{{1,2}}){{1,4}}[.．、]?(?=[ \t\u3000])|[★☆◆◇■□●▲△▶►·•]|[甲乙丙丁戊己庚辛][、.．]|(?:[一二三四五六七八九十]{{1,2}}[、.．])?(?:急招|急聘|诚聘|诚招)[!！:：]*|"
    rf"[(（]?[0-9一二三四五六七八九十]{{1,3}}[)）]?{_BLANK}[、.．:：,，]|[(（][0-9一二三四五六七八九十]{{1,3}}[)）]"
)
_REMARK = r"(?:[（(【\[][^（）()【】\[\]\n]{0,12}[）)】\]])?"
_HEADED = re.compile(
    rf"(?P<before>{_BLANK}(?:{_ORDER})?{_BLANK}[【\[《“]?{_BLANK})(?P<title>{_NAME}{{2,24}}?|{_SPACED})(?P<after>{_BLANK}(?:岗位的|[:：的])?{_BLANK}(?:{_WHAT}){_AND}"
    rf"{_BLANK}{_REMARK}{_BLANK}[】\]》”]?{_BLANK}[:：]?{_BLANK}(?:[（(【]?篇[0-9一二三四五六七八九十]{{1,3}}[】)）]?{_BLANK})?)"
)
_POST = re.compile(
    r"(?:总经理|副总|副理|协理|督导|员工|店员|学徒|实习生|经理|总监|主管|主任|专员|助理|秘书|总裁|董事长|顾问|代表|编辑|文案|会计|出纳|司机|保安|保洁|前台|"
    r"店长|组长|班长|领班|队长|厂长|站长|处长|科长|部长|院长|校长|园长|行长|站长|护士|医生|医师|教师|讲师|架构师|工程师|设计师|"
    r"教练|阿姨|大厨|助教|主厨|师傅|厨师|技师|员|师|工|长|手|秘|管家|教官|负责人|受权人|合伙人|Leader|AE|总编|主编|主播|导演|干事|代办|人员|人事|后勤|采购|客服|美工|收银|律师)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?P<before>{_BLANK}(?:{_ORDER})?{_BLANK}[【\[《]?{_BLANK})(?P<title>{_NAME}{{2,16}}?(?:[（(][^（）()\n]{{1,24}}[）)])?)"
    rf"(?P<after>{_BLANK}[】\]》]?{_BLANK}[:：]?{_BLANK}(?P<count>[（(]{_BLANK}(?:编制|定员|招聘|共|各)?{_BLANK}[0-9一二三四五六七八九十若干]{{1,3}}{_BLANK}[名人位]{_BLANK}[）)])?(?P<remark>[（(][^（）()]{{1,10}}[）)](?={_BLANK}[0-9×xX]))?{_BLANK}(?P<loose>[×xX*]{_BLANK}[0-9]{{1,2}}|[0-9]{{1,2}}{_BLANK}[名人位]|(?<=[ \t\u3000])若干[名人]?)?(?:(?<![0-9])[0-9]{{1,2}})?{_BLANK}[:：]?{_BLANK})"
)
_DECORATED = re.compile(
    rf"(?P<before>{_BLANK}(?P<sign>[★☆◆◇■□●▲△※*]+){_BLANK})(?P<title>{_NAME}{{2,16}}?)(?P<after>{_BLANK}(?P=sign){_BLANK})"
)
_COUNTED = re.compile(
    rf"(?P<before>{_BLANK}(?:{_ORDER})?{_BLANK}[【\[《]?{_BLANK})(?P<title>{_NAME}{{2,16}}?)(?P<after>{_BLANK}[】\]》]?{_BLANK}"
    rf"(?:[（(]{_BLANK}(?:编制|定员|招聘|共|各)?{_BLANK}[0-9一二三四五六七八九十若干]{{1,3}}{_BLANK}[名人位][^（）()]{{0,12}}[）)]|[×xX*]{_BLANK}[0-9]{{1,2}}{_BLANK}[名人]?|[0-9]{{1,2}}{_BLANK}[名人位])"
    rf"(?:[（(][^（）()]{{1,30}}[）)])?[ \t\u3000]*)"
)
_FACT_BEHIND = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")
_BEFORE_LABEL = re.compile(
    rf"(?P<before>{_BLANK}(?:{_ORDER})?{_BLANK})(?P<title>{_NAME}{{2,16}}?)(?P<after>[ \t\u3000\xa0:：]+|(?=[0-9(（①]))"
)
_STOP = re.compile(rf"[。；;！!]{_BLANK}")
_LONGEST = 30  # letters of a title
_WORD = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{2}")
_QUOTED = re.compile(
    rf"(?P<before>{_BLANK}[《“]{_BLANK})(?P<title>{_NAME}{{2,16}}?)(?P<after>{_BLANK}[》”]{_BLANK}(?:职位|岗位|一职)[ \t\u3000:：]*)"
)
_CALLED = re.compile(
    rf"(?P<before>{_BLANK}(?:岗位职责说明书|岗位说明书|职位说明书|职务说明书|工作说明书){_BLANK}[:：]+{_BLANK})(?P<title>{_NAME}{{2,24}})(?P<after>{_BLANK})"
)
_HIRED = re.compile(
    rf"(?P<before>.{{0,40}}?(?:(?:诚聘|诚招|急聘|急招|高薪聘请){_BLANK}[:：]?|招聘{_BLANK}[:：]|招聘(?=[ \t\u3000])){_BLANK})(?P<title>{_NAME}{{2,16}}?)(?P<after>(?:[ \t\u3000,，/].{{0,40}})?)"
)
_LABELS = frozenset(fields.labels())
_SECTION = re.compile(
    rf"{_BLANK}(?:推荐|精选|范文|模板)?(?:(?:附则|附录|附件)[一二三四五六七八九十0-9]*(?:[:：\s]|$)|第{_BLANK}[0-9一二三四五六七八九十百]{{1,4}}{_BLANK}(?:[篇章]|部分)|篇{_BLANK}[0-9一二三四五六七八九十]{{1,3}}{_BLANK}[:：])"
)
_NO_TITLE = re.compile(
    r"[，。；！？,;!?]|^(?:本|该|各|其|所有|负责|完成|做好|协助|组织|根据|按照|讨论|通报|关于|修订|制定|编制|安排|完善|明确|公司$)"
)
_ENGLISH = re.compile(
    r"(?:Duties|Responsibilit|Authorit|Qualificat|Requirement|Department|Report|Accountab|Job|Position|Title|Summary|Objective|Grade)",
    re.IGNORECASE,
)
_UNPAIRED = re.compile(
    r"^[^(（]*[)）]|[(（][^)）]*$|(?<=[\u4e00-\u9fff])(?<!第)[0-9](?=[\u4e00-\u9fff])(?![号楼班组店部区车厂线期级])"
)
_GENERIC = re.compile(
    r"^[0-9]{0,2}(?:各|本|全体)?(?:岗位|部门|公司|职位|基本|主要|人员|员工|工作|直接|日常|管理|安全|教职工|.{0,6}部管理人员|.{1,8}(?:中心|部门|部|科室)|.{1,20}(?:公司|集团|门店|事务所))$"
)


_ASIDE = re.compile(r"\s*[（(][^（）()]{1,24}[）)]\s*$")
_PEOPLE = re.compile(
    r"\s*(?:[（(][^（）()]*(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,2}|若干)\s*[名人位][^（）()]*[）)]|[×xX*]?\s*[0-9]{1,3}\s*[名人位])\s*$"
)
_EMPLOYER = re.compile(
    r"[\u4e00-\u9fff（）()]{4,}(?:公司|集团|酒店|医院|学校|学院)(?=[\u4e00-\u9fffA-Za-z]{2})"
)
_AT_END = re.compile(
    rf"(?<=[)）。；;])(?P<before>{_BLANK})(?P<title>{_NAME}{{2,12}}?)(?P<after>{_BLANK}[:：]{_BLANK})$"
)
_SAYS_WHAT = re.compile(_WHAT)


class Title(NamedTuple):
    """What names a position: the titles, as written, with what stands before and behind; `sure` if nothing else is likely."""

    before: str
    text: str
    after: str
    sure: bool

    @property
    def is_introduced(self) -> bool:
        """Return whether nothing but a colon, or a number of people, stands behind the title."""
        return self.after.rstrip().endswith((":", "：")) and not _SAYS_WHAT.search(self.after)


def title_in(line: str) -> Title | None:
    """Return the title a line gives, if it is nothing but one: 「…岗位职责」, a number of people behind it, or a bare name."""
    for pattern in (_HEADED, _CALLED):
        if found := pattern.fullmatch(line):
            return None if _no_title(found["title"]) else _title(found, sure=not _is_form(found))
    hired = _HIRED.fullmatch(line)
    if hired and is_post(hired["title"]) and not _no_title(hired["title"]):
        return _title(hired, sure=False)
    found = _NAMED.fullmatch(line)
    if found and (found["count"] or is_post(found["title"])) and not _no_title(found["title"]):
        return _title(found, sure=bool(found["count"] or found["loose"]))
    return None


def _is_form(found: re.Match[str]) -> bool:
    """Return whether what bears the title is rather the form of a whole company: 某某影城岗位说明书."""
    return "说明书" in found["after"] and not is_post(found["title"])


def _title(found: re.Match[str], *, sure: bool) -> Title:
    return Title(found["before"], found["title"], found["after"], sure)


def order_of(text: str) -> Mark | None:
    """Return the number that a title, or a heading beside titles, begins with."""
    return numbering.leading(text.lstrip())


def title_within(text: str) -> tuple[int, Title] | None:
    """Return a title that begins a line or is glued behind the end of a sentence, and where; more stands behind it."""
    for place in chain((0,), (stop.end() for stop in _STOP.finditer(text))):
        found = _HEADED.match(text, place)
        if found and _ends(text, found.end()) and not (_no_title(found["title"]) or _is_form(found)):
            return place, _title(found, sure=True)
    counted = _COUNTED.match(text)
    if counted and _is_followed(text, counted.end()) and not _no_title(counted["title"]):
        return 0, _title(counted, sure=True)
    for pattern in (_DECORATED, _QUOTED):
        if (found := pattern.match(text)) and not _no_title(found["title"]):
            return 0, _title(found, sure=True)
    found = _BEFORE_LABEL.match(text)
    if (
        found
        and is_post(found["title"])
        and not _no_title(found["title"])
        and _is_labelled(text, found.end())
    ):
        return 0, _title(found, sure=True)
    return None


def title_at_end(text: str) -> tuple[int, Title] | None:
    """Return a bare title with a colon that ends a line behind the end of a sentence or a bracket, and where."""
    found = _AT_END.search(text)
    if found and is_post(found["title"]) and not _no_title(found["title"]):
        return found.start(), _title(found, sure=False)
    return None


def is_title(text: str) -> bool:
    """Return whether a text, known to stand where titles do, can be one."""
    return len(text.strip()) <= _LONGEST and not _no_title(text.strip())


def is_post(name: str) -> bool:
    """Return whether a name ends as those of positions do, perhaps with a remark in brackets."""
    return _POST.search(_ASIDE.sub("", name)) is not None


def area_of(title: str) -> str:
    """Return the department or area that a title begins with, or "": 设计部 of 设计部经理."""
    return _POST.sub("", _ASIDE.sub("", title))


def bare(title: str) -> str:
    """Return a title without the number of people behind it."""
    return _PEOPLE.sub("", title)


def employer(title: str) -> str:
    """Return the name of the employer that a title begins with, or ""."""
    found = _EMPLOYER.match(title)
    return found[0] if found and is_post(title) else ""


def _ends(text: str, place: int) -> bool:
    return place == len(text) or text[place - 1 : place] in " \t\u3000：:)）"


def _is_followed(text: str, place: int) -> bool:
    """Return whether a line ends at a place, or goes on with a label there, if only one that no field declares."""
    return place == len(text) or _FACT_BEHIND.match(text, place) is not None


def _is_labelled(text: str, place: int) -> bool:
    """Return whether a label stands at a place, perhaps behind a mark."""
    mark = numbering.leading(text[place:])
    return labels.leading(text[place + len(mark.text if mark else "") :]) is not None


def _no_title(text: str) -> bool:
    name = _ASIDE.sub("", text)
    if _UNPAIRED.search(name) or _ENGLISH.match(name):
        return True
    parts = re.split(r"[、/]", "".join(name.split()))
    if not parts[-1] or any(part in _LABELS for part in parts):
        return True
    return not _WORD.search(name) or bool(_GENERIC.search(name) or _NO_TITLE.search(name))


def is_section(line: str) -> bool:
    """Return whether a line begins another part of a compilation, whatever it is about."""
    return _SECTION.match(line) is not None
