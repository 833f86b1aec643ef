"""A real RTSP camera on loopback, made of GStreamer's RTSP server: both the server and how a test starts it.

The server needs Debian's gstreamer1.0-* and gir1.2-gst-rtsp-server-1.0, so it runs under /usr/bin/python3 as a
process of its own; importing this file needs the standard library only. It loops a clip's packets without
transcoding, on a port the system picks, and can be told to misbehave:

    stall     keep the connection, send nothing          hang-up   close every connection
    go        send again                                 play FILE send another clip from now on
"""

from __future__ import annotations

import argparse
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

SYSTEM_PYTHON = "/usr/bin/python3"


class RtspCamera:
    """Context manager: a camera that loops `clip`. `url()` is where it is, password included when it has one."""

    def __init__(
        self,
        clip: Path,
        *,
        codec: str = "h264",
        user: str | None = None,
        password: str = "",
        basic: bool = False,
        protocols: str = "tcp,udp",
        port: int = 0,
    ) -> None:
        self._arguments = [str(clip), "--codec", codec, "--protocols", protocols, "--port", str(port)]
        if user is not None:
            self._arguments += ["--user", user, "--password", password]
        if basic:
            self._arguments.append("--basic")
        self._user, self._password = user, password
        self._process: subprocess.Popen[str] | None = None
        self.port = port

    def __enter__(self) -> RtspCamera:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, __file__, *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "GST_REGISTRY_FORK": "no"},
        )
        line = self._answer(30.0)
        if not line.startswith("ready "):
            self.__exit__(None, None, None)
            raise RuntimeError(f"the RTSP stand did not start: {line!r}; it needs Debian's GStreamer RTSP server")
        self.port = int(line.split()[1])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def url(self, path: str = "/cam", *, user: str | None = None, password: str | None = None) -> str:
        name = self._user if user is None else user
        word = self._password if password is None else password
        who = f"{name}:{word}@" if name is not None else ""
        return f"rtsp://{who}127.0.0.1:{self.port}{path}"

    def tell(self, command: str) -> None:
        """Give one of the commands above, and wait until it was taken."""
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        assert self._answer(30.0) == "done"

    def _answer(self, within_s: float) -> str:
        assert self._process is not None and self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], within_s)
        return self._process.stdout.readline().strip() if ready else ""


class Shown:
    """The clip that is being sent, and whether it is: what the test may change while the camera runs."""

    def __init__(self, gst: Any, codec: str, path: str) -> None:
        self.gst, self.codec = gst, codec
        self.going = threading.Event()
        self.going.set()
        self.load(path)

    def load(self, path: str) -> None:
        """Take every access unit of a clip as (bytes, pts ns, duration ns), and their caps."""
        gst = self.gst
        pipeline = gst.parse_launch(
            f"filesrc location={path} ! qtdemux ! {self.codec}parse config-interval=-1 ! "
            f"video/x-{self.codec},stream-format=byte-stream,alignment=au ! appsink name=sink sync=false max-buffers=0"
        )
        sink = pipeline.get_by_name("sink")
        pipeline.set_state(gst.State.PLAYING)
        units = []
        while (sample := sink.emit("pull-sample")) is not None:
            buffer, self.caps = sample.get_buffer(), sample.get_caps()
            _, mapped = buffer.map(gst.MapFlags.READ)
            units.append((bytes(mapped.data), buffer.pts, buffer.duration))
            buffer.unmap(mapped)
        pipeline.set_state(gst.State.NULL)
        assert units, "the clip has no pictures of this codec"
        self.units = units

    def feed(self, source: Any, stopped: threading.Event) -> None:
        """Push units at their own pace, lap after lap, until `stopped`."""
        start_s, at_ns = time.monotonic(), 0
        while not stopped.is_set():
            units = self.units
            lap_ns, first_ns = at_ns, units[0][1]
            for body, pts, duration in units:
                at_ns = lap_ns + max(0, pts - first_ns)
                stopped.wait(max(0.0, start_s + at_ns / 1e9 - time.monotonic()))
                self.going.wait()
                if stopped.is_set() or self.units is not units:
                    break
                unit = self.gst.Buffer.new_wrapped(body)
                unit.pts, unit.dts, unit.duration = at_ns, self.gst.CLOCK_TIME_NONE, duration
                if source.emit("push-buffer", unit) != self.gst.FlowReturn.OK:
                    return
                at_ns += duration

    def configure(self, media: Any) -> None:
        """Begin to feed a media somebody asked for."""
        source = media.get_element().get_by_name("src")
        source.set_property("caps", self.caps)
        stopped = threading.Event()
        media.connect("unprepared", lambda *_: stopped.set())
        threading.Thread(target=self.feed, args=(source, stopped), daemon=True).start()


def serve(arguments: argparse.Namespace) -> None:
    """Be the camera until stdin closes."""
    import gi

    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtspServer", "1.0")
    gi.require_version("GstRtsp", "1.0")
    from gi.repository import GLib, Gst, GstRtsp, GstRtspServer

    Gst.init(None)
    shown = Shown(Gst, arguments.codec, arguments.clip)

    class Factory(GstRtspServer.RTSPMediaFactory):
        def do_create_element(self, _url: Any) -> Any:
            return Gst.parse_launch(
                "( appsrc name=src is-live=true format=time block=true max-bytes=4000000 ! "
                f"{arguments.codec}parse ! rtp{arguments.codec}pay name=pay0 pt=96 config-interval=-1 )"
            )

        def do_configure(self, media: Any) -> None:
            shown.configure(media)

    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(arguments.port))
    factory = Factory()
    factory.set_shared(True)
    wanted = GstRtsp.RTSPLowerTrans(0)
    for name in arguments.protocols.split(","):
        wanted |= {"tcp": GstRtsp.RTSPLowerTrans.TCP, "udp": GstRtsp.RTSPLowerTrans.UDP}[name]
    factory.set_protocols(wanted)
    server.get_mount_points().add_factory("/cam", factory)
    if arguments.user:
        _protect(server, factory, arguments, GstRtsp, GstRtspServer)
    assert server.attach(None) > 0
    print(f"ready {server.get_bound_port()}", flush=True)

    def hang_up() -> bool:
        server.client_filter(lambda *_: GstRtspServer.RTSPFilterResult.REMOVE)
        return False

    threading.Thread(target=obey, args=(shown, lambda: GLib.idle_add(hang_up)), daemon=True).start()
    GLib.MainLoop().run()


def obey(shown: Shown, hang_up: Callable[[], object]) -> None:
    """Do what the test says, line by line; end with it."""
    for line in sys.stdin:
        command, _, rest = line.strip().partition(" ")
        if command == "stall":
            shown.going.clear()
        elif command == "go":
            shown.going.set()
        elif command == "hang-up":
            hang_up()
        elif command == "play":
            shown.load(rest)
        print("done", flush=True)
    os._exit(0)


def _protect(server: Any, factory: Any, arguments: argparse.Namespace, rtsp: Any, rtsp_server: Any) -> None:
    auth = rtsp_server.RTSPAuth()
    token = rtsp_server.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    permissions = rtsp_server.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)
    if arguments.basic:
        auth.set_supported_methods(rtsp.RTSPAuthMethod.BASIC)
        auth.add_basic(rtsp_server.RTSPAuth.make_basic(arguments.user, arguments.password), token)
    else:
        auth.set_supported_methods(rtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(arguments.user, arguments.password, token)
    server.set_auth(auth)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("clip")
    parser.add_argument("--codec", default="h264", choices=["h264", "h265"])
    parser.add_argument("--protocols", default="tcp,udp")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    parser.add_argument("--basic", action="store_true")
    serve(parser.parse_args())
