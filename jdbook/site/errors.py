"""Errors of the wiki side: reasons why no site can be made, in words for the person who runs the build."""

from __future__ import annotations

from jdbook.errors import Stop


class SiteError(Stop):
    """The wiki cannot be built. The message is Chinese and says what to do."""


class TemplateError(SiteError):
    """A template is missing or broken; the message names its file and line."""


class GeneratorError(SiteError):
    """MkDocs failed. `log` holds the last lines it wrote, for a log file."""

    def __init__(self, message: str, log: str) -> None:
        super().__init__(message)
        self.log = log
