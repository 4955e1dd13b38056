"""Carried: what a Word file of ours still tells of the text it was made from. Read with distrust: people and programs had it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pydantic import BaseModel, ConfigDict, ValidationError

from jdbook.importing.readers.docx import parsed
from jdbook.model import Position
from jdbook.word.origin import SPACE

_NOTHING = (
    "文件里没有原文记录：它不是本程序生成的，或是旧版本生成的，或内容被复制到了另一个文件里；"
    "请在生成的那一份上改，或当作外来文件导入"
)
_BROKEN = "文件里的原文记录读不出来（{}）；请在生成的那一份上改，或当作外来文件导入"


class Refused(Exception):
    """The file can't be read; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A position as a document was made from it: what it shows, and how derived facts and names were printed.

    `mark` names the bookmark at its beginning; `around` holds digests of the lines that stand around its text.
    """

    key: str
    code: str
    title: str
    position: Position
    keys: frozenset[str]
    derived: Mapping[str, str]
    names: Mapping[str, str]
    mark: str
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a whole document tells: how it calls sections, which facts stand apart, and its positions.

    `pages` are digests of a handbook's own pages, `edges` those of headers and footers.
    """

    labels: Mapping[str, str]
    apart: frozenset[str]
    pages: frozenset[str]
    edges: frozenset[str]
    origins: tuple[Origin, ...]


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Settings(_Told):
    labels: dict[str, str] = {}
    apart: list[str] = []
    pages: str = ""
    edges: str = ""


class _Position(_Told):
    key: str
    title: str
    data: dict[str, Any] = {}
    code: str = ""
    derived: dict[str, str] = {}
    names: dict[str, str] = {}


def carried(parts: Mapping[str, bytes]) -> Carried:
    """Return what the parts of a file tell; Refused says why it can't be told."""
    root = next(_roots(parts), None)
    if root is None:
        raise Refused(_NOTHING)
    try:
        origins = tuple(_origin(element) for element in root.findall(f"{{{SPACE}}}position"))
        settings = _Settings.model_validate(_json(root.find(f"{{{SPACE}}}settings")))
    except (ValueError, RecursionError) as error:
        raise Refused(_BROKEN.format(_reason(error))) from error
    if not origins:
        raise Refused(_NOTHING)
    pages, edges = (frozenset(digests.split()) for digests in (settings.pages, settings.edges))
    return Carried(settings.labels, frozenset(settings.apart), pages, edges, _each_once(origins))


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        where = "/".join(map(str, error.errors()[0]["loc"]))
        return f"{where[:60]} 不是认识的内容，可能是更新的版本生成的"
    return "内容不完整或被改动过"


def _roots(parts: Mapping[str, bytes]) -> Iterator[Any]:
    """Yield the roots of the parts that are ours, whatever their names: programs number such parts anew."""
    for name in sorted(parts):
        if name.startswith("customXml/") and SPACE.encode() in parts[name]:
            try:
                root = parsed(parts[name])
            except (etree.XMLSyntaxError, KeyError) as error:
                raise Refused(_BROKEN.format("不是完整的 XML")) from error
            if root.tag == f"{{{SPACE}}}origin":
                yield root


def _json(element: Any) -> Any:
    return json.loads((element.text or "") if element is not None else "{}")


def _origin(element: Any) -> Origin:
    told = _Position.model_validate(_json(element))
    position = Position.model_validate({"title": told.title} | told.data)
    around = frozenset((element.get("around") or "").split())
    mark = element.get("mark") or ""
    keys = frozenset(told.data)
    return Origin(told.key, told.code, told.title, position, keys, told.derived, told.names, mark, around)


def _each_once(origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    return tuple({origin.key: origin for origin in origins}.values())
