"""Assembly: a document out of sections, each a page of the template with its content, its own header and footer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jdbook.word import ooxml, origin, qrcode
from jdbook.word.looks import END
from jdbook.word.package import Template
from jdbook.word.parts import MAIN_PART, TYPES_PART, Relation, relations_of, write
from jdbook.word.pieces import NUMBER, TOTAL
from jdbook.word.sheets import FORM, PagePart, Sheet

_CORE = "docProps/core.xml"
Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A section of a document: the page it follows, its content, what its header and footer can say, and its pictures.

    `pictures` gives name and content of the part that holds one, by the id the content refers to it by. One that
    `continues` counts its pages on from the section before. `told` is what the document tells of a position's origin, in
    XML; `around` the content that is not the position's own.
    """

    sheet: Sheet
    content: Iterable[str]
    facts: Facts
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    continues: bool = False
    told: str = ""
    around: Sequence[str] = ()


def mark(number: int) -> str:
    """Return the bookmark at the beginning of section `number`; Word hides names that begin with an underscore."""
    return f"_jd{number}"


def _end_mark(number: int) -> str:
    return f"_jd{number}e"


def numbered(facts: Facts, number: int, *, through: bool = False) -> dict[str, str]:
    """Return the facts with those of section `number` from 1: what counts its pages, or all, where they count `through`."""
    return {**facts, NUMBER: str(number), TOTAL: "NUMPAGES" if through else f"PAGEREF {_end_mark(number)}"}


@dataclass(frozen=True, slots=True)
class _PagePart:
    """A header or footer of one section: its relation's id, its name, and what it is filled from."""

    id: str
    name: str
    source: PagePart


@dataclass(frozen=True, slots=True)
class _Section:
    leaf: Leaf
    number: int
    end: ooxml.ParagraphLook
    is_last: bool

    @property
    def page_parts(self) -> list[_PagePart]:
        return [
            _PagePart(f"s{self.number}p{index}", f"word/{part.kind}{self.number}_{index}.xml", part)
            for index, part in enumerate(self.leaf.sheet.page_parts, 1)
        ]

    def xml(self) -> Iterator[str]:
        """Yield the content, and the paragraph that ends it with the section's properties and two bookmarks."""
        ids = {part.source.id: part.id for part in self.page_parts}
        sheet = self.leaf.sheet
        properties = (sheet.continuing if self.leaf.continues else sheet.properties).fill(ids)
        end = ooxml.bookmark(2 * self.number, _end_mark(self.number))
        yield from ooxml.at_start(self.leaf.content, ooxml.bookmark(2 * self.number - 1, mark(self.number)))
        yield ooxml.section_end(self.end, properties, end, is_last=self.is_last)


def assemble(template: Template, leaves: Sequence[Leaf], properties: Iterable[tuple[str, str]]) -> bytes:
    """Return the Word file of the sections in `leaves`, with its core properties (such as dc:title)."""
    last = len(leaves)
    end = template.looks.paragraphs[END]
    sections = [_Section(leaf, number, end, number == last) for number, leaf in enumerate(leaves, 1)]
    return write(_parts(template, sections, ooxml.core_properties(properties)))


def _parts(
    template: Template, sections: Sequence[_Section], core: bytes
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the parts of the file: what types them first, what the template gives last but headers and footers."""
    page_parts = [(part, section.leaf.facts) for section in sections for part in section.page_parts]
    pictures = {id_: part for section in sections for id_, part in section.leaf.pictures.items()}
    edges = {part.name: part.source.piece.fill(facts) for part, facts in page_parts}
    origins = _origins(template, sections, edges.values())
    own = origin.TYPES if origins else ()
    yield TYPES_PART, [_types(template, [part for part, _ in page_parts], own, with_pictures=bool(pictures))]
    yield relations_of(""), [ooxml.relationships(_PACKAGE_RELATIONS)]
    yield _CORE, [core]
    yield MAIN_PART, ooxml.document(template.root, (text for section in sections for text in section.xml()))
    yield relations_of(MAIN_PART), [_relations(template, [part for part, _ in page_parts], pictures, origins)]
    yield from ((name, [data]) for name, data in template.static.items())
    yield from ((name, [data]) for name, data in pictures.values())
    yield from ((name, [data]) for name, data in origins.items())
    for part, _ in page_parts:
        yield part.name, [edges[part.name].encode()]
        if part.source.relations:
            rows = [relation.row(part.name) for relation in part.source.relations]
            yield relations_of(part.name), [ooxml.relationships(rows)]


def _origins(template: Template, sections: Iterable[_Section], edges: Iterable[str]) -> dict[str, bytes]:
    """Return the parts that tell what the document was made from; `edges` are its headers and footers."""
    pages = [text for section in sections if not section.leaf.told for text in section.leaf.around]
    places = [
        origin.Place(mark(section.number), section.leaf.told, section.leaf.around)
        for section in sections
        if section.leaf.told
    ]
    return origin.parts(places, pages, edges, template.layout, template.sheets[FORM].printed)


_PACKAGE_RELATIONS = (
    ("rId1", "officeDocument", MAIN_PART, False),
    ("rId2", ooxml.CORE_RELATION, _CORE, False),
)


def _types(
    template: Template,
    page_parts: Iterable[_PagePart],
    more: Iterable[tuple[str, str]],
    *,
    with_pictures: bool,
) -> bytes:
    own = [(MAIN_PART, ooxml.word_type("document.main")), (_CORE, ooxml.CORE_TYPE), *more]
    own += [(part.name, ooxml.word_type(part.source.kind)) for part in page_parts]
    defaults = dict(template.defaults) | ({qrcode.EXTENSION: qrcode.CONTENT_TYPE} if with_pictures else {})
    return ooxml.content_types(defaults.items(), [*own, *template.overrides])


def _relations(
    template: Template,
    page_parts: Iterable[_PagePart],
    pictures: Mapping[str, tuple[str, bytes]],
    origins: Collection[str],
) -> bytes:
    """Return what the main part refers to."""
    own = [Relation(part.id, part.source.kind, part.source.kind, part.name, False) for part in page_parts]
    own += [Relation(id_, "image", "image", name, False) for id_, (name, _) in pictures.items()]
    own += [
        Relation("origin", "customXml", "customXml", name, False) for name in origins if name == origin.ITEM
    ]
    return ooxml.relationships(each.row(MAIN_PART) for each in (*template.relations, *own))
