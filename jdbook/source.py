"""Source: YAML text as a tree of what was typed, with the place of every value. Nothing is guessed, nothing raises.

Every scalar stays text. Anchors, aliases and tags are refused, depth and size are bounded, duplicate keys are found.
The parser's events are read in a loop, so hostile nesting cannot exhaust the stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from jdbook import rules
from jdbook.diagnosis import INVISIBLE, control_character, diagnose, invisible, slips_in_text
from jdbook.findings import Finding, Place, Rule

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 20

Data = str | list["Data"] | dict[str, "Data"] | None
Path = tuple[str | int, ...]

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018\u2019\u201c\u201d\u2026\U00020000-\U0003ffff"
_BLANK = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")
_SEAM = re.compile(f"(?<=[{_CJK}])(?: |[ \t]*\n[ \t]*)(?=[{_CJK}])")


@dataclass(slots=True)
class Node:
    """A value as typed, at a 1-based line and column. A mapping keeps its keys as nodes."""

    line: int
    column: int
    text: str | None = None
    items: list[Node] | None = None
    entries: dict[str, tuple[Node, Node]] | None = None


@dataclass
class Source:
    """A file of the library: its POSIX path below the root, and its text."""

    file: str
    text: str
    understood: tuple[type, Any] | None = field(default=None, compare=False, repr=False)  # kept by `reading`

    @cached_property
    def _read(self) -> tuple[Node | None, list[Finding]]:
        return _Reader(self.file, self.text).read()

    @property
    def findings(self) -> list[Finding]:
        return self._read[1]

    def data(self) -> Data:
        """Return the plain content (text, lists, mappings); None where nothing could be read."""
        node = self._read[0]
        return plain(node) if node else None

    def forget(self) -> None:
        """Let go of the tree, which takes ten times the room of the text; it is read again when a place is asked for."""
        self.__dict__.pop("_read", None)

    def place(self, path: Path = ()) -> Place:
        """Return where the value at `path` stands; of a missing one, where its nearest parent does."""
        node = self._read[0]
        return locate(node, path, self.file) if node else Place(self.file)


def plain(node: Node) -> Data:
    """Return a node's content without places."""
    if node.items is not None:
        return [plain(item) for item in node.items]
    if node.entries is not None:
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return node.text


def locate(node: Node, path: Path, file: str) -> Place:
    """Return the place of the value at `path` below `node`: a key's place for a mapping's entry."""
    spot = node
    for step in path:
        if node.entries is not None and step in node.entries:
            spot, node = node.entries[str(step)]
        elif node.items is not None and isinstance(step, int) and step < len(node.items):
            spot = node = node.items[step]
        elif step != 0 or node.items is not None:  # index 0 of a single value written without a list
            break
    return Place(file, spot.line, spot.column)


@dataclass
class _Reader:
    """Reads one text, event by event; `stack` holds the open collections, innermost last."""

    file: str
    text: str
    findings: list[Finding] = field(default_factory=list)
    slips: list[Finding] = field(default_factory=list)  # only told of a text that could be read to its end
    root: Node | None = None
    stack: list[Node] = field(default_factory=list)
    keys: list[Node | None] = field(default_factory=list)

    def read(self) -> tuple[Node | None, list[Finding]]:
        """Return the tree, if the text could be read to its end, and what was found on the way."""
        if not self.text.replace("\n", "").isprintable():  # a quick look: most texts have nothing unusual
            self.findings += invisible(self.file, self.text)
            self.text = INVISIBLE.sub("", self.text)
        try:
            next_event = LOADER(self.text).get_event
            while event := next_event():
                if type(event) is yaml.ScalarEvent and event.anchor is None and event.tag is None:
                    self._add(self._scalar(event))  # nine in ten are like this
                elif not self._take(event):
                    return None, self.findings
        except yaml.YAMLError as error:
            return None, [*self.findings, diagnose(self.file, self.text, error)]
        self.findings += self.slips
        return self.root, self.findings

    def _take(self, event: Any) -> bool:
        """Return whether reading can go on after `event`."""
        if isinstance(event, yaml.NodeEvent) and not self._is_plain(event):
            return False
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            return self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._prune(self.stack.pop())
            self.keys.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root:
            return self._stop(
                rules.SYNTAX, event, "一个文件里有两份文档（中间有一行“---”）", "拆成两个文件，或删掉“---”"
            )
        return True

    def _is_plain(self, event: Any) -> bool:
        """Return whether a value is written out, without anchor, alias or tag."""
        if event.anchor:
            return self._stop(
                rules.ALIAS, event, "用了锚点（&）或引用（*）", "把内容直接写出来；文字以 & 或 * 开头时加引号"
            )
        if event.tag not in (None, "!"):
            return self._stop(
                rules.SYNTAX,
                event,
                f"用了类型标记“{event.tag[:30]}”",
                "去掉以“!”开头的标记；文字以“!”开头时加引号",
            )
        return True

    def _stop(self, rule: Rule, event: Any, message: str, hint: str) -> bool:
        self._find(rule, Node(event.start_mark.line + 1, event.start_mark.column + 1), message, hint)
        return False

    def _find(self, rule: Rule, node: Node, message: str, hint: str = "") -> None:
        self.findings.append(rule.at(Place(self.file, node.line, node.column), message, hint))

    def _scalar(self, event: Any) -> Node:
        start, end, style, text = event.start_mark, event.end_mark, event.style, event.value
        written = self.text[start.index : end.index] if end.line > start.line else text
        if written is not text and style != "|":
            text = joined(text, written)
        node = Node(start.line + 1, start.column + 1, text.strip())
        if style == '"':
            self._look_for_escapes(node, text)
        elif not style and ("：" in written or "\n" in written or written[:1] == "-"):
            self.slips += slips_in_text(self.file, node.line, node.column, written)
        return node

    def _look_for_escapes(self, node: Node, text: str) -> None:
        if found := INVISIBLE.search(text):
            self.findings.append(control_character(Place(self.file, node.line, node.column), found[0]))

    def _open(self, event: Any) -> bool:
        if len(self.stack) >= MAX_DEPTH:
            return self._stop(rules.TOO_DEEP, event, f"嵌套超过 {MAX_DEPTH} 层", "减少层次，检查缩进和括号")
        node = Node(event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.MappingStartEvent):
            node.entries = {}
        else:
            node.items = []
        self._add(node)
        self.stack.append(node)
        self.keys.append(None)
        return True

    def _add(self, node: Node) -> None:
        """Put a finished scalar or a new collection where it belongs."""
        if not self.stack:
            self.root = node
        elif (items := self.stack[-1].items) is not None:
            items.append(node)
        elif self.keys[-1] is None:
            self.keys[-1] = node
        else:
            self._enter(self.keys[-1], node)
            self.keys[-1] = None

    def _enter(self, key: Node, value: Node) -> None:
        entries = self.stack[-1].entries
        assert entries is not None
        if key.text is None:
            self._find(
                rules.SYNTAX, key, "键不能是列表或映射", "键写成一个英文单词；以 [ 或 { 开头的文字要加引号"
            )
        elif key.text in entries:
            first = entries[key.text][0].line
            self._find(
                rules.DUPLICATE_KEY, key, f"“{key.text[:30]}”在第 {first} 行已经写过", "把两处合并成一处"
            )
        else:
            entries[key.text] = (key, value)

    def _prune(self, node: Node) -> None:
        """Take out the keys and items of a finished collection that have no content, and say so."""
        if node.items is not None:
            empty = [item for item in node.items if _empty(item)]
            if empty:
                node.items = [item for item in node.items if not _empty(item)]
        else:
            entries = node.entries or {}
            empty = [key for key, value in entries.values() if _empty(value)]
            if empty:
                node.entries = {name: pair for name, pair in entries.items() if not _empty(pair[1])}
        self._report_empty(empty)

    def _report_empty(self, nodes: list[Node]) -> None:
        for node in nodes:
            what = f"“{node.text[:30]}”后面没有内容" if node.text else "这一项没有内容"
            self._find(rules.EMPTY_VALUE, node, what, "补上内容，或删掉这一行")


def joined(text: str, written: str) -> str:
    """Return a folded text without the blanks that its line ends left between Chinese characters.

    Blanks that were typed stay: they are told apart by `written`, the scalar as it stands in the file.
    """
    seams = [seam[0] for seam in _SEAM.finditer(written)]
    if len(seams) != len(
        _BLANK.findall(text)
    ):  # escapes: what was typed can't be told, so nothing is taken out
        return text
    kept = iter(seams)
    return _BLANK.sub(lambda _: "" if "\n" in next(kept) else " ", text)


def _empty(node: Node) -> bool:
    return not (node.text or node.items or node.entries)
