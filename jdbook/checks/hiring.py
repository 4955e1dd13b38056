"""Checks of hiring conditions (JD301 …): qualifications that discriminate.

Not legal advice. Each manual names the article and the version of the statute that it was written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdbook.checks.registry import Issue, check_each
from jdbook.checks.text import Wording
from jdbook.findings import Severity
from jdbook.library import Entry, Library

ERROR, WARNING, HINT = Severity

_CONDITIONS = ("qualifications", "conditions", "nature")

_SEX = Wording(
    re.compile(
        r"[男女](?:性|士|生|士们)?(?:者)?(?:优先|为佳|为宜|最佳)|(?:仅限|只限|限|只招|只要|招聘|须为|应为|必须为|要求)[男女](?:性|士|生)?"
        r"|性别(?:要求)?[:：为]?\s?[男女]|(?<!\w)[男女](?:性|士|生)?(?!\w)"
    ),
    re.compile(r"不限|男女均可|男女皆可|男女平等|不得|禁止|不分"),
)
_FAMILY = Wording(
    re.compile(
        r"已婚|未婚|已育|未育|未孕|单身|婚育|婚姻状况|生育状况"
        r"|(?:不得|不准|不许|禁止|不能|承诺不|暂不)[^，。；]{0,6}(?:结婚|怀孕|生育|生孩子|要孩子)|(?:结婚|怀孕|生育)(?:者|的|后|即)?[^，。；]{0,4}(?:辞退|离职|调岗|解除|降薪)"
    ),
    re.compile(r"不限|不得(?:因|以)|不因|婚育不|不问|不询问|不得询问"),
)


@check_each("JD301", "以性别、婚育为条件", WARNING)
def sex_or_family(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 妇女权益保障法（2022年修订）第43条：招录时除国家另有规定外，不得限定为男性或规定男性优先，不得询问婚育情况，也不得把限制结婚、生育作为录用条件。写进任职资格，就是书面证据。限定女性同样可能构成性别限制，请慎重。

    **怎么改** 删掉，改写岗位真正需要的能力，例如“能搬运 20 公斤的物料”“能适应每月一周出差”。国家规定不适合女性的工作写明依据。
    """
    found = dict(_FAMILY.within(entry, *_CONDITIONS, "rules")) | dict(_SEX.within(entry, *_CONDITIONS))
    for path, wording in found.items():
        yield Issue(
            entry,
            path,
            f"以“{wording}”为条件，涉及性别或婚育歧视",
            "删掉，改写岗位需要的能力；依据见妇女权益保障法（2022）第43条",
        )


_GROUPS = Wording(
    re.compile(
        r"汉族|(?:限|非|无)少数民族|民族[:：]|(?:无|没有|不信)[^，。；]{0,2}(?:宗教|教派)|宗教信仰|信仰[:：]"
        r"|(?:无|非|没有)[^，。；]{0,2}残疾|残疾人?(?:除外|不予|勿|免)|(?:本|当)[地市省区县]?[^，。；]{0,2}(?:户口|户籍|籍贯)|本地人|外地人"
        r"|(?:户口|户籍|籍贯)[^，。；]{0,4}(?:优先|要求|限)|限[^，。；]{0,6}(?:户口|户籍)|[市省区县](?:户口|户籍)|城镇户口"
        r"|乙肝|大三阳|小三阳|艾滋|HIV|(?:无|非|没有)[^，。；]{0,6}(?:传染病|传染性疾病|携带者)"
    ),
    re.compile(r"不限|不分|尊重|不得|禁止|手续|办理|管理|优待"),
)


@check_each("JD302", "以民族、宗教、残疾、户籍、病原携带为条件", WARNING)
def protected_group(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 就业促进法（2015年修正）第3条和第27至31条保障平等就业：民族、种族、宗教信仰不同，残疾，进城务工，以及传染病病原携带，一般都不能成为拒绝录用的理由；法律、行政法规禁止病原携带者从事的易使传染病扩散的工作除外。户籍限制是否一律无效，各地做法不一，这类条件的效力有争议，适用时请核对条文原文。

    **怎么改** 删掉，或改写成岗位需要的能力（“会讲当地方言”“能上夜班”）；法律要求健康证明的岗位，写明依据的规定。
    """
    for path, found in _GROUPS.within(entry, *_CONDITIONS, "rules"):
        yield Issue(
            entry,
            path,
            f"以“{found}”为条件，可能构成就业歧视",
            "删掉或写明法律依据；参见就业促进法（2015）第3条、第27至31条，适用时核对原文",
        )


_LOOKS = Wording(
    re.compile(
        r"年龄|(?<![0-9])[1-9][0-9]\s?周?岁|[二三四五]十[一二三四五六七八九]?周?岁|身高|体重|相貌|长相|五官|容貌|外貌|外形|形象(?:好|佳|良好|端正|出众|气质)|气质(?:好|佳|良好)"
    ),
    re.compile(r"不限|不作要求|年满1[68]周?岁|1[68]周?岁以上(?!.{0,3}[0-9])|品牌形象|公司形象|企业形象"),
)


@check_each("JD303", "以年龄、身高、外貌为条件", HINT)
def age_or_looks(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 法律没有逐条列出年龄、身高、外貌，但与工作无关的这类条件在诉讼和舆论中都站不住，也把合适的人挡在门外。

    **怎么改** 删掉，或改写成经验、体力、礼仪等可以考察的要求；法定的最低年龄（年满16周岁或18周岁）可以写。
    """
    for path, found in _LOOKS.within(entry, *_CONDITIONS):
        yield Issue(
            entry,
            path,
            f"以“{found}”为条件，与工作是否有关要说得清",
            "删掉，或改写成经验、体力、礼仪等要求",
        )
