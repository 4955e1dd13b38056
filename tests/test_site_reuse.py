"""A preview compiles the theme's templates once, and again when one of ours changes."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.theme import Theme

from jdbook.site.reuse import Templates, stamps_below


def theme(folder: Path) -> Theme:
    return Theme(name="mkdocs", custom_dir=str(folder))


def test_the_environment_is_kept_from_one_theme_to_the_next(tmp_path: Path) -> None:
    kept, one, other = Templates(), theme(tmp_path), theme(tmp_path)
    kept.lend(one)
    kept.lend(other)
    assert one.get_env() is other.get_env()


def test_an_edited_template_of_ours_makes_a_new_one(tmp_path: Path) -> None:
    file = tmp_path / "main.html"
    file.write_text("旧", "utf-8")
    kept, one, other = Templates(), theme(tmp_path), theme(tmp_path)
    kept.lend(one)
    assert one.get_env().get_template("main.html").render() == "旧"
    file.write_text("新", "utf-8")
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))
    kept.lend(other)
    assert other.get_env().get_template("main.html").render() == "新"


def test_the_files_of_the_theme_are_looked_for_once_with_the_question_mkdocs_asks(tmp_path: Path) -> None:
    (tmp_path / "main.html").write_text("", "utf-8")
    kept, one = Templates(), theme(tmp_path)
    kept.lend(one)
    asked: list[str] = []

    def wanted(name: str) -> bool:
        asked.append(name)
        return name.endswith("base.html")

    assert one.get_env().list_templates(filter_func=wanted) == ["base.html"]
    times = len(asked)
    assert one.get_env().list_templates(filter_func=wanted) == ["base.html"]
    assert len(asked) == times > 1


def test_stamps_tell_added_edited_and_removed_files_apart(tmp_path: Path) -> None:
    seen = {stamps_below(tmp_path)}
    (tmp_path / "a.html").write_text("1")
    seen.add(stamps_below(tmp_path))
    os.utime(tmp_path / "a.html", ns=(0, 12345))
    seen.add(stamps_below(tmp_path))
    assert len(seen) == 3
    (tmp_path / "a.html").unlink()
    assert stamps_below(tmp_path) in seen
    assert stamps_below(tmp_path / "nothing") == ()
