"""What the processor can do itself."""

import sys
from collections.abc import Iterator
from pathlib import Path


def has_bfloat16() -> bool:
    """Say whether the processor multiplies bfloat16 itself; elsewhere bf16 is slower than fp32."""
    if not sys.platform.startswith("linux"):
        return False
    return any(_flags_with_bfloat16())


def _flags_with_bfloat16() -> Iterator[bool]:
    with Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith("flags"):
                flags = line.split()
                yield "amx_bf16" in flags or "avx512_bf16" in flags
                return
