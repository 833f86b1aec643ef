"""What threads of a server have given back is not kept: seen from outside, as the memory of a process."""

from __future__ import annotations

import subprocess
import sys

# A large piece that was given back tells glibc that such pieces come and go: from then on each thread keeps them.
PROGRAM = """
import psutil, sys, threading
from groundglass.engine.heap import keep_little
if sys.argv[1] == "little":
    keep_little()
del bytearray(24 << 20)[:]
before = psutil.Process().memory_info().rss
meet = threading.Barrier(6)
def work():
    meet.wait()
    pieces = [bytearray(b"x" * (4 << 20)) for _ in range(2)]
    meet.wait()
    del pieces
    meet.wait()
threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print((psutil.Process().memory_info().rss - before) >> 20)
"""


def kept_mib(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True, timeout=60)
    return int(done.stdout)


def test_what_threads_gave_back_is_not_kept() -> None:
    assert kept_mib("little") < 6 <= kept_mib("as it is")
