"""Organisation: who there is in a synthetic company, and who reports to whom. Words only, no files."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from benchmarks.vocabulary import WORDS, Trade

UNIT_SIZE = 250
SMALLEST, LARGEST = 8, 15
MOST = UNIT_SIZE * len(WORDS.cities)
_DEPUTIES = {0: (), 1: ("副总经理",), 3: ("业务副总经理", "运营副总经理", "支持副总经理")}
_NESTED = 0.2
_PER_SUPERVISOR = 5
_WITH_ALIAS, _WITH_TWO_SUPERIORS = 0.3, 0.04


class Rank(StrEnum):
    """A level of the hierarchy; the value names it in the vocabulary."""

    HEAD = "head"
    DEPUTY = "deputy"
    MANAGER = "manager"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    STAFF = "staff"

    @property
    def leads(self) -> bool:
        """Return whether this rank has people below it."""
        return self is not Rank.STAFF


@dataclass(frozen=True)
class Post:
    """A position before it has a text. `team` is whom it belongs to, `scope` for whom it works; `base` is extended."""

    id: str
    title: str
    code: str
    rank: Rank
    trade: Trade
    team: str
    scope: str
    superiors: tuple[Post, ...] = ()
    stem: str = ""
    headcount: int = 1
    base: str = ""
    alias: str = ""


@dataclass(frozen=True)
class Department:
    """A folder of positions; `path` has two parts where it belongs to a larger department."""

    path: str
    name: str
    code: str
    trade: Trade
    posts: list[Post] = field(default_factory=list)


@dataclass
class Branch:
    """A unit with a reporting tree of its own. `_taken` holds the ids and titles in use."""

    id: str
    city: str
    code: str
    management: list[Post] = field(default_factory=list)
    departments: list[Department] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return f"{self.city}公司"

    @property
    def posts(self) -> Iterator[tuple[str, Post]]:
        """Return every position with the path of its department, "" for the management's."""
        yield from (("", post) for post in self.management)
        yield from ((department.path, post) for department in self.departments for post in department.posts)

    def claim(self, *names: str) -> bool:
        """Return whether the names were free; then they are taken."""
        if not self.taken.isdisjoint(names):
            return False
        self.taken.update(names)
        return True


def organisation(positions: int, rng: Random) -> tuple[Branch, ...]:
    """Return the units of a company with exactly so many positions, at least 1 and at most `MOST`."""
    count = max(1, round(positions / UNIT_SIZE))
    sizes = shares(positions, count)
    cities = WORDS.cities[:count]
    return tuple(_branch(Branch(*city), size, rng) for city, size in zip(cities, sizes, strict=True))


def shares(total: int, parts: int) -> list[int]:
    """Return `total` cut into `parts` numbers that differ by one at most."""
    each, left = divmod(total, parts)
    return [each + (index < left) for index in range(parts)]


def _branch(branch: Branch, size: int, rng: Random) -> Branch:
    titles = _DEPUTIES[0 if size < 60 else 1 if size < 160 else 3]
    head = Post(
        "general-manager",
        "总经理",
        f"{branch.code}-01",
        Rank.HEAD,
        WORDS.management,
        branch.name,
        branch.name,
    )
    branch.management.append(head)
    for number, title in enumerate(titles, 2):
        code = f"{branch.code}-{number:02}"
        deputy = Post(
            f"deputy-{number - 1}",
            title,
            code,
            Rank.DEPUTY,
            WORDS.management,
            branch.name,
            branch.name,
            (head,),
        )
        branch.management.append(deputy)
    sizes = department_sizes(size - len(branch.management), rng)
    for department, count in zip(_departments(len(sizes), rng), sizes, strict=True):
        branch.departments.append(department)
        _fill(branch, department, count, rng)
    return branch


def department_sizes(total: int, rng: Random) -> list[int]:
    """Return the sizes of the departments that `total` people make up: 8 to 15 each, wherever that is possible."""
    if total < SMALLEST:
        return [total] if total else []
    count = max(math.ceil(total / LARGEST), min(round(total / 11.5), total // SMALLEST))
    sizes = shares(total, count)
    for _ in range(count * 2):
        more, less = rng.randrange(count), rng.randrange(count)
        if sizes[more] < LARGEST and sizes[less] > SMALLEST:
            sizes[more] += 1
            sizes[less] -= 1
    return sizes


def _departments(count: int, rng: Random) -> Iterator[Department]:
    """Yield empty departments; where there are many, the first ones have further ones within them."""
    outer = min(len(WORDS.trades), math.ceil(count * (1 - _NESTED)))
    chosen = sorted(rng.sample(range(len(WORDS.trades)), outer))
    inner = count - outer
    for index, trade in enumerate(WORDS.trades[number] for number in chosen):
        yield Department(trade.id, trade.name, trade.code, trade)
        for number in range(inner // outer + (index < inner % outer)):
            scope, short, _ = getattr(WORDS.scopes, trade.side)[number]
            yield Department(
                f"{trade.id}/{scope}", f"{short}{trade.stem}组", f"{trade.code}{number + 2}", trade
            )


def _fill(branch: Branch, department: Department, size: int, rng: Random) -> None:
    """Put the positions into a department: its head, a supervisor for about five people, and these."""
    head = _head(branch, department)
    department.posts.append(head)
    supervisors = (size - 1) // _PER_SUPERVISOR
    for _ in range(supervisors):
        department.posts.append(_post(branch, department, Rank.SUPERVISOR, (head,), rng))
    superiors = department.posts[1:] or [head]
    for index in range(size - 1 - supervisors):
        chosen = superiors[index % len(superiors)]
        second = superiors[(index + 1) % len(superiors)]
        pair = (chosen, second) if second is not chosen and rng.random() < _WITH_TWO_SUPERIORS else (chosen,)
        department.posts.append(_post(branch, department, Rank.STAFF, pair, rng))


def _head(branch: Branch, department: Department) -> Post:
    outer, _, inner = department.path.partition("/")
    rank = Rank.LEAD if inner else Rank.MANAGER
    superior = _manager_of(branch, outer) if inner else _in_charge(branch, department.trade)
    title = f"{department.name}长" if inner else f"{department.name}经理"
    branch.claim(title)
    code = f"{branch.code}-{department.code}-01"
    post_id = f"{department.path.replace('/', '-')}-{rank}"
    return Post(post_id, title, code, rank, department.trade, department.name, department.name, (superior,))


def _manager_of(branch: Branch, path: str) -> Post:
    return next(department.posts[0] for department in branch.departments if department.path == path)


def _in_charge(branch: Branch, trade: Trade) -> Post:
    """Return the member of the management a department reports to."""
    head, *deputies = branch.management
    if trade.side == "inside":
        return deputies[2] if len(deputies) > 2 else head
    return deputies[len(branch.departments) % min(2, len(deputies))] if deputies else head


def _post(
    branch: Branch, department: Department, rank: Rank, superiors: tuple[Post, ...], rng: Random
) -> Post:
    """Return a supervisor or a member of staff under an id and a title that nobody has yet."""
    trade, number = department.trade, len(department.posts) + 1
    while True:
        scope_id, short, scope = rng.choice(getattr(WORDS.scopes, trade.side))
        role_id, stem = rng.choice(trade.roles)
        grade, suffix, most, by_name = rng.choice(WORDS.grades) if rank is Rank.STAFF else WORDS.supervisor
        post_id, title = f"{scope_id}-{role_id}-{grade}", f"{short}{stem}{suffix}"
        if branch.claim(post_id, title):
            break
    return Post(
        post_id, title, f"{branch.code}-{department.code}-{number:02}", rank, trade, department.name, scope, superiors,
        stem=stem,
        headcount=rng.randint(1, most),
        base=_base(department, grade, f"{scope_id}-{role_id}-specialist"),
        alias=f"{short}{stem}{by_name}" if by_name and rng.random() < _WITH_ALIAS else "",
    )  # fmt: skip


def _base(department: Department, grade: str, plain: str) -> str:
    """Return the id of the plain position that a senior one builds on, where the department has it already."""
    return plain if grade == "senior" and any(post.id == plain for post in department.posts) else ""
