"""Preview: the site in a browser while people write. A change is shown at once, and whatever is broken, it goes on.

MkDocs makes only the pages that are missing; those that a change concerns are deleted before.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from jdbook.site.errors import SiteError
from jdbook.site.generator import EPOCH, OVERRIDES
from jdbook.site.mkdocs_run import Progress, run_mkdocs
from jdbook.site.reuse import Stamps, Templates, stamps_below

_SETTLING = 0.03  # seconds without a poke before a rebuild starts: editors write a file in several steps
_IDLE = 0.5  # seconds without a poke before what can wait is done


class _Server(LiveReloadServer):
    """A live-reloading server that takes its port first, and is silent about browsers that hang up."""

    ready: Callable[[], None]
    _bound = False

    def server_bind(self) -> None:
        if not self._bound:
            super().server_bind()
            self._bound = True

    def server_activate(self) -> None:
        super().server_activate()
        self.ready()

    def rebuild(self) -> None:
        """Have the site built again, now or after the build under way."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def tell_browsers(self) -> None:
        """Have browsers load the pages again now; MkDocs does so only when everything is over."""
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()

    def is_idle(self) -> bool:
        """Return whether nothing more is to be done, after waiting for it a little."""
        with self._rebuild_cond:
            return not self._rebuild_cond.wait_for(lambda: self._want_rebuild or self._shutdown, _IDLE)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        logging.getLogger("mkdocs").debug("request of %s failed", client_address, exc_info=True)


@dataclass(frozen=True, slots=True)
class Update:
    """What a refresh did: the configuration, and the paths below its pages folder that were written or deleted."""

    config: Path
    changed: Sequence[str]


class Preview:
    """A server for the site of a configuration, shown from `folder`, which it owns.

    `refresh` brings the pages folder up to date (read, `pages`, `write_pages`, `configure`) and is called in the
    server's own thread, at the start and after every `poke`; `afterwards` does what can wait until browsers show it, and
    is left out while more is to be shown. What either raises, and what MkDocs raises, goes to `report`; the site stays
    as it was and the next poke tries again.
    """

    def __init__(
        self,
        refresh: Callable[[], Update],
        report: Callable[[Exception], None],
        *,
        folder: Path,
        host: str = "127.0.0.1",
        port: int = 8000,
        afterwards: Callable[[], None] = lambda: None,
    ) -> None:
        self._refresh = refresh
        self._report = report
        self._afterwards = afterwards
        self._site = folder / "site"
        self._navigation = ""
        self._overrides: Stamps = ()
        self._templates = Templates()
        logging.getLogger("mkdocs").addHandler(logging.NullHandler())  # else its warnings go to the console
        shutil.rmtree(folder, ignore_errors=True)
        self._site.mkdir(parents=True)
        (folder / "unused").mkdir()
        self._server = _Server(builder=self._build, host=host, port=port, root=str(self._site))
        self._server.build_delay = _SETTLING
        self._server.serve_thread.daemon = True
        self._server.error_handler = self._error_page
        # A server that watches nothing puts no reloading into pages.
        self._server.watch(str(folder / "unused"))

    @property
    def url(self) -> str:
        return self._server.url

    def poke(self) -> None:
        """Say, from any thread, that something changed."""
        self._server.rebuild()

    def run(self, progress: Progress | None = None, ready: Callable[[], None] = lambda: None) -> None:
        """Build and serve until `stop` or an interrupt; `ready` is called once browsers get an answer.

        A port that is taken is a SiteError, raised before anything is built.
        """
        self._server.ready = ready
        try:
            self._server.server_bind()
        except OSError as error:
            self._server.server_close()
            raise SiteError(
                f"打不开 {self.url}（{error.strerror}）：换一个端口，或关掉占用它的程序"
            ) from error
        try:
            if self._updated(progress):
                self._guarded(self._afterwards)
            self._server.serve()  # type: ignore[no-untyped-call]
        finally:
            self._server.shutdown()

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.shutdown()

    def _build(self) -> None:
        """Bring the site up to date, show it, and then do what could wait if nothing more has changed by then."""
        if self._updated():
            self._server.tell_browsers()
            if self._server.is_idle():
                self._guarded(self._afterwards)

    def _updated(self, progress: Progress | None = None) -> bool:
        """Bring the site up to date and return whether that could be done."""
        return self._guarded(partial(self._update, progress))

    def _update(self, progress: Progress | None) -> None:
        update = self._refresh()
        self._forget(update.changed)
        self._follow(update.config)
        self._run(update.config, progress)

    def _guarded(self, step: Callable[[], None]) -> bool:
        """Take a step, or report why it failed: raising would leave every browser waiting."""
        try:
            step()
        except Exception as error:
            self._report(error)
            return False
        return True

    def _run(self, config: Path, progress: Progress | None) -> None:
        os.environ.setdefault("SOURCE_DATE_EPOCH", EPOCH)
        run_mkdocs(config, site_dir=self._site, kept=self._templates, progress=progress)

    def _forget(self, changed: Sequence[str]) -> None:
        """Delete what stands for the changed files; MkDocs makes again what is missing."""
        for path in changed:
            built = f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path
            (self._site / built).unlink(missing_ok=True)

    def _follow(self, config: Path) -> None:
        """Have every page made again after a change of the theme; of the navigation, those that show it.

        Positions show their neighbours instead.
        """
        overrides, navigation = stamps_below(config.with_name(OVERRIDES)), config.read_text("utf-8")
        if overrides != self._overrides:
            self._forget(self._built())
        elif navigation != self._navigation:
            self._forget([page for page in self._built() if _has_navigation(self._site / page)])
        self._overrides, self._navigation = overrides, navigation

    def _built(self) -> list[str]:
        return [page.relative_to(self._site).as_posix() for page in self._site.rglob("*.html")]

    def _error_page(self, code: int) -> bytes | None:
        page = self._site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


def _has_navigation(page: Path) -> bool:
    return b"jd-around" not in page.read_bytes()
