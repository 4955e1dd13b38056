"""Lines: what stands in no table, or in a cell without a role, read by titles, headings and labels. Pure."""

from __future__ import annotations

import re

from jdbook.importing import columns, labels, numbering
from jdbook.importing.document import Line
from jdbook.importing.drafts import LABEL, LEFTOVER, MARKUP, NUMBER, Draft, Named
from jdbook.importing.numbering import BULLET, Mark
from jdbook.importing.openfield import OpenField
from jdbook.importing.phrases import is_department, is_unsaid
from jdbook.importing.reader import Reader, is_begun
from jdbook.importing.scanning import tokens
from jdbook.importing.titles import Title, is_section, order_of, title_at_end, title_in, title_within

_NAMES_ALONE = re.compile(r"[\u4e00-\u9fff、/（）()\s]{2,16}[:：]")
_BRACKETED = re.compile(r"(\s*[（(])([^（）()]+)([）)]\s*)")
_BOXED = re.compile(r"【[^【】]{2,12}】")
_BEGUN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_CHAPTER = re.compile("[0-9]{1,3}(?=[.．][0-9])")
_STATUTE = frozenset({"第1条", "第一条"})  # styles of number
_NONE = -2
_SENTENCE = 30  # letters, from which a paragraph set as a heading is none


def read_line(reader: Reader, line: Line) -> None:
    """Read a line that stands in no table, or in a cell without a role."""
    if line.aside or is_unsaid(line.text):
        reader.note(line, line.text, LEFTOVER)
    elif reader.is_title_again(line.text):
        reader.note(line, line.text, "title", reader.draft)
    else:
        _leave_table(reader, line)
        _read_said(reader, line)


def _read_said(reader: Reader, line: Line) -> None:
    """Read a line that says something: part of a label, a title, a heading, or a text."""
    title = title_in(line.text)
    if reader.begun or _begins_label(reader, line):
        _take_label_in_parts(reader, line)
    elif place := _end_of_naming(reader, line.text):
        reader.note(line, line.text[:place], LABEL)
        key = columns.spoken_of(line.text[place:])
        reader.name(line, line.text[place:], key, Named.WORDS)
    elif title and _begins(reader, line, title):
        reader.begin(line, title)
    elif _is_alone(reader, line):
        _take_alone(reader, line)
    else:
        _read_whole(reader, line)
        _end_line(reader, line)


def _read_whole(reader: Reader, line: Line) -> None:
    """Read a line of text, which may begin something that is about no position, or stand in brackets."""
    if is_section(line.text) or _is_department(reader, line) or _is_beside_titles(reader, line):
        reader.draft, reader.now = None, OpenField()
    bracketed = _BRACKETED.fullmatch(line.text)
    if bracketed and labels.leading(bracketed[2]):
        reader.note(line, bracketed[1], MARKUP)
        reader.take_all(line, bracketed[2])
        reader.note(line, bracketed[3], MARKUP)
    else:
        _read_text(reader, line, line.text)


def _end_line(reader: Reader, line: Line) -> None:
    """End what is over with its line: a fact, and pay that is said beside its label."""
    if reader.now.is_told:
        reader.now = OpenField(is_after_fact=True)
    elif reader.now.key == "remuneration" and reader.now.place == line.place and reader.now.open:
        reader.now = OpenField(is_left=True)  # pay is private: what stands below it is not


def _end_of_naming(reader: Reader, text: str) -> int:
    """Return where the title ends in a line of a statute that names a field of the position it is about, else 0.

    第四条 出纳的权限： and 第五条 出纳应具备以下条件： go on with what 第三章 出纳 began.
    """
    mark = order_of(text)
    named = re.compile(re.escape(reader.draft.title) + "(?=[的应须需])") if reader.draft else None
    if not named or not mark or mark.style not in _STATUTE or not text.rstrip().endswith(("：", ":")):
        return 0
    start = len(text) - len(text.lstrip()) + len(mark.text)
    found = named.match(text, start)
    return found.end() if found and columns.spoken_of(text[found.end() :]) else 0


def _begins(reader: Reader, line: Line, title: Title) -> bool:
    """Return whether what looks like a title begins a position here."""
    if title.sure:
        return True
    beside = reader.draft is not None and 0 < line.heading <= reader.draft.level  # headings of one level
    if line.cell or reader.now.is_waiting or (not beside and _is_item(reader, title)):
        return False
    return bool(line.heading) or _is_begun(reader, title)


def _begins_label(reader: Reader, line: Line) -> bool:
    """Return whether a line is the beginning of a label that the next one ends."""
    text, after = line.text.strip(), reader.after[0].text.strip() if reader.after else ""
    if not _BEGUN.fullmatch(text) or labels.leading(text):
        return False
    whole = labels.leading(text + after)
    return whole is not None and len("".join(whole.text.split())) > len(text)


def _take_label_in_parts(reader: Reader, line: Line) -> None:
    """Take the beginning of a label, or the end of one that was begun and what it is the label of."""
    if not reader.begun:
        reader.begun = line.text.strip()
        reader.note(line, line.text, LABEL)
        return
    blank = len(line.text) - len(line.text.lstrip())
    label = labels.leading(reader.begun + line.text[blank:])
    cut = blank + len(label.text) - len(reader.begun) if label else 0
    reader.begun = ""
    reader.name(line, line.text[:cut], label.key if label else "")
    reader.take_all(line, line.text[cut:])


def _leave_table(reader: Reader, line: Line) -> None:
    """End the field that a table spoke of: what stands below it without a label is about something else."""
    if reader.cell and not line.cell and reader.draft and "duties" in reader.draft.items:
        reader.now = OpenField(is_left=True)
    reader.cell = line.cell


def _is_department(reader: Reader, line: Line) -> bool:
    """Return whether a line is the name of a department, and the next the title of one of its positions."""
    return bool(is_department(columns.bare(line.text)) and reader.after and title_in(reader.after[0].text))


def _is_beside_titles(reader: Reader, line: Line) -> bool:
    """Return whether a line has the number that is due after that of the last title, and so is about something else."""
    last, mark = reader.drafts[-1].order if reader.drafts else None, order_of(line.text)
    if not last or not mark or line.cell or mark.style in reader.now.values:
        return False
    if mark.style == BULLET:
        return last.style == BULLET and last.text == mark.text
    return mark.value == (last.value if mark.style == last.style else _chapter_of(last, mark)) + 1


def _chapter_of(title: Mark, mark: Mark) -> int:
    """Return the number of the chapter that a title stands in, 4 of 4.3, if a mark counts chapters; else none that is due."""
    found = _CHAPTER.match(title.text.strip()) if mark.style == "1" else None
    return int(found[0]) if found else _NONE


def _is_alone(reader: Reader, line: Line) -> bool:
    """Return whether a line is a heading that begins with no label, or a short text with a colon that might be one."""
    first = next((token for token in tokens(line.text) if token.text.strip() and not token.mark), None)
    if first is None or first.label or len(first.text) >= _SENTENCE:
        return False
    named = _NAMES_ALONE.fullmatch(line.text.strip()) and columns.spoken_of(line.text) and reader.draft
    return bool(line.heading or named or _BOXED.fullmatch(line.text.strip()))


def _take_alone(reader: Reader, line: Line) -> None:
    """Take a heading: its words may speak of a field; within a field it heads a group; else it ends what was before."""
    key = columns.spoken_of(line.text)
    if key and reader.draft:
        reader.name(line, line.text, key, Named.WORDS)
        reader.now.level = line.heading
    elif reader.draft and reader.now.key == "duties" and _is_within(reader, line, reader.draft):
        _begin_group(reader, line, reader.draft)
    else:
        if reader.draft and 0 < line.heading <= max(reader.draft.level, 1):
            reader.draft = None
        reader.now = OpenField(is_left=True)
        reader.note(line, line.text, LEFTOVER)


def _is_within(reader: Reader, line: Line, draft: Draft) -> bool:
    """Return whether a heading stands below that of the field; one in a box that is no heading stands below all."""
    return not line.heading or line.heading > max(reader.now.level, draft.level)


def _begin_group(reader: Reader, line: Line, draft: Draft) -> None:
    """Begin a group of duties below a heading."""
    reader.now.begin_part(draft.items.setdefault("duties", []), columns.bare(line.text), is_outer=True)
    reader.now.open[-1][1].is_part = False
    mark = numbering.leading(line.text.lstrip())
    cut = len(line.text) - len(line.text.lstrip()) + (len(mark.text) if mark and not mark.is_bare else 0)
    reader.note(line, line.text[:cut], NUMBER)
    reader.note(line, line.text[cut:], "duties", draft)


def _is_item(reader: Reader, title: Title) -> bool:
    """Return whether what looks like a title is the next item of the list that is being read."""
    mark = numbering.leading(title.before.lstrip())
    if mark is None or not reader.now.key:
        return False
    last = reader.drafts[-1].order if reader.drafts else None
    is_open = mark.style in reader.now.values and (last is None or last.style != mark.style)
    return reader.now.is_due(mark) or is_open


def _is_begun(reader: Reader, title: Title) -> bool:
    """Return whether the lines after a bare name speak of a position, or it is set as the title before was."""
    last = reader.drafts[-1] if reader.drafts else None
    alike = last is not None and last.is_introduced and title.is_introduced
    return alike or is_begun(reader.after)


def _read_text(reader: Reader, line: Line, text: str) -> None:
    while glued := title_within(text):
        place, title = glued
        reader.take_all(line, text[:place])
        reader.begin(line, title)
        text = text[place + len(title.before) + len(title.text) + len(title.after) :]
    if (ending := title_at_end(text)) and _is_begun(reader, ending[1]):
        _take_heading(reader, line, text[: ending[0]])
        reader.begin(line, ending[1])
    else:
        reader.take_all(line, text)


def _take_heading(reader: Reader, line: Line, text: str) -> None:
    """Take what stands before a title: what is neither item nor said under a label heads several positions."""
    if any(token.mark or token.label for token in tokens(text)):
        reader.take_all(line, text)
    else:
        reader.note(line, text, LEFTOVER)
