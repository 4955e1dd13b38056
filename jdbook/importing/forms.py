"""Forms: rows in which labels stand left of what they name. Pure."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from jdbook.importing import columns
from jdbook.importing.document import Part, Role
from jdbook.importing.grid import Roles, Row
from jdbook.importing.openfield import FACTS
from jdbook.importing.titles import is_post, title_in

FIGURE = re.compile(r"\s*[0-9]{1,3}[.、]?\s*")
_SIGNED = re.compile(r"签[字名章]|盖章|[/／]\s*日期")
_POSTS = frozenset({"title", "superior", "subordinates"})
_GROUPED = 3  # cells of a row with a label, a part of its field, and what is said of that


def form_roles(row: Row, labelling: AbstractSet[int]) -> Roles:
    """Yield the roles in a row of labels and what they name; `labelling` are the columns in which the table has labels."""
    labelled = False
    for number, cell in enumerate(row):
        is_first = not labelled or (number == 1 and row[0].order == 1)
        if cell.text.strip() and _SIGNED.search(cell.text) and columns.is_heading(cell.text):
            yield cell, Role(Part.ASIDE)
        elif len(cell.texts) > 1 and title_in(cell.texts[0]):
            continue  # several positions side by side: each is read as it stands
        elif number + 1 < len(row) and is_first and FIGURE.fullmatch(cell.text):
            yield cell, Role(Part.NUMBER)
        elif _is_label(row, number):
            yield cell, Role(Part.LABEL, columns.declared(cell.text) or columns.spoken_of(cell.text))
            labelled = True
        elif _is_sublabel(row, number, labelling):
            is_sibling = number > 0 and number % 2 == 0 and columns.declared(row[0].text) is not None
            yield cell, Role(Part.LABEL) if is_sibling else Role(Part.SUBLABEL)
            labelled = True
        elif labelled or cell.order > 1:
            yield cell, Role(Part.VALUE)


def _is_label(row: Row, number: int) -> bool:
    """Return whether a cell names a field, by its name or by words that speak of it: 绩效考核主管 beside 岗位名称 does not."""
    cell, beside = row[number], number + 1 < len(row)
    if columns.declared(cell.text) is not None:
        return True
    if number and columns.declared(row[number - 1].text) in _POSTS and is_post(cell.text):
        return False
    is_known = columns.spoken_of(cell.text) not in ("", "qualifications")
    return columns.is_heading(cell.text) and is_known and (beside or cell.text.rstrip().endswith(("：", ":")))


def _is_unfilled(row: Row, number: int) -> bool:
    """Return whether a cell of a form stands where labels do, and the one beside it is empty."""
    in_place = number > 0 and number % 2 == 0 and columns.declared(row[0].text) is not None
    return in_place and number + 1 < len(row) and row[number + 1].order == row[number].order + 2


def _is_sublabel(row: Row, number: int, labelling: AbstractSet[int]) -> bool:
    """Return whether a cell names a part of a field, or something that no field is for, and is not itself said of it."""
    cell, before = row[number], row[number - 1] if number else None
    is_said_of_part = number == 2 and len(row) == _GROUPED and columns.names_quality(row[1].text)
    if not columns.is_heading(cell.text) or is_said_of_part:
        return False
    if cell.column in labelling and number % 2 == 0:
        return True
    if _is_unfilled(row, number):
        return True
    is_inside = number == 0 and cell.order > 2  # two cells that reach down from above stand left of it
    if number + 1 == len(row) or (is_inside and not columns.names_quality(cell.text)):
        return False
    is_fact = columns.declared(row[0].text) in FACTS
    if before is None or (number == 1 and len(row) == _GROUPED and before.order == 1 and not is_fact):
        return True
    in_pairs = number % 2 == 0 and len(row) % 2 == 0
    if in_pairs and columns.names_quality(cell.text):
        return True
    return in_pairs and (columns.declared(row[0].text) is not None or not columns.is_heading(before.text))
