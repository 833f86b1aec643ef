#!/usr/bin/python3
"""Be an RTSP camera whose pictures come in on standard input, encoded the moment they arrive.

Run by Debian's own python3, which has the GStreamer bindings; so it imports nothing of the project. Pictures are
I420, one after another. A picture waits in no queue: the newest replaces one that was not yet taken.
"""

from __future__ import annotations

import argparse
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402 - the versions must be named first


class PictureFactory(GstRtspServer.RTSPMediaFactory):
    """Hands the appsrc of the one shared media to whoever reads standard input."""

    def __init__(self, width: int, height: int, rate_hz: int) -> None:
        super().__init__()
        self.source: Gst.Element | None = None
        caps = f"video/x-raw,format=I420,width={width},height={height},framerate={rate_hz}/1"
        self.set_launch(
            f"( appsrc name=pictures is-live=true do-timestamp=true format=time block=false max-buffers=1 "
            f"leaky-type=downstream caps={caps} "
            "! x264enc tune=zerolatency threads=1 speed-preset=ultrafast bitrate=4000 "
            f"key-int-max={rate_hz} ! h264parse "
            "! rtph264pay name=pay0 pt=96 config-interval=-1 )"
        )
        self.set_shared(True)

    def do_configure(self, media: GstRtspServer.RTSPMedia) -> None:
        self.source = media.get_element().get_by_name("pictures")
        media.connect("unprepared", lambda *_: setattr(self, "source", None))


def feed(factory: PictureFactory, size_bytes: int) -> None:
    while picture := sys.stdin.buffer.read(size_bytes):
        source = factory.source
        if source is not None and len(picture) == size_bytes:
            source.emit("push-buffer", Gst.Buffer.new_wrapped(picture))
    loop.quit()


parser = argparse.ArgumentParser()
parser.add_argument("--width", type=int, required=True)
parser.add_argument("--height", type=int, required=True)
parser.add_argument("--rate", type=int, required=True)
asked = parser.parse_args()
Gst.init(None)
loop = GLib.MainLoop()
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
pictures = PictureFactory(asked.width, asked.height, asked.rate)
server.get_mount_points().add_factory("/cam", pictures)
if not server.attach(None):
    sys.exit("the RTSP server could not be attached")
print(f"ready rtsp://127.0.0.1:{server.get_bound_port()}/cam", flush=True)
threading.Thread(target=feed, args=(pictures, asked.width * asked.height * 3 // 2), daemon=True).start()
loop.run()
