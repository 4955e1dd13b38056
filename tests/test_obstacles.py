from pathlib import Path

import pytest

from jdbook.front.obstacles import OBSTACLES, explain, recognise

RETRY = (
    "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'NewConnectionError: "
    "[Errno 111] Connection refused': /simple/mkdocs/\n"
)
NOT_FOUND = "ERROR: No matching distribution found for mkdocs==1.6.1\n"
OUTPUTS = {
    "磁盘已满": [
        "OSError: [Errno 28] No space left on device",
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: 'x'",
        "OSError: [WinError 112] 磁盘空间不足。",
        RETRY + "OSError: [Errno 28] No space left on device",
    ],
    "校验值不符": [
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated"
    ],
    "不完整或被改过": [
        "ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==.",
        "ERROR: Hashes are required in --require-hashes mode, but they are missing from some",
        "ERROR: Invalid requirement: 'mkdocs=1.6' (from line 3 of requirements.txt)",
    ],
    "路径太长": [
        "HINT: This error might have occurred since this system does not have Windows Long Path support enabled",
        "[WinError 206] 文件名或扩展名太长。",
        "[Errno 36] File name too long: 'x'",
    ],
    "缺少建立运行环境": [
        "The virtual environment was not created successfully because ensurepip is not\navailable.  On Debian",
        "/usr/bin/python3: No module named venv",
        "/x/.venv/bin/python: No module named pip",
        "Error: Command '['/x/.venv/bin/python', '-m', 'ensurepip', '--upgrade']' returned non-zero exit status 1.",
    ],
    "不能在文件夹里写入": [
        "[Errno 13] Permission denied: '/x/.venv'",
        "[Errno 30] Read-only file system: '/x/.venv'",
        "ERROR: Could not install packages due to an OSError: [WinError 5] 拒绝访问。: 'x.pyd'",
        "PermissionError: [WinError 32] 另一个程序正在使用此文件",
    ],
    "证书验证失败": [
        RETRY
        + "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"
    ],
    "连不上软件源": [
        RETRY + NOT_FOUND,
        "NameResolutionError: Failed to resolve: [Errno -3] Temporary failure in name resolution",
        "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool: Read timed out.",
        "ERROR: HTTP error 403 while getting x",
        "OSError('Tunnel connection failed: 407 Proxy Authentication Required') ProxyError",
    ],
    "没有适合这个 Python": [
        "error: Microsoft Visual C++ 14.0 or greater is required.",
        "ERROR: Failed building wheel for lxml",
        "error: subprocess-exited-with-error",
    ],
    "找不到需要的软件包：mkdocs==1.6.1": [
        "ERROR: Could not find a version that satisfies the requirement mkdocs==1.6.1\n" + NOT_FOUND
    ],
    "原因不明": ["Segmentation fault", "", "Connection to the 111 planets"],
}


@pytest.mark.parametrize(
    "happened, output", [(happened, output) for happened, outputs in OUTPUTS.items() for output in outputs]
)
def test_what_went_wrong_is_told_in_chinese_with_a_way_out(happened: str, output: str) -> None:
    text = explain(output, Path("/岗位 {说明书}"), "requirements-test.txt")
    assert happened in text.split("怎么办：")[0]
    assert "再运行一次" in text or "再试" in text or "wheels" in text


def test_every_obstacle_is_met_in_these_tests() -> None:
    met = {recognise(output).pattern for outputs in OUTPUTS.values() for output in outputs}
    assert met == {obstacle.pattern for obstacle in OBSTACLES}


def test_without_a_network_the_mirror_and_the_offline_way_are_named() -> None:
    text = explain(RETRY, Path("/岗位"), "requirements-test.txt")
    assert "清华镜像" in text
    assert "pip download -r requirements-test.txt -d wheels" in text
    assert "放进 /岗位" in text


def test_what_is_unknown_is_quoted() -> None:
    text = explain("\n".join(f"line {n}" for n in range(9)), Path(), "requirements.txt")
    assert "| line 8" in text
    assert "line 3" not in text
