"""Sorting: the blocks about a position, as facts and the lines of sections: by the labels on the left of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jdbook.fields import FIELDS, Field, fields_of, labels
from jdbook.model import Group
from jdbook.outline import PRINTED
from jdbook.roundtrip.word.carried import Carried, Origin
from jdbook.roundtrip.word.lines import Kind, Line, normal, prose
from jdbook.roundtrip.word.paper import Block, Cell, Para, Row
from jdbook.roundtrip.word.places import plain, words
from jdbook.shapes import Record, Reference
from jdbook.word.origin import digest

_SHORT = (Group.IDENTITY, Group.CONTROL)
_FEW = 0.5  # of the heads of a table must be known for it to be one
TITLE = "岗位名称"


class Fact(NamedTuple):
    """A label and what stands beside it; `label` is the declared one."""

    label: str
    text: str


@dataclass
class Found:
    """What stands about a section: its paragraphs, or its lines."""

    paras: list[Para] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def is_short(one: Field) -> bool:
    """Return whether a field is a fact, which stands beside its label and not in a section."""
    return one.about.group in _SHORT and one.kind in (str, Reference)


def has_lines(one: Field) -> bool:
    """Return whether a section consists of lines: items or rows of tables."""
    return one.many


class Sorter:
    """Goes through the blocks about one position; `columns` are those its tables had, by the key of the section."""

    def __init__(self, carried: Carried, origin: Origin, columns: Mapping[str, Sequence[str]]) -> None:
        self.origin, self.columns = origin, columns
        shown = {one.label: carried.labels.get(one.label, one.label) for one in FIELDS}
        own = [one for one in FIELDS if one.about.group in PRINTED and one.label not in carried.apart]
        self.fields = {plain(shown[one.label]): one for one in own if not is_short(one)}
        self.facts = {plain(shown[one.label]): one.label for one in own if is_short(one)}
        self.facts |= {plain(carried.labels.get(one, one)): one for one in origin.derived}
        self.synonyms = {plain(name): one for name, one in labels().items() if one in own}
        self.labels = shown
        self.found: dict[str, Found] = {}
        self.told: list[Fact] = []
        self.strays: list[str] = []
        self.doubts: list[str] = []
        self.now: Field | None = None
        self.heads: list[str] | None = None
        self.rows = 0
        self.closed = False

    def sort(self, blocks: Iterable[Block]) -> None:
        """Take the blocks, in their order."""
        for block in blocks:
            self._tell_aside(block)
            if block.para is not None:
                self._outside(block.para)
            fresh = True
            for row in block.rows:
                self._row(row, fresh=fresh)
                fresh = False

    def _tell_aside(self, block: Block) -> None:
        for para in block.paras:
            self.doubts += para.aside

    def _outside(self, para: Para) -> None:
        if para.text.strip():
            self.now = None
            if not self._is_around(para):
                self._stray(para.text, "表格外")

    def _is_around(self, para: Para) -> bool:
        bare = para.bare.strip()
        return not bare or digest(para.bare) in self.origin.around

    def _stray(self, text: str, where: str) -> None:
        text = normal(text)
        self.strays.append(text)
        self.doubts.append(f"{where}的“{text}”没有收回")

    def _row(self, row: Row, *, fresh: bool) -> None:
        """Take a row by its first cell; `fresh` says that it begins a table."""
        texts = words(row)
        head = plain(texts[0]) if texts else ""
        if self.closed or not any(texts):
            return
        if head in self.facts and len(row) > 1:
            self._facts(texts)
        elif one := self._headed(head, row, fresh=fresh):
            self._section(one, row, fresh=fresh)
        else:
            self._other(row, texts, head)

    def _headed(self, head: str, row: Row, *, fresh: bool) -> Field | None:
        """Return the section a row belongs to; what stands around the form belongs to none."""
        if head in self.fields:
            return self.fields[head]
        if not head and self.now and (not fresh or not self._are_around(row)):
            return self.now
        one = self.synonyms.get(head)
        return one if one and not is_short(one) and not self._are_around(row) else None

    def _are_around(self, row: Row) -> bool:
        return all(self._is_around(para) for cell in row for para in cell)

    def _other(self, row: Row, texts: Sequence[str], head: str) -> None:
        """Take a row of facts under another name, or tell what of it was not printed there."""
        self.now = None
        if self._are_around(row):
            return
        if head in self.synonyms and len(row) > 1:
            self._facts(texts)
            return
        new = [para for cell in row[1:] for para in cell if not self._is_around(para)]
        for para in new or row[0]:
            self._stray(para.text, f"“{texts[0]}”一行" if texts[0] else "没有栏目的一行")

    def _facts(self, texts: Sequence[str]) -> None:
        """Take a row of labels and values."""
        self.now = None
        for name, value in zip(texts[::2], [*texts[1::2], ""], strict=False):
            label = self.facts.get(plain(name)) or self._synonymous(name)
            if label == TITLE and any(fact.label == TITLE for fact in self.told):
                self.closed = True
                self.doubts.append(f"文件里多出一份“{value}”的说明书，没有收回")
                return
            if label:
                self.told.append(Fact(label, value))
            elif name or value:
                self._stray(f"{name}：{value}" if value else name, "基本信息")

    def _synonymous(self, name: str) -> str:
        one = self.synonyms.get(plain(name))
        return one.label if one and is_short(one) else ""

    def _section(self, one: Field, row: Row, *, fresh: bool) -> None:
        """Take a row of a section: the cells beside its label."""
        if one is not self.now:
            self.now, self.heads, self.rows = one, None, 0
        self.rows += 1
        found = self.found.setdefault(one.key, Found())
        cells = row[1:]
        self._tell_pictures(one, cells)
        if _has_tables(one) and not (_takes_sentences(one) and len(cells) == 1):
            self._record(one, cells, found, fresh=fresh)
            return
        for cell in cells[:1]:
            found.paras += [para for para in cell if para.text.strip()]
            found.lines += prose(cell, self._where(one)) if has_lines(one) else ()
        for cell in cells[1:]:
            for para in (para for para in cell if para.text.strip()):
                self._stray(para.text, self._where(one))

    def _tell_pictures(self, one: Field, cells: Iterable[Cell]) -> None:
        if any(para.pictured for cell in cells for para in cell):
            self.doubts.append(f"{self._where(one)}里有图片，没有收回")

    def _where(self, one: Field) -> str:
        return f"“{self.labels[one.label]}”"

    def _record(self, one: Field, cells: Sequence[Cell], found: Found, *, fresh: bool) -> None:
        """Take a row of a table: the heads of its columns, or a record."""
        texts = words(tuple(cells))
        begins = fresh or self.heads is None or (found.lines and found.lines[-1].kind is Kind.ITEM)
        if begins and (heads := self._heads_in(one, texts)):
            self.heads, self.rows = heads, 0
            found.lines.append(Line(Kind.HEAD, tuple(sorted(filter(None, heads)))))
            return
        where = f"{self._where(one)}第{self.rows or 1}行"
        heads = self.heads or self._lost_heads(one, texts, where)
        pairs = list(zip(heads, texts, strict=False))
        for text in [*(text for head, text in pairs if text and not head), *texts[len(heads) :]]:
            if text:
                self._stray(text, where)
        filled = tuple((head, text) for head, text in pairs if head and normal(text))
        if filled:
            source = "｜".join(text for _, text in filled)
            line = Line(Kind.ROW, _sorted(filled), None, where=where, source=source, cells=filled)
            found.lines.append(line)

    def _heads_in(self, one: Field, texts: Sequence[str]) -> list[str] | None:
        """Return the columns in a row of heads, "" for one that is not known; None for a row that is none.

        A single head that was changed keeps its column.
        """
        known = {plain(column.label): column.label for column in fields_of(one.kind)}
        heads = [known.get(plain(text), "") for text in texts]
        strange = [place for place, text in enumerate(texts) if text and not heads[place]]
        said = [text for text in texts if text]
        if not said or len(set(filter(None, heads))) < len(list(filter(None, heads))):
            return None
        if strange and (len(said) - len(strange)) / len(said) <= _FEW:
            return None
        lost = [label for label in self.columns.get(one.key, ()) if label not in heads]
        for place in strange:
            told = f"{self._where(one)}的表头“{texts[place]}”不认识"
            if len(lost) == len(strange) == 1:
                heads[place] = lost[0]
                self.doubts.append(f"{told}，仍当作“{lost[0]}”")
            else:
                self.doubts.append(f"{told}，这一列没有收回")
        return heads

    def _lost_heads(self, one: Field, texts: Sequence[str], where: str) -> list[str]:
        """Return the columns of a row above which no heads stand: those there were, if they are as many."""
        was = list(self.columns.get(one.key, ()))
        if len(was) != len(texts):
            return []
        self.doubts.append(f"{where}上面没有表头，仍当作{'、'.join(was)}")
        self.heads = was
        return was


def _has_tables(one: Field) -> bool:
    """Return whether a section may have tables: it holds records that are no items with others below them."""
    is_record = one.many and issubclass(one.kind, Record) and one.kind is not Reference
    return is_record and all(column.key != "children" for column in fields_of(one.kind))


def _takes_sentences(one: Field) -> bool:
    return issubclass(one.kind, Record) and bool(one.kind.sentence)


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(part for head, text in sorted(pairs) for part in (head, normal(text)))
