"""What became of positions that came back, as lines for people and as data for programs."""

from __future__ import annotations

from jdbook.roundtrip.outcome import Outcome, closing, lines, plain
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.update import Update, updated
from jdbook.source import Data

FILE = "title: 出纳员\nduties:\n  - 每日核对现金\n  - 登记日记账\n"
BASE: dict[str, Data] = {"title": "出纳员", "duties": ["每日核对现金", "登记日记账"]}
BACK = Returned("ad/cashier", BASE, BASE | {"duties": ["每日核对现金", "登记现金日记账"]})


def outcome(update: Update | None, back: Returned = BACK) -> Outcome:
    return Outcome("甲.docx", "出纳员", "jd_source/ad/cashier.yml", back, update, ("不在了",))


def test_of_what_came_back_as_it_was_nothing_is_told() -> None:
    same = outcome(updated(Returned("ad/cashier", BASE, BASE), FILE), Returned("ad/cashier", BASE, BASE))
    assert [*lines(same)] == []
    assert not same.is_open
    assert [*closing([same], written=True)] == ["没有要写入的改动。"]


def test_a_change_is_told_under_its_position_and_counted() -> None:
    one = outcome(updated(BACK, FILE))
    told = "主要职责 第2项：改为「登记现金日记账」（原为「登记日记账」）"
    assert [*lines(one)] == ["出纳员  jd_source/ad/cashier.yml", f"  {told}"]
    assert one.fields == (("甲.docx", "duties"),)
    assert "改了 1 个岗位的文件，共 1 处" in next(closing([one], written=True))
    assert plain(one)["changes"][0]["told"] == told  # type: ignore[index]


def test_without_a_file_all_that_is_lost_is_told() -> None:
    gone = outcome(None)
    assert gone.is_open
    assert [*lines(gone)][1] == "  不在了"
    assert "没有写入：主要职责 第2项：改为「登记现金日记账」" in [*lines(gone)][2]
    assert plain(gone)["refused"] == "不在了"
    assert len(plain(gone)["changes"]) == 1  # type: ignore[arg-type]


def test_what_belongs_elsewhere_is_open() -> None:
    one = outcome(Update(FILE, elsewhere=("请到那里改",)))
    assert one.is_open
    assert not one.is_changed
    assert "  请到那里改" in [*lines(one)]
    assert "1 处动到继承来的条目" in [*closing([one], written=True)][1]
