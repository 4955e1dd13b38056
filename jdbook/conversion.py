"""Conversion: old .doc, .xls, .wps and the like into .docx or .xlsx by LibreOffice, where that is installed. The rim.

Each conversion has a profile of its own in which macros are off and links are not followed, no way to the network, and
a time limit.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from jdbook.pdf import program

TEXTS = frozenset({".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt", ".fodt"})
SHEETS = frozenset({".xls", ".et", ".ett", ".ods", ".fods"})
_SECONDS = 120
_NOWHERE = "http://127.0.0.1:9"  # a proxy that is not there
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def is_installed() -> bool:
    """Return whether there is a LibreOffice to convert with."""
    return program() is not None


def converted(data: bytes, suffix: str) -> tuple[str, bytes] | None:
    """Return a file as a newer kind and its content (`.docx` or `.xlsx`); None where LibreOffice makes nothing of it."""
    found = program()
    kind = "xlsx" if suffix in SHEETS else "docx"
    if found is None:
        return None
    with tempfile.TemporaryDirectory(prefix="jdbook-import-") as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        settings = Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        _run(found, source, Path(folder, "profile"), kind)
        made = Path(folder, "made", f"source.{kind}")
        return (f".{kind}", made.read_bytes()) if made.is_file() else None


def _run(found: str, source: Path, profile: Path, kind: str) -> None:
    command = [found, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(source.parent / "made"), str(source)]
    way_out = {"http_proxy": _NOWHERE, "https_proxy": _NOWHERE, "ftp_proxy": _NOWHERE, "no_proxy": ""}
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, env=os.environ | way_out)
    except subprocess.TimeoutExpired:
        return
