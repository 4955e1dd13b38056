"""Preview: the site in a browser while people write. A change is shown at once, and whatever is broken, it goes on.

MkDocs rebuilds only the pages whose file changed (`dirty`); pages that carry the navigation follow when that changes.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from jdbook.site.errors import SiteError
from jdbook.site.generator import EPOCH
from jdbook.site.mkdocs_run import Progress, run_mkdocs

_POLLING = 0.05  # seconds; one file is looked at
_SETTLING = 0.02


class _Server(LiveReloadServer):
    """A live-reloading server that is silent about browsers that hang up."""

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        logging.getLogger("mkdocs").debug("request of %s failed", client_address, exc_info=True)


@dataclass(frozen=True, slots=True)
class Update:
    """What a refresh did: the configuration, and the paths below its pages folder that were written or deleted."""

    config: Path
    changed: Sequence[str]


class Preview:
    """A server for the site of a configuration, shown from `folder`, which it owns.

    `refresh` brings the pages folder up to date (read, check, `pages`, `write_pages`, `configure`) and is called in the
    server's own thread, at the start and after every `poke`. What it raises, and what MkDocs raises, goes to `report`;
    the site stays as it was and the next poke tries again.
    """

    def __init__(
        self,
        refresh: Callable[[], Update],
        report: Callable[[Exception], None],
        *,
        folder: Path,
        host: str = "127.0.0.1",
        port: int = 8000,
    ) -> None:
        self._refresh = refresh
        self._report = report
        self._site = folder / "site"
        self._bell = folder / "bell"
        self._navigation = ""
        logging.getLogger("mkdocs").addHandler(logging.NullHandler())  # else its warnings go to the console
        shutil.rmtree(folder, ignore_errors=True)
        self._site.mkdir(parents=True)
        self._bell.touch()
        self._server = _Server(
            builder=self._build, host=host, port=port, root=str(self._site), polling_interval=_POLLING
        )
        self._server.build_delay = _SETTLING
        self._server.error_handler = self._error_page
        self._server.watch(str(self._bell))

    @property
    def url(self) -> str:
        return self._server.url

    def poke(self) -> None:
        """Say, from any thread, that something changed."""
        self._bell.write_text(str(self._bell.stat().st_mtime_ns))

    def run(self, progress: Progress | None = None, ready: Callable[[], None] = lambda: None) -> None:
        """Build and serve until `stop` or an interrupt; a taken port is a SiteError. `ready` is called before serving."""
        self._build(progress)
        ready()
        try:
            self._server.serve()  # type: ignore[no-untyped-call]
        except OSError as error:
            raise SiteError(
                f"打不开 {self.url}（{error.strerror}）：换一个端口，或关掉占用它的程序"
            ) from error
        finally:
            self._server.shutdown()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.shutdown()

    def _build(self, progress: Progress | None = None) -> None:
        """Bring the site up to date; never raises, since that would leave every browser waiting."""
        try:
            update = self._refresh()
            self._forget(update.changed)
            self._follow_navigation(update.config)
            self._run(update.config, progress)
        except Exception as error:
            self._report(error)

    def _run(self, config: Path, progress: Progress | None) -> None:
        os.environ.setdefault("SOURCE_DATE_EPOCH", EPOCH)
        run_mkdocs(config, site_dir=self._site, dirty=True, progress=progress)

    def _forget(self, changed: Sequence[str]) -> None:
        """Delete what stands for the changed files; MkDocs makes again what is missing."""
        for path in changed:
            built = f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path
            (self._site / built).unlink(missing_ok=True)

    def _follow_navigation(self, config: Path) -> None:
        """Have every page made again that shows the navigation, if that changed: positions show their neighbours."""
        navigation = config.read_text("utf-8")
        if self._navigation not in ("", navigation):
            stale = (path for path in self._site.rglob("*.html") if _has_navigation(path))
            self._forget([path.relative_to(self._site).as_posix() for path in stale])
        self._navigation = navigation

    def _error_page(self, code: int) -> bytes | None:
        page = self._site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


def _has_navigation(page: Path) -> bool:
    return b"jd-around" not in page.read_bytes()
