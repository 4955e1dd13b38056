"""What keeps `.venv` from being made, recognised in the output of pip, venv or the system, and the way out.

Standard library only: this runs before anything is installed.
"""

import os
import re
import sys
from pathlib import Path
from typing import NamedTuple


class Obstacle(NamedTuple):
    """A pattern of tools' output, and in Chinese what happened and what to do (fields of `explain`)."""

    pattern: str
    happened: str
    todo: str


_MIRROR = """
  在国内可以改用镜像，例如清华镜像（地址见清华大学开源软件镜像站的 PyPI 帮助页）：
      {pip} config set global.index-url 镜像地址"""
_OFFLINE = """
  没有网络的电脑：在能上网、系统和 Python 版本都相同的电脑上，在本项目的文件夹里运行
      python -m pip download -r {lock} -d wheels
    把得到的 wheels 文件夹放进 {root}，再运行一次，就只从那里安装。"""

# The first match counts: a full disk also breaks connections, and without a network pip ends by
# finding "no matching distribution".
OBSTACLES: tuple[Obstacle, ...] = (
    Obstacle(
        r"No space left|Errno 28\b|not enough space|WinError 112|磁盘空间不足|Disk quota exceeded",
        "磁盘已满，软件包装不下。",
        "  腾出至少 500 MB 空间，再运行一次。",
    ),
    Obstacle(
        r"DO NOT MATCH THE HASHES",
        "下载到的软件包与 {lock} 里登记的校验值不符，为安全起见没有安装。",
        "  多半是下载不完整，或镜像的内容有误：运行  {pip} cache purge  后再试；仍不行就换一个镜像或官方源。\n"
        "  {lock} 被改过时，请恢复原来的文件。",
    ),
    Obstacle(
        r"In --require-hashes mode|Invalid requirement|Hashes are required",
        "{lock} 的内容不完整或被改过。",
        "  恢复项目里原来的 {lock}，再运行一次。",
    ),
    Obstacle(
        r"Long Path|WinError 206|Errno 36\b|File name too long|文件名或扩展名太长",
        "文件夹的路径太长，系统放不下：{root}",
        "  把整个项目移到短一些的路径下（如 D:\\jdbook），再运行一次。",
    ),
    Obstacle(
        r"ensurepip is not|No module named '?(ensurepip|venv|pip)\b|ensurepip.*returned non-zero",
        "这个 Python 缺少建立运行环境用的 venv 或 ensurepip 模块。",
        "  Debian、Ubuntu：sudo apt install python3-venv ，再运行一次。\n"
        "  Windows、macOS：从 python.org 官网安装完整的 Python（不是 embeddable 压缩包）。",
    ),
    Obstacle(
        r"Errno (13|30|1)\b|Permission denied|Read-only file system|WinError (5|32)\b|Access is denied|拒绝访问",
        "不能在文件夹里写入：{root}",
        "  文件夹是只读的：把整个项目复制到自己能写的地方（如「文档」），再运行一次。\n"
        "  文件夹能写：关掉正在运行的 build.py（如 serve）和占用 .venv 的程序，再运行一次。",
    ),
    Obstacle(
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "连接软件源时证书验证失败，多半是公司网络的代理或防火墙换了证书。",
        "  请 IT 提供公司的根证书文件，运行  {pip} config set global.cert 证书文件  后再试。"
        + _MIRROR
        + _OFFLINE,
    ),
    Obstacle(
        r"Retrying \(|Max retries|Temporary failure in name resolution|getaddrinfo failed|ConnectTimeout"
        r"|ReadTimeout|Read timed out|Connection (refused|aborted|reset)|NewConnectionError|ProxyError"
        r"|HTTP error [45]",
        "连不上软件源，软件包下载不了。",
        "  检查能不能上网；公司网络需要代理时，先运行\n"
        "      {pip} config set global.proxy http://代理地址:端口" + _MIRROR + _OFFLINE,
    ),
    Obstacle(
        r"Failed (building|to build)|subprocess-exited-with-error|Microsoft Visual C\+\+"
        r"|metadata-generation-failed",
        "有软件包没有适合这个 Python 的现成版本（{python}）。",
        "  改用 python.org 的 64 位 Python 3.11 至 3.14，再运行一次。",
    ),
    Obstacle(
        r"No matching distribution|Could not find a version",
        "软件源里找不到需要的软件包：{missing}。",
        "  用的是镜像：它可能还没有同步，换官方源或另一个镜像。\n"
        "  用的是离线的 wheels 文件夹：它要用同一份 {lock}、在系统和 Python 版本（{python}）都相同的电脑上下载；\n"
        "    现在能上网，就删除 wheels 文件夹。\n"
        "  Python 太新：改用 python.org 的 64 位 Python 3.11 至 3.14。",
    ),
    Obstacle(
        r"",
        "准备运行环境没有成功，原因不明。最后的输出：\n{tail}",
        "  删除 {root} 里的 .venv 文件夹，再运行一次；仍不行，请把以上内容交给 IT。",
    ),
)


def recognise(output: str) -> Obstacle:
    """Return what stands in the way, judged by what pip, venv or the system wrote."""
    return next(obstacle for obstacle in OBSTACLES if re.search(obstacle.pattern, output))


def explain(output: str, root: Path, lock: str) -> str:
    """Return in Chinese what went wrong in the folder `root` with the file `lock`, and the way out."""
    obstacle = recognise(output)
    python = r".venv\Scripts\python" if os.name == "nt" else ".venv/bin/python"
    missing = re.search(r"No matching distribution found for (\S+)", output)
    return f"{obstacle.happened}\n怎么办：\n{obstacle.todo}".format(
        lock=lock,
        root=root,
        pip=f"{python} -m pip",
        python=f"Python {sys.version_info[0]}.{sys.version_info[1]}，{sys.platform}",
        missing=missing[1] if missing else "名称见记录文件",
        tail="\n".join(f"  | {line}" for line in output.strip().splitlines()[-5:]),
    )
