"""What a worker gone wrong might try. Loaded by the launcher in the worker's place; answers through the pane.

Each act returns what it got, or raises; the answer says which. It runs in the process that was confined for the
settings the test gave, so a success here is a hole.
"""

from __future__ import annotations

import json
import os
import sys


def main(settings, pane_fd, orders_fd):
    asked = json.loads(os.read(orders_fd, 65536))
    try:
        answer = {"done": True, "got": ACTS[asked.pop("act")](**asked)}
    except BaseException as error:
        answer = {"done": False, "error": type(error).__name__, "errno": getattr(error, "errno", None)}
    os.write(pane_fd, json.dumps(answer).encode())


def write_file(path):
    with open(path, "wb") as file:
        file.write(b"a clear picture")
    return os.path.getsize(path)


def append_through_descriptor(path):
    fd = os.open(path, os.O_RDWR)
    return os.write(fd, b"a clear picture")


def make_folder(path):
    os.mkdir(path)


def remove_file(path):
    os.unlink(path)


def rename_file(path):
    os.rename(path, path + ".moved")


def read_file(path):
    with open(path, "rb") as file:
        return len(file.read())


def call_tcp(port):
    import socket

    with socket.create_connection(("127.0.0.1", port), timeout=5):
        return True


def call_by_another_protocol(port):
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262) as door:  # MPTCP
        door.settimeout(5)
        door.connect(("127.0.0.1", port))
        return True


def call_while_sending(port):
    import socket

    with socket.socket() as door:
        door.settimeout(5)
        return door.sendto(b"a clear picture", 0x20000000, ("127.0.0.1", port))  # MSG_FASTOPEN


def open_socket(family, kind):
    import socket

    with socket.socket(getattr(socket, family), getattr(socket, kind)):
        return True


def listen():
    import socket

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        return True


def start_program():
    import subprocess

    return subprocess.run(["/bin/true"], check=True).returncode


def fork():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def replace_itself():
    os.execv("/bin/true", ["/bin/true"])


def signal_another(pid):
    os.kill(pid, 0)


def signal_a_thread_of_another(pid):
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.tgkill(pid, pid, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def share_memory():
    return os.memfd_create("clear")


def call_kernel(number):
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, *[ctypes.c_long(0)] * 6) < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return True


def become_dumpable():
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    before = libc.prctl(3, 0, 0, 0, 0)
    if libc.prctl(4, 1, 0, 0, 0) < 0:
        raise PermissionError(ctypes.get_errno(), f"was {before}")
    return before


def raise_limit():
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def start_thread():
    import threading

    done = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    return done


def import_module(name):
    import importlib

    importlib.import_module(name)
    return True


def list_surroundings():
    open_fds = []
    for fd in range(256):
        try:
            os.fstat(fd)
        except OSError:
            continue
        open_fds.append(fd)
    return {"variables": sorted(os.environ), "descriptors": open_fds, "argv": sys.argv}


def print_something():
    print("a clear picture")
    sys.stderr.write("a clear picture")
    os.write(1, b"a clear picture")
    os.write(2, b"a clear picture")
    return True


ACTS = {name: thing for name, thing in list(globals().items()) if callable(thing) and name != "main"}
