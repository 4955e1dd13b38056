"""Form: the 岗位职责说明书 of one position, for signing or, without private fields, for the wiki."""

from __future__ import annotations

from dataclasses import dataclass

from jdbook.copies import Copy
from jdbook.word import qrcode
from jdbook.word.assembly import Facts, Leaf, assemble, numbered
from jdbook.word.body import body
from jdbook.word.facts import QR_CODE, facts_of
from jdbook.word.ooxml import Raw
from jdbook.word.origin import told
from jdbook.word.package import Template
from jdbook.word.sheets import ALONE, FORM, fill, names_in


@dataclass(frozen=True, slots=True)
class Drawn:
    """A copy whose body is set, ready for any number of documents; `told` is what they tell of where it comes from."""

    copy: Copy
    body: str
    facts: Facts
    told: str

    def leaf(self, template: Template, number: int, circumstance: str, *, through: bool = False) -> Leaf:
        """Return the copy as section `number` of a document; what is printed around the body depends on circumstances.

        `through` says that pages are counted through the whole document.
        """
        sheet = template.sheets[FORM]
        facts = numbered(self.facts, number, through=through or circumstance == ALONE)
        now, pictures = (circumstance, self.copy.status), {}
        if QR_CODE in names_in((*sheet.before, *sheet.after), now):
            text = qrcode.words(self.copy)
            facts[QR_CODE] = Raw(f"</w:t></w:r>{qrcode.drawing(number, text)}<w:r><w:t>")
            pictures[qrcode.relation_id(number)] = (qrcode.part_name(number), qrcode.bitmap(text))
        before, after = fill(sheet.before, facts, now), fill(sheet.after, facts, now)
        content, continues = (before, self.body, after), through and number > 1
        return Leaf(sheet, content, facts, pictures, continues, self.told, (before, after))


def draw(copy: Copy, template: Template, company: str) -> Drawn:
    """Return the copy with its body set; ValueError for text that a Word file can't hold (reading has reported it)."""
    set_body = body(copy, template.looks, template.sheets[FORM].printed, template.layout)
    return Drawn(copy, set_body, facts_of(copy, company), told(copy, template.layout))


def position_document(copy: Copy, template: Template, company: str) -> bytes:
    """Return the Word file of one position; `company` is what {{公司}} in the template stands for."""
    return document(draw(copy, template, company), template)


def document(drawn: Drawn, template: Template) -> bytes:
    """Return the Word file of a position that is drawn."""
    copy = drawn.copy
    properties = (
        ("dc:title", f"{copy.title}岗位职责说明书"),
        ("dc:subject", copy.department_name or copy.unit_name),
        ("dc:creator", copy.legal_name),
        ("cp:keywords", f"校验码 {copy.check_code}"),
        ("dc:identifier", copy.code),
        ("dc:language", "zh-CN"),
        ("cp:version", copy.version),
        ("cp:contentStatus", copy.status),
    )
    return assemble(template, [drawn.leaf(template, 1, ALONE)], properties)
