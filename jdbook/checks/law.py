"""Checks against the law (JD304 …): wording that has no legal basis, and what a statute asks for.

Not legal advice. Each manual names the article and the version of the statute that it was written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdbook.checks.registry import Issue, check, check_each
from jdbook.checks.text import Wording, sentences
from jdbook.copies import WITHDRAWN
from jdbook.findings import Severity
from jdbook.library import Entry, Library

ERROR, WARNING, HINT = Severity

_FORBIDDEN = "不得|不准|不许|不能|禁止|严禁|避免|防止|杜绝|不予罚"
_OTHERS = "税|滞纳金|工商|政府|监管|行政处罚|供应商|客户|甲方|乙方|合同|违约|违章|交通"

_FINE = Wording(
    re.compile(
        r"罚款|罚金|扣款|扣罚|罚扣|经济处罚|乐捐|(?:罚|扣)[0-9一二两三四五六七八九十百]{1,6}(?:\.[0-9]{1,2})?[十百千万]?元"
    ),
    re.compile(f"{_FORBIDDEN}|{_OTHERS}|代扣|明细|核算|工资表"),
)


@check_each("JD304", "对职工罚款", WARNING)
def fine(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 劳动合同法（2012年修正）没有给用人单位罚款的权力；允许的只是按劳动合同约定、就劳动者本人原因造成的损失要求赔偿：从工资中扣除的，每月不超过当月工资的 20%，剩余部分不低于当地最低工资标准（工资支付暂行规定，劳部发〔1994〕489号，第16条）。岗位说明书里写“罚款”“扣款”，发生争议时多半不被支持，还会影响整份文件的效力。

    **怎么改** 改成与绩效挂钩的考核办法（考核项目、标准、绩效工资怎么算），或写“造成损失的，按劳动合同约定赔偿”。原始材料有这一条、暂时保留的，在 `waive` 写明理由并请法务确认。
    """
    for path, found in _FINE.within(entry):
        yield Issue(
            entry,
            path,
            f"写有“{found}”，对职工罚款没有法律依据",
            "改为考核办法或按约定赔偿损失；依据见劳动合同法、工资支付暂行规定第16条",
        )


_PAY = "(?:工资|薪水|薪资|薪酬|底薪|月薪|提成|劳动报酬|佣金|补贴|津贴|经济补偿)"
_WITHHELD = Wording(
    re.compile(
        rf"(?:扣发|扣除|扣减|扣罚|克扣|暂扣|扣留|扣掉|不发|停发|停付|拒付|没收)[^，。；]{{0,8}}{_PAY}"
        rf"|{_PAY}[^，。；]{{0,6}}(?:扣发|扣除|扣减|克扣|暂扣|扣留|不发|停发|没收|不予发放|不予支付|不予结算|不结算|清零)"
    ),
    re.compile(
        f"{_FORBIDDEN}|{_OTHERS}|代扣|个人所得税|个税|社保|社会保险|公积金|请假|事假|病假|工资表|核算|审批|审核|签字|按约定赔偿"
    ),
)


@check_each("JD305", "扣发工资", WARNING)
def withheld_wages(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 劳动者提供了劳动，用人单位不能以扣发、不发、没收工资或提成作为处罚。依据：工资支付暂行规定（劳部发〔1994〕489号）第15条（不得克扣，条文列出可以代扣的几项，适用时请核对原文）、第16条（按约定赔偿损失，每月不超过当月工资 20%，剩余不低于最低工资）；劳动合同法（2012年修正）第30条要求及时足额支付。

    **怎么改** 改成绩效工资的计算办法，或写“造成损失的，按劳动合同约定赔偿，扣除比例不超过规定”。代扣个税、社保和请假期间的工资不在此列。
    """
    for path, found in _WITHHELD.within(entry):
        yield Issue(
            entry,
            path,
            f"写有“{found}”，扣发工资受工资支付暂行规定第15、16条限制",
            "改为绩效工资的计算办法或按约定赔偿损失",
        )


_ELIMINATION = Wording(
    re.compile(
        r"末[位尾]淘汰|强制淘汰"
        r"|(?:末位|倒数第?[一二两三0-9]|最后一名|排名(?:最后|末尾|垫底))[^；。]{0,24}(?:辞退|淘汰|解除|开除|解聘|解雇|劝退|除名|走人)"
    ),
    re.compile("不得|禁止|严禁|不实行|不搞|取消末|供应商|客户|渠道|产品|媒体"),
    sentences,
)


@check_each("JD306", "末位淘汰", WARNING)
def forced_ranking(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 排名在末位不等于“不能胜任工作”（最高人民法院指导案例18号）。单位只能按劳动合同法（2012年修正）第39、40条规定的情形解除劳动合同；不能胜任的，还要先培训或调整岗位，仍不能胜任才可以（第40条第二项）。以末位淘汰为由辞退，通常要支付赔偿金。

    **怎么改** 写明考核标准和等级；末位的处理写成面谈、培训、调岗、绩效工资，不写辞退。
    """
    for path, found in _ELIMINATION.within(entry):
        yield Issue(
            entry,
            path,
            f"写有“{found}”，排名末位不等于不能胜任工作",
            "改成培训、调岗或绩效办法；依据见劳动合同法第39、40条和指导案例18号",
        )


_DISMISSAL = Wording(
    re.compile(
        r"自动(?:离职|辞职|解除|解聘)|视(?:为|同|作)(?:自[动愿行])?(?:离职|辞职|放弃)"
        r"|(?:无条件|立即|当即|直接|一律|马上)(?:予以)?(?:辞退|开除|解聘|解雇|除名|离职)|无条件[^，。；]{0,8}(?:降薪|调岗|服从)"
        r"|[一二两三四五0-9]次[^，。；]{0,4}(?:辞退|开除|解聘|解雇|除名)"
    ),
    re.compile(r"不得|禁止|严禁|不能|客户|供应商"),
)


@check_each("JD307", "自动离职或随意辞退", WARNING)
def easy_dismissal(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 劳动合同法（2012年修正）没有“自动离职”；用人单位单方解除劳动合同，只能按第39条（过失）、第40条（提前三十日通知）、第41条（裁员）规定的情形，并由单位举证（法释〔2020〕26号第44条）。“立即辞退”“三次辞退”“无条件服从调岗”一类说法本身不是依据。

    **怎么改** 写明属于第39条哪一种情形，例如“严重违反经民主程序制定并公示的规章制度的，按劳动合同法第39条处理”；旷工写明天数、通知和催告的办法。
    """
    for path, found in _DISMISSAL.within(entry):
        yield Issue(
            entry,
            path,
            f"写有“{found}”，不是法定的解除情形",
            "写明属于劳动合同法第39、40条的哪一种情形和程序",
        )


_DEPOSIT = Wording(
    re.compile(
        r"(?:交纳|缴纳|交|收取|扣|收)[^，。；]{0,6}(?:押金|保证金|抵押金|风险金)|(?:入职|上岗|工作|服装|工装|培训|岗位|诚信)(?:押金|保证金|风险金)|风险抵押金"
        r"|(?:扣押|扣留|抵押|质押|收押|押)[^，。；]{0,8}(?:身份证|毕业证|学历证|学位证|资格证|执业证|证件)"
    ),
    re.compile(f"{_FORBIDDEN}|投标|履约|质量|租赁|租金|房租|押金条|工程|农民工|账户|账目|核算|{_OTHERS}"),
)


@check_each("JD308", "收取押金或扣押证件", WARNING)
def deposit(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 劳动合同法（2012年修正）第9条：招用劳动者不得扣押居民身份证和其他证件，不得要求提供担保或以其他名义收取财物；押金、服装费、上岗保证金都可能落入其中（个别情形有争议，适用时请核对原文）。

    **怎么改** 删掉；公司财物的保管写成领用登记、离职交还，损坏按劳动合同约定赔偿。对客户、供应商的保证金写明对象即可。
    """
    for path, found in _DEPOSIT.within(entry):
        yield Issue(
            entry,
            path,
            f"写有“{found}”，可能违反劳动合同法第9条",
            "删掉，改为领用登记、离职交还；对外的保证金写明对象",
        )


_CASHIER_BARRED = Wording(
    re.compile(
        r"稽核|会计档案[^，。；]{0,6}(?:保管|管理|归档)|(?:保管|管理|归档)[^，。；]{0,6}会计档案"
        r"|(?:登记|记录|登录|记)[^，。；]{0,10}(?:收入|支出|费用|债权|债务|往来|明细|总分类)[^，。；]{0,6}[账帐]"
        r"|(?:收入|支出|费用|债权|债务|往来)[^，。；]{0,4}[账帐][目簿]?[^，。；]{0,4}(?:登记|记录)"
    ),
    re.compile(r"不得|不能|不准|不兼|禁止|严禁|配合|协助|送交|移交|提供|日记[账帐]"),
)


@check_each("JD309", "出纳的不相容职务", WARNING)
def incompatible_with_cashier(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 会计法（2024年修正）第35条：出纳人员不得兼任稽核、会计档案保管和收入、支出、费用、债权债务账目的登记工作。管钱的人同时管账，出了差错查不出来。登记现金和银行存款日记账不在此列。

    **怎么改** 把这一项交给会计或别的岗位；出纳只写“送交”“配合”的，写明交给谁。
    """
    if not any("出纳" in name for name in (entry.title, *entry.own.aliases)):
        return
    for path, found in _CASHIER_BARRED.within(entry, "duties", "procedures", "authority", "responsibilities"):
        yield Issue(
            entry,
            path,
            f"出纳的职责里写有“{found}”，与出纳职务不相容",
            "交给会计或别的岗位；依据见会计法（2024）第35条",
        )


@check("JD310", "没有安全职责", HINT)
def no_safety_duty(library: Library) -> Iterator[Issue]:
    """**为什么** 安全生产法（2021年修正）第22条：全员安全生产责任制要写明各岗位的责任人员、责任范围和考核标准，办公室岗位也不例外。一个单位的岗位多数没有写时，只在 unit.yml 提示一次。

    **怎么改** 补 `safety`，例如“下班前切断本工位电源”“发现消防设施损坏当日报告办公室”；制度另有规定的，写明按哪份制度执行。
    """
    for unit in library.units.values():
        entries = [entry for entry in library.by_unit[unit.id] if entry.own.status != WITHDRAWN]
        lacking = [entry for entry in entries if not entry.position.safety]
        if len(lacking) > max(1, len(entries) // 2):
            message = f"“{unit.unit.name}”的 {len(entries)} 个岗位中，{len(lacking)} 个没有安全职责"
            yield Issue(unit, ("name",), message, "给各岗位补 safety；依据见安全生产法（2021）第22条")
            continue
        for entry in lacking:
            yield Issue(
                entry, ("title",), f"“{entry.title}”没有安全职责", "补 safety；依据见安全生产法（2021）第22条"
            )
