"""Checks of the knowledge base (JD501 …): links and names that lead nowhere, and what nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jdbook.checks.directory import Names, any_of
from jdbook.checks.registry import Issue, Owner, check
from jdbook.checks.text import quoted
from jdbook.findings import Severity
from jdbook.knowledge import markdown
from jdbook.knowledge.collection import FOLDER, Page
from jdbook.knowledge.links import is_elsewhere, target_of
from jdbook.knowledge.markdown import outline
from jdbook.knowledge.mentions import mentions_of
from jdbook.knowledge.model import Article, Term
from jdbook.library import Library
from jdbook.source import Path
from jdbook.tree import FOLDER as ROOT

ERROR, WARNING, HINT = Severity
_TAKEN = frozenset({"index", "readme", "glossary", "knowledge"})


@check("JD501", "知识库的链接打不开", WARNING)
def broken_link(library: Library) -> Iterator[Issue]:
    """**为什么** 文章里的链接指向不存在的文件或小标题，读者点了没有反应；文章改名、移走以后最常见。

    **怎么改** 写从本文件出发的相对路径，例如 `abilities.md`、`../crm/concept.md#小标题`、`../../ad-company/gm.yml`；外部网址以 https:// 开头。
    """
    anchors = {
        f"{FOLDER}/{page.id}.md": {heading.anchor for heading in outline(page.body).headings}
        for page in library.knowledge.articles
    }
    files = {entry.source.file.removeprefix(f"{ROOT}/") for entry in library.entries}
    files |= {f"{FOLDER}/{page.id}.yml" for page in library.knowledge.tests} | {f"{FOLDER}/glossary.yml"}
    files |= library.knowledge.unread
    for page in library.knowledge.articles:
        for link in outline(page.body).links:
            if problem := _broken(link.target, page, files, anchors):
                yield Issue(page, (), problem, "核对相对路径和小标题，或去掉这个链接", page.line + link.line)


def _broken(link: str, page: Page[Article], files: set[str], anchors: dict[str, set[str]]) -> str:
    """Return what is wrong with a link, or ""."""
    if is_elsewhere(link):
        return ""
    target = target_of(link, page.id)
    path = (target.path or f"{FOLDER}/{page.id}.md") if target else ""
    if target is None or (path not in files and path not in anchors):
        return f"链接{quoted(link)}指向的文件不存在"
    if target.anchor and target.anchor not in anchors.get(path, {target.anchor}):
        return f"链接{quoted(link)}指向的小标题不存在"
    return ""


@check("JD502", "知识库里没有这个名称", WARNING)
def unknown_name(library: Library) -> Iterator[Issue]:
    """**为什么** “相关”“参见”“阅读”里写的名称在知识库里找不到，页面上就没有链接。

    **怎么改** 写文章、自测的标题，或术语表里的术语。
    """
    known = Names(library.knowledge.names)
    for owner, path, name in _pointers(library) if not library.knowledge.unread else ():
        if not library.knowledge.find(name):
            close = known.close(name)
            hint = f"是不是 {any_of(close)}？" if close else "核对文章的标题或术语，或先写好那篇文章"
            yield Issue(owner, path, f"知识库里没有{quoted(name)}", hint)


def _pointers(library: Library) -> Iterator[tuple[Owner, Path, str]]:
    """Yield every name by which knowledge points to knowledge, with its place."""
    knowledge = library.knowledge
    for page in knowledge.articles:
        yield from _at(page, ("related",), page.record.related)
    for test in knowledge.tests:
        yield from _at(test, ("read",), test.record.read)
        for number, question in enumerate(test.record.questions):
            yield from _at(test, ("questions", number, "read"), question.read)
    for number, term in enumerate(knowledge.terms):
        yield from _at(knowledge.glossary, ("terms", number, "see_also"), term.see_also)
    for name, topic in knowledge.topics.items():
        yield from _at(knowledge.home, ("topics", name, "order"), topic.order)


def _at(owner: Owner, path: Path, names: Iterable[str]) -> Iterator[tuple[Owner, Path, str]]:
    return ((owner, (*path, index), name) for index, name in enumerate(names))


@check("JD503", "知识库里的名称重复", WARNING)
def same_name(library: Library) -> Iterator[Issue]:
    """**为什么** 两篇文章同名，或同一个词在术语表里解释了两次，按名称引用就不知道指哪一个，两处还会越改越不一样。

    **怎么改** 文章改名或合并；术语只留一项，别的说法写进它的 `aliases`，各来源说法不同的写进 `differences`。
    文章可以和术语同名：那篇文章就是该术语的详细说明。
    """
    titles = [(page, ("title",), page.record.title) for page in library.knowledge.pages]
    for named in (titles, list(_term_names(library))):
        first: dict[str, tuple[Owner, Path]] = {}
        for owner, path, name in named:
            place = first.setdefault(name.casefold(), (owner, path))
            if place != (owner, path):
                where = place[0].source.place(place[1])
                yield Issue(owner, path, f"名称{quoted(name)}已经用过（{where}）", "改名，或合并成一处")


def _term_names(library: Library) -> Iterator[tuple[Owner, Path, str]]:
    glossary = library.knowledge.glossary
    for number, term in enumerate(library.knowledge.terms):
        yield glossary, ("terms", number, "term"), term.term
        yield from _at(glossary, ("terms", number, "aliases"), term.aliases)


@check("JD504", "知识库的文件名冲突", ERROR)
def name_taken(library: Library) -> Iterator[Issue]:
    """**为什么** 文件名就是网址：`glossary`、`index` 是知识库自己的页面，同名的文章（.md）和自测（.yml）也会互相覆盖。

    **怎么改** 给文件改名。
    """
    seen: dict[str, str] = {}
    for page in library.knowledge.pages:
        name = page.id.rpartition("/")[2].casefold()
        if name in ("index", "readme") or (not page.topic and name in _TAKEN):
            yield Issue(page, (), f"文件名“{name}”是知识库自己要用的", "给文件改名")
        other = seen.setdefault(page.id.casefold(), page.source.file)
        if other != page.source.file:
            yield Issue(page, (), f"与 {other} 的网址相同", "给其中一个文件改名")


@check("JD505", "文章里有不支持的写法", WARNING)
def unsupported(library: Library) -> Iterator[Issue]:
    """**为什么** 页面的大标题取文件头的 title，正文只用二级、三级小标题；图片不发布，会显示成它的文字说明；HTML 标签和注释、脚注、删除线、没有写对的链接会照原样显示，注释也会被读者看到。

    **怎么改** 小标题写成 `## ` 或 `### `；图片里的内容改写成文字或表格；链接写相对路径或 https:// 开头的网址；其余的删掉或改写。
    """
    for page in library.knowledge.articles:
        found = outline(page.body)
        for heading in found.headings:
            if heading.level not in markdown.LEVELS:
                message = f"小标题{quoted(heading.text)}是第 {heading.level} 级"
                yield Issue(page, (), message, "改成 ## 或 ###", page.line + heading.line)
        for line in found.images:
            yield Issue(page, (), "图片不会发布", "改写成文字或表格", page.line + line)
        for line, what in found.oddities:
            yield Issue(
                page,
                (),
                f"写有“{what}”，会照原样显示",
                "删掉，或改写成普通的文字、列表和链接",
                page.line + line,
            )


@check("JD509", "文章嵌套太深", ERROR)
def too_deep(library: Library) -> Iterator[Issue]:
    """**为什么** 列表套列表、引用套引用超过五十几层，后面的内容读不出来，发布出去就缺了。

    **怎么改** 减少层次；多半是多打了一串 > 或缩进。
    """
    for page in library.knowledge.articles:
        if (line := outline(page.body).too_deep) is not None:
            message = f"嵌套超过 {markdown.MAX_DEPTH // 2} 层，后面的内容会丢失"
            yield Issue(page, (), message, "减少层次，检查多打的 > 和缩进", page.line + line)


@check("JD506", "主题没有在 knowledge.yml 声明", HINT)
def undeclared_topic(library: Library) -> Iterator[Issue]:
    """**为什么** 主题的中文名称和顺序写在 knowledge.yml；没有声明的文件夹只能用文件夹名显示，排在最后。

    **怎么改** 在 knowledge.yml 的 `topics` 下加一行，例如 `crm: {name: 客户关系管理}`。
    """
    for topic, pages in library.knowledge.by_topic.items():
        if topic and topic not in library.knowledge.topics:
            yield Issue(
                pages[0],
                (),
                f"文件夹“{topic}”没有声明主题名称",
                f"在 topics 下写 {topic}: {{name: 主题名称}}",
            )


@check("JD507", "没有用到的术语", HINT)
def unused_term(library: Library) -> Iterator[Issue]:
    """**为什么** 岗位、文章、自测里都没有出现的术语，没有人会读到；多半是写法和正文里用的不一样。

    **怎么改** 把正文里的说法写进 `aliases`，或删掉这一项。
    """
    terms = library.knowledge.terms
    find = mentions_of(terms).within
    used = {mention.term.term for text in _texts(library) for mention in find(text)}
    used |= {
        found.term for name in _wanted(library) if isinstance(found := library.knowledge.find(name), Term)
    }
    for number, term in enumerate(terms):
        if term.term not in used:
            yield Issue(
                library.knowledge.glossary,
                ("terms", number, "term"),
                f"术语{quoted(term.term)}没有在任何岗位、文章或自测里出现",
                "把正文里的说法写进 aliases，或删掉这一项",
            )


def _texts(library: Library) -> Iterator[str]:
    """Yield what people read outside the glossary."""
    if not library.knowledge.terms:
        return
    yield from (entry.text for entry in library.entries)
    yield from (page.body for page in library.knowledge.articles)
    for test in library.knowledge.tests:
        for question in test.record.questions:
            yield "\n".join((question.words, *question.right, *question.wrong, question.explanation))


def _wanted(library: Library) -> Iterator[str]:
    """Yield the names by which positions and articles point to the knowledge base."""
    for entry in library.entries:
        yield from entry.position.knowledge
    for page in library.knowledge.articles:
        yield from page.record.related


@check("JD508", "没有岗位要读的文章", HINT)
def unread_page(library: Library) -> Iterator[Issue]:
    """**为什么** 没有一个岗位把它列入应知应会，新员工从自己的岗位页走不到这里。

    **怎么改** 在用得上的岗位的 `knowledge` 里写它的标题；只作参考的，在文件头的 `waive` 写明理由。
    """
    wanted = {
        found.id
        for entry in library.entries
        for name in entry.position.knowledge
        if isinstance(found := library.knowledge.find(name), Page)
    }
    for page in library.knowledge.pages:
        if page.id not in wanted:
            yield Issue(
                page,
                ("title",),
                f"没有岗位把{quoted(page.record.title)}列入应知应会",
                "在用得上的岗位的 knowledge 里写它的标题",
            )
