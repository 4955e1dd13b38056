"""Generator: the rim around MkDocs. It gets finished pages and a configuration; nothing of the content is decided here."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import yaml

from jdbook.publish import write_file
from jdbook.site.brand import logo_asset
from jdbook.site.errors import GeneratorError
from jdbook.site.literal import line
from jdbook.site.pages import navigation
from jdbook.site.wiki import Wiki
from jdbook.site.writing import write_pages

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
OVERRIDES = "overrides"
BASE = "base.yml"  # the project's mkdocs.yml in a folder that is to stand alone
LOG_LINES = 40
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
EPOCH = "315532800"  # 1980-01-01, the first day a zip archive knows: no output carries today's date


def configure(
    wiki: Wiki, *, project: Path, template_dirs: Sequence[Path], build_dir: Path, site_dir: Path
) -> Path:
    """Write build_dir/mkdocs.yml on top of the project's mkdocs.yml and return its path.

    Pages are taken from build_dir/pages, theme overrides of all template folders are joined in build_dir/overrides.
    """
    build_dir = build_dir.resolve()
    write_pages(_overrides(template_dirs), build_dir / OVERRIDES)
    text = _settings(wiki, _seen_from(build_dir, project / "mkdocs.yml"), _seen_from(build_dir, site_dir))
    file = build_dir / "mkdocs.yml"
    if not file.exists() or file.read_text("utf-8") != text:
        write_file(file, text.encode())
    return file


def portable(wiki: Wiki, *, project: Path, template_dirs: Sequence[Path]) -> dict[str, bytes]:
    """Return what a folder with the pages below pages/ needs, so that any generator builds it wherever it lies."""
    return {
        "mkdocs.yml": _settings(wiki, BASE, "site").encode(),
        BASE: (project / "mkdocs.yml").read_bytes(),
        **{f"{OVERRIDES}/{path}": content for path, content in _overrides(template_dirs).items()},
    }


def _settings(wiki: Wiki, inherited: str, site_dir: str) -> str:
    """Return a configuration on top of another one."""
    company = wiki.library.company
    return yaml.dump(
        {
            "INHERIT": inherited,
            "site_name": f"{line(company.name)} 岗位说明书",
            "copyright": str(line(company.legal_name or company.name)),
            "docs_dir": "pages",
            "site_dir": site_dir,
            "theme": {"custom_dir": OVERRIDES, "logo": logo_asset(company)},
            "nav": navigation(wiki),
            "not_in_nav": "*",
        },
        Dumper=DUMPER,
        allow_unicode=True,
        sort_keys=False,
    )


def _seen_from(folder: Path, path: Path) -> str:
    """Return the relative path, which every generator understands; on another drive there is none."""
    try:
        return Path(os.path.relpath(path.resolve(), folder)).as_posix()
    except ValueError:
        return str(path.resolve())


def _overrides(template_dirs: Sequence[Path]) -> Mapping[str, bytes]:
    """Return the theme's overridden templates by path; an earlier folder's file wins."""
    return {
        file.relative_to(folder / OVERRIDES).as_posix(): file.read_bytes()
        for folder in reversed(template_dirs)
        for file in sorted((folder / OVERRIDES).rglob("*"))
        if file.is_file()
    }


def build(config: Path, progress: Callable[[int, int], None] | None = None) -> None:
    """Build the site of a configuration written by `configure`, in another process; blocks until it is done.

    `progress` is told steps done and steps in all. A failing MkDocs raises GeneratorError.
    """
    command = [sys.executable, "-m", "jdbook.site.mkdocs_run", str(config)]
    last: deque[str] = deque(maxlen=LOG_LINES)
    with subprocess.Popen(
        command, cwd=PACKAGE_ROOT, env=environ(os.environ), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", errors="replace",
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        reader = threading.Thread(target=_keep, args=(process.stderr, last))
        reader.start()
        for step in process.stdout:
            if progress:
                progress(*(int(number) for number in step.split()))
        reader.join()
    if process.returncode:
        raise GeneratorError(_message(last), "".join(last))


def _keep(stream: IO[str], last: deque[str]) -> None:
    last.extend(stream)


def environ(base: Mapping[str, str]) -> dict[str, str]:
    """Return the environment MkDocs runs in: no clock, no banner, UTF-8, and this jdbook."""
    python_path = os.pathsep.join(filter(None, [str(PACKAGE_ROOT), base.get("PYTHONPATH")]))
    fixed = {
        "SOURCE_DATE_EPOCH": EPOCH,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": python_path,
    }
    return {**base, **fixed}


def _message(last: Sequence[str]) -> str:
    said = [line.strip() for line in last if line.strip() and not line.startswith("Aborted")]
    reason = said[-1] if said else "没有留下说明"
    return f"网页没有生成，MkDocs 停在：{reason}。检查 mkdocs.yml 和 templates/site/overrides；没有改过它们，请把记录文件交给 IT"
