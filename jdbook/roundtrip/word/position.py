"""Position: one position that came back, out of the blocks about it and what the document tells of its making."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jdbook.blocks import Body, Cell, Definitions, Grid, Paragraph, Section, Table
from jdbook.fields import FIELDS, Field, fields_of
from jdbook.outline import PRINTED, from_blocks, to_blocks
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.word.carried import Carried, Origin
from jdbook.roundtrip.word.items import Lists
from jdbook.roundtrip.word.lines import is_unchanged, normal, printed
from jdbook.roundtrip.word.paper import Para
from jdbook.roundtrip.word.places import Place
from jdbook.roundtrip.word.sorting import TITLE, Found, Sorter, is_short
from jdbook.roundtrip.word.values import Values, problem
from jdbook.source import Data
from jdbook.word.looks import DEFINITION
from jdbook.writing import to_data

_BY_LABEL = {one.label: one for one in FIELDS}
_BY_KEY = {one.key: one for one in FIELDS}


def returned(place: Place, carried: Carried) -> Returned:
    """Return the position that a document was made from as it came back in it."""
    origin = place.origin
    base = _data(origin, to_data(origin.position))
    if place.blocks is None:
        lost = f"文件里找不到“{origin.title}”的说明书：整份删掉了，或标题改得认不出；没有改"
        return Returned(origin.key, base, base, (lost,))
    reader = _Reader(origin, carried)
    reader.sorter.sort(place.blocks)
    edited = reader.edited()
    doubts = tuple(dict.fromkeys((*reader.sorter.doubts, *reader.doubts)))
    return Returned(origin.key, base, base if edited is None else edited, doubts)


def _data(origin: Origin, data: Mapping[str, Data]) -> dict[str, Data]:
    """Return the data of what the document can show: the title may be there only to tell positions apart."""
    return {key: value for key, value in data.items() if key != "title" or key in origin.keys}


@dataclass
class _Reader:
    origin: Origin
    carried: Carried
    doubts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        sections = to_blocks(self.origin.position, groups=PRINTED)
        self.values = Values(sections, self.origin.names)
        self.facts = {
            label: cell
            for section in sections
            for body in section.body
            if isinstance(body, Grid)
            for label, cell in body.pairs
        }
        self.sections = {one.key: one for one in sections if not isinstance(one.body[0], Grid)}
        columns = {key: _columns(one.body) for key, one in self.sections.items()}
        self.sorter = Sorter(self.carried, self.origin, columns)

    def edited(self) -> Mapping[str, Data] | None:
        """Return the data as it came back; None where nothing of the form was found."""
        if not self.sorter.told and not self.sorter.found:
            self.doubts.append(f"没有找到“{self.origin.title}”说明书的表格，没有改")
            return None
        facts = Section("identity", "", (Grid(tuple(self._facts().items())),))
        sections = [self._section(one) for one in FIELDS if not is_short(one)]
        position = from_blocks([facts, *(section for section in sections if section and section.body)])
        return _data(self.origin, to_data(position))

    def _facts(self) -> dict[str, Cell]:
        """Return the facts by label: those that stand apart as they were, the others as they came back."""
        seen: dict[str, Cell] = {}
        for label, text in self.sorter.told:
            if label in self.origin.derived:
                self._check_derived(label, text)
            elif label in seen and text:
                self.doubts.append(f"“{label}”写了两次，“{text}”没有收回")
            else:
                seen[label] = self._fact(label, text)
        for label, cell in self.facts.items():
            if label not in seen and (label in self.carried.apart or self._is_kept(label, cell)):
                seen[label] = cell
        return {label: cell for label, cell in seen.items() if cell}

    def _check_derived(self, label: str, text: str) -> None:
        if normal(text) != normal(self.origin.derived[label]):
            told = f"“{label}”由程序推算，改成的“{normal(text)}”没有收回"
            self.doubts.append(f"{told}；要改，请改有关的岗位或文件夹")

    def _fact(self, label: str, text: str) -> Cell:
        before, one = self.facts.get(label, ()), _BY_LABEL[label]
        if not text and label == TITLE:
            self.doubts.append(f"“{label}”是空的，没有改")
            return before
        cell, wrong = self._read(one, text, before)
        if not wrong:
            return cell
        self.doubts.append(f"“{label}”改成的“{text}”{wrong}；没有改")
        return before

    def _read(self, one: Field, text: str, before: Cell) -> tuple[Cell, str]:
        """Return the values in a text, and what is wrong with them."""
        try:
            cell = self.values.read(one, text, before)
        except ValueError as error:
            return before, str(error)
        return cell, "" if cell == before or not cell else problem(one, Grid(((one.label, cell),)))

    def _is_kept(self, label: str, cell: Cell) -> bool:
        """Return whether a fact that stands nowhere in the tables stays: only one that was deleted does not."""
        if label == TITLE:
            if "title" in self.origin.keys:
                self.doubts.append(f"没有找到“{TITLE}”，没有改")
            return True
        if not self.sorter.told or self._has_strayed([self.values.shown(cell)]):
            self.doubts.append(f"没有找到“{label}”，没有改")
            return True
        return False

    def _has_strayed(self, texts: Iterable[str]) -> bool:
        """Return whether one of the texts stands where it could not be read."""
        return any(text and text in stray for text in texts for stray in self.sorter.strays)

    def _section(self, one: Field) -> Section | None:
        """Return a section as it came back, as it was where that can't be read; None where it is gone."""
        was, found = self.sections.get(one.key), self.sorter.found.get(one.key)
        if found is None:
            if was and self._has_strayed(_texts(was, self.values)):
                self.doubts.append(f"“{one.label}”的内容不在它的表格里，没有改")
                return was
            return None
        bodies = self._bodies(one, was or Section(one.key, one.label), found)
        wrong = next(filter(None, (problem(one, body) for body in bodies)), "")
        if wrong:
            self.doubts.append(f"“{one.label}”{wrong}；没有改")
            return was
        return Section(one.key, one.label, bodies)

    def _bodies(self, one: Field, was: Section, found: Found) -> tuple[Body, ...]:
        if one.many:
            before = printed(was, self.origin.names)
            if is_unchanged(before, found.lines):
                return was.body
            return Lists(one, before, found.lines, self.values, self.doubts.append).bodies()
        if one.kind is str:
            return _paragraph(was, found.paras)
        return _Definitions(one, was, self.values, self.doubts).bodies(found.paras)


def _columns(bodies: Sequence[Body]) -> tuple[str, ...]:
    return next((body.columns for body in bodies if isinstance(body, Table)), ())


def _texts(section: Section, values: Values) -> Iterator[str]:
    """Yield the texts of a section, as they were printed."""
    for body in section.body:
        if isinstance(body, Paragraph):
            yield normal(body.text)
        elif isinstance(body, Definitions):
            yield from (values.shown((value,)) for _, cell in body.pairs for value in cell)
    yield from (
        line.line.texts[-1] for line in printed(section, values.names) if line.item is not None or line.cells
    )


def _paragraph(was: Section, paras: Sequence[Para]) -> tuple[Body, ...]:
    """Return a text as it came back; several paragraphs are lines of it."""
    text = "\n".join(normal(para.text) for para in paras)
    same = [body for body in was.body if isinstance(body, Paragraph) and normal(body.text) == text]
    return (same[0],) if same else ((Paragraph(text),) if text else ())


@dataclass
class _Definitions:
    """Reads labels with sentences below one another."""

    field: Field
    was: Section
    values: Values
    doubts: list[str]

    def __post_init__(self) -> None:
        self.columns = [column.label for column in fields_of(self.field.kind)]
        self.head = re.compile(rf"({'|'.join(self.columns)})[：:]\s*")
        pairs = [pair for body in self.was.body if isinstance(body, Definitions) for pair in body.pairs]
        self.lines = [
            normal(self.values.shown((value,)) if number else f"{label}：\t{self.values.shown((value,))}")
            for label, cell in pairs
            for number, value in enumerate(cell)
        ]
        self.under = {self.values.shown((value,)): label for label, cell in pairs for value in cell[1:]}

    def bodies(self, paras: Sequence[Para]) -> tuple[Body, ...]:
        """Return the definitions as they came back."""
        texts = [normal(para.text) for para in paras]
        if texts == self.lines:
            return self.was.body
        heads = {found[1] for text in texts if (found := self.head.match(text))}
        said: dict[str, list[str]] = {}
        label = ""
        for para, text in zip(paras, texts, strict=True):
            found = self._head(para, text)
            label = found[1] if found else label
            value = text[found.end() :] if found else text
            place = self.under.get(text, label) if not found else label
            place = label if place in heads and label else place
            if label and place != label:
                self.doubts.append(f"“{text}”原来在“{place}”下，那个小标题没有了，仍归在那里")
            if not place:
                self.doubts.append(f"“{self.field.label}”的“{text}”前面没有小标题，没有收回")
            elif value:
                said.setdefault(place, []).append(value)
        pairs = tuple((name, tuple(said[name])) for name in self.columns if name in said)
        return (Definitions(pairs),) if pairs else ()

    def _head(self, para: Para, text: str) -> re.Match[str] | None:
        """Return the label a paragraph begins with; a value that begins like one and was there before has none."""
        found = self.head.match(text)
        if found and (para.style == DEFINITION or "\t" in found[0] or text not in self.under):
            return found
        if not found and para.style == DEFINITION and "：\t" in text:
            self.doubts.append(f"“{self.field.label}”的小标题“{text.partition('：')[0]}”不认识，归在上一项")
        return None
