"""Links of articles lead below jd_source/, elsewhere, or nowhere."""

from __future__ import annotations

import pytest

from jdbook.knowledge.links import Target, is_elsewhere, target_of


@pytest.mark.parametrize(
    "link, target",
    [
        ("abilities.md", Target("knowledge/ae/abilities.md", "")),
        ("./abilities.md#流程 一", Target("knowledge/ae/abilities.md", "流程 一")),
        ("../crm/concept.md", Target("knowledge/crm/concept.md", "")),
        ("../../ad-company/gm.yml", Target("ad-company/gm.yml", "")),
        ("#小结", Target("", "小结")),
        ("a?b.md", Target("knowledge/ae/a", "")),
        ("../../../etc/passwd", None),
        ("/etc/passwd", None),
        ("\\\\server\\x", None),
        ("ftp://x/y", None),
        ("javascript:alert(1)", None),
        ("C:/x.md", None),
    ],
)
def test_a_relative_path_starts_from_the_article(link: str, target: Target | None) -> None:
    assert target_of(link, "ae/work") == target


@pytest.mark.parametrize(
    "link, elsewhere",
    [
        ("https://example.com", True),
        ("HTTP://example.com", True),
        ("mailto:hr@example.com", True),
        ("ftp://example.com", False),
        ("https.md", False),
    ],
)
def test_other_sites_and_mailboxes_are_elsewhere(link: str, elsewhere: bool) -> None:
    assert is_elsewhere(link) is elsewhere
