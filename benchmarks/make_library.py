"""Make a library of synthetic positions: `python benchmarks/make_library.py --positions 1000 --out DIR [--seed 1]`.

Units of about 250 positions, departments of 8 to 15, one reporting tree per unit. The same numbers give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # run as a file, Python only knows this folder

from benchmarks.library import SEED, write_library
from benchmarks.organisation import MOST


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="生成一个合成的岗位库，用来测速度或试用。")
    parser.add_argument("--positions", type=int, required=True, metavar="N", help=f"岗位数，1 到 {MOST}")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="放到哪个文件夹（应为空）")
    parser.add_argument(
        "--seed", type=int, default=SEED, metavar="S", help="随机数种子；相同的种子得到相同的文件"
    )
    arguments = parser.parse_args(argv)
    if not 1 <= arguments.positions <= MOST:
        parser.error(f"--positions 要在 1 到 {MOST} 之间")
    if arguments.out.exists() and (not arguments.out.is_dir() or any(arguments.out.iterdir())):
        parser.error(f"“{arguments.out}”已经存在，而且不是空文件夹；请换一个 --out")
    return arguments


def main(argv: list[str] | None = None) -> int:
    """Return the exit status of the command line."""
    arguments = _arguments(argv)
    write_library(arguments.positions, arguments.out, arguments.seed)
    print(f"已生成 {arguments.positions} 个岗位：{arguments.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
