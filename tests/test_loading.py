from datetime import date
from pathlib import Path

import pytest
from making import write_tree

from jdbook.findings import ordered
from jdbook.loading import check, load, load_checked
from jdbook.source import Data, Source

OVERDUE = "title: 甲\nsuperior: {outside: 乙}\nduties: [核对现金]\nstatus: 试行\nreview_by: 2026-06-30\n"


@pytest.mark.parametrize("today, due", [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_an_overdue_review_is_told_from_the_day_after(today: date, due: bool, tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/x.yml": OVERDUE})
    found = load_checked(tmp_path, today).findings
    assert any("2026-06-30" in finding.message for finding in found) == due


def test_findings_come_in_reading_order_each_once(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {
            "ad/b.yml": "titel: 甲\n",
            "ad/a.yml": "title: 乙\nxyz: 1\nduties: [核对, 核对]\n",
            "x.yml": "title: 丙\n",
        },
    )
    found = load_checked(tmp_path).findings
    assert found == ordered(found)
    assert len(found) == len(set(found))


def test_errors_and_nothing_else_forbid_publishing(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/a.yml": "title: 乙\nsuperior: {outside: 丙}\npurpose:\nduties: [核对]\n"})
    assert load_checked(tmp_path).publishable
    write_tree(tmp_path, {"ad/b.yml": "titel: 甲\n"})
    assert not load_checked(tmp_path).publishable


FAULTY = "title: 甲\nxyz: 1\nsuperior: 没有这人\nduties: [核对, 核对]\n"


def test_loading_in_two_steps_with_what_is_known_finds_the_same(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/a.yml": FAULTY, "ad/b.yml": "title: 乙\nsuperior: 甲\n"})
    first = load(tmp_path)
    write_tree(tmp_path, {"ad/a.yml": FAULTY, "ad/b.yml": "title: 丙\nsuperior: 甲\n"})
    second = check(load(tmp_path, known=first.sources))
    whole = load_checked(tmp_path)
    assert second.findings == whole.findings
    assert second.library.titles == whole.library.titles == {"ad/a": "甲", "ad/b": "丙"}
    assert second.library.by_key["ad/a"].own is first.library.by_key["ad/a"].own


def test_what_is_known_is_not_taken_apart_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tree(tmp_path, {"ad/a.yml": FAULTY, "ad/b.yml": "title: 乙\n"})
    known = load(tmp_path).sources
    parsed: list[str] = []
    data = Source.data

    def noted(source: Source) -> Data:
        parsed.append(source.file)
        return data(source)

    monkeypatch.setattr(Source, "data", noted)
    write_tree(tmp_path, {"ad/b.yml": "title: 丙\n"})
    load(tmp_path, known=known)
    assert parsed == ["jd_source/ad/b.yml"]
