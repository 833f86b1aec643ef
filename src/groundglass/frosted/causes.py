"""The sentences people read for the closed codes a worker reports: what is so, and what to do about it.

English, here and nowhere else; the console translates by code. A sentence begins in upper case and ends with
a full stop, since it stands alone on a page. An empty hint means that there is nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from groundglass.frosted.states import CameraReport
from groundglass.pane.sealing import SealingState
from groundglass.pane.status import CameraState, Cause, View


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for a person, and one thing to do next."""

    sentence: str
    hint: str = ""


STATE_SAID: Final[dict[CameraState, Said]] = {
    CameraState.CONNECTING: Said("Connecting to the camera."),
    CameraState.LIVE: Said("Live."),
    CameraState.STALLED: Said("The camera is connected but sends no pictures.", "Check the camera's own page."),
    CameraState.REFUSED: Said("The camera refused the connection.", "Check its address, name and password."),
    CameraState.LOST: Said("The camera does not answer.", "Check its power and network."),
    CameraState.FAULT: Said("What the camera sends cannot be used.", "Choose another stream or codec at the camera."),
    CameraState.ENDED: Said("The file was played to its end."),
}

OFF_SAID: Final = Said("Switched off.", "Switch it on to see and record it.")

CAUSE_SAID: Final[dict[Cause, Said]] = {
    Cause.NONE: Said(""),
    Cause.FIRST_ATTEMPT: Said("First attempt to reach the camera."),
    Cause.NAME_NOT_FOUND: Said(
        "The camera's name cannot be found on the network.", "Check the spelling, or use its IP address."
    ),
    Cause.HOST_UNREACHABLE: Said(
        "There is no way through the network to the camera.", "Check cable, VLAN and routing."
    ),
    Cause.PORT_CLOSED: Said(
        "The device answers, but not on this port.", "Check the port in the address; RTSP is usually 554."
    ),
    Cause.TIMED_OUT: Said("The camera did not answer in time.", "Check its power and network."),
    Cause.WRONG_PASSWORD: Said(
        "The camera does not accept the name or password.", "Correct them in the camera's address."
    ),
    Cause.FORBIDDEN: Said(
        "This account may not see the stream.", "Give the account the right to view video at the camera."
    ),
    Cause.NO_SUCH_STREAM: Said(
        "The camera has no stream at this path.", "Look up the path in the camera's manual or ONVIF page."
    ),
    Cause.TLS_FAILED: Said(
        "No trusted encrypted connection could be made.", "Check the camera's certificate and clock."
    ),
    Cause.HUNG_UP: Said("The camera closed the connection.", "It is tried again by itself."),
    Cause.NO_PICTURES: Said("No picture has arrived for a while.", "Check the camera's load and network."),
    Cause.NO_VIDEO: Said("The stream has no video in it.", "Choose another stream at the camera."),
    Cause.CODEC_UNSUPPORTED: Said(
        "The camera's video format is not supported.", "Set the camera to H.264, H.265 or MJPEG."
    ),
    Cause.PICTURE_TOO_LARGE: Said(
        "The picture is larger than can be frosted here.", "Set a lower resolution, or use the sub-stream."
    ),
    Cause.UNDECODABLE: Said("The video cannot be decoded.", "Check the network for loss; try TCP."),
    Cause.STREAM_CHANGED: Said("The camera changed its format; starting anew."),
    Cause.FILE_MISSING: Said("There is no such file.", "Check the path."),
    Cause.FILE_EMPTY: Said("The file is empty."),
    Cause.FILE_NOT_VIDEO: Said("The file is not a video."),
    Cause.FILE_TRUNCATED: Said("The file ends in the middle of the video.", "Copy it again from its source."),
    Cause.FILE_UNREADABLE: Said("The file cannot be read.", "Check its permissions."),
    Cause.DEVICE_BUSY: Said("Another program is using the camera.", "Close it and try again."),
    Cause.WORKER_CRASHED: Said(
        "The camera's worker ended unexpectedly.", "It is restarted by itself; report it if it repeats."
    ),
    Cause.WORKER_SILENT: Said("The camera's worker stopped answering.", "It is restarted by itself."),
    Cause.NOT_CONFINED: Said(
        "This machine cannot confine the camera's worker, so it was not started.", "Run `groundglass doctor`."
    ),
    Cause.ENCODER_FAILED: Said("The frosted picture could not be encoded.", "Run `groundglass doctor`."),
    Cause.ADDRESS_NOT_ALLOWED: Said(
        "The site's settings do not allow this address.", "Ask the administrator to allow it."
    ),
    Cause.BAD_SETTINGS: Said("The camera's settings cannot be used.", "Correct them in the camera's page."),
    Cause.INTERNAL: Said("Something failed inside Groundglass.", "Report it, with the time it happened."),
    Cause.END_OF_FILE: Said("The file was played to its end."),
    Cause.DETECTOR_MISSING: Said(
        "The site's detector cannot be read, so nothing is shown.", "Check the path in [detector] and its permissions."
    ),
    Cause.DETECTOR_OTHER: Said(
        "The site's detector is not the file that was pinned, so nothing is shown.",
        "Compare it with its SHA-256 in [detector]: sha256sum FILE.",
    ),
    Cause.DETECTOR_UNSUITABLE: Said(
        "The site's detector does not answer as it should, so nothing is shown.",
        "Check form, width and height in [detector]; spec/detector.md says what is understood.",
    ),
    Cause.DISK_FULL: Said(
        "The disk is full: live goes on, recording is paused.", "Free space, or let recordings be kept shorter."
    ),
    Cause.DISK_FAILED: Said(
        "The disk cannot be written: live goes on, recording is paused.", "Check the folder's permissions and the disk."
    ),
    Cause.STORE_AWAY: Said(
        "The database or the bucket has been away for so long that as much waits as may: live goes on, recording is "
        "paused.",
        "Look at PostgreSQL and S3; what waits is written by itself when they are back.",
    ),
    Cause.NODE_AWAY: Said(
        "The machine that keeps this camera does not answer; another one takes over.",
        "Wait some seconds. If it stays so, look at the page of machines.",
    ),
    Cause.NO_ROOM: Said(
        "No machine has room for this camera, or none that may keep it.",
        "Start another outpost, or look at what the placing rules in site.toml ask for.",
    ),
    Cause.CERTIFICATE_OTHER: Said(
        "The camera shows another certificate than one that is trusted, or its time is over, so it is not read.",
        "Compare the new fingerprint with the camera's own page, then trust it in the camera's settings.",
    ),
    Cause.PLAYLIST_UNCHECKED: Said(
        "The files of a playlist cannot be held to a certificate, so it is not read.",
        "Use the camera's RTSP stream (rtsps), or stop asking for a certificate.",
    ),
    Cause.LOWERED: Said(
        "Live, with fewer pictures a second: the machines are short of cores.",
        "Start another outpost; the camera then gets its pictures back by itself.",
    ),
}

VIEW_SAID: Final[dict[View, Said]] = {
    View.STARTING: Said("Frosted whole until the place is proven."),
    View.PROVING: Said("Proving the place; what is not proven is frosted."),
    View.PROVEN: Said("The place is known."),
    View.AWAITING_APPROVAL: Said("Frosted whole until a person approves the place.", "Look at the proposal."),
    View.MOVED: Said("The camera was moved; proving the place anew."),
    View.COVERED: Said("The camera is covered.", "Have somebody look at it."),
    View.BLINDED: Said("The camera is blinded by light.", "Have somebody look at it."),
    View.DEFOCUSED: Said("The picture is out of focus.", "Have somebody look at it."),
    View.DARK: Said("It is too dark to see."),
    View.LIGHT_CHANGED: Said("The light changed at once; frosted whole until the place is found again."),
    View.FAILED: Said("Frosting failed, so everything is frosted.", "Report it, with the time it happened."),
}


SEALING_SAID: Final[dict[SealingState | None, Said]] = {
    None: Said("Originals are to be sealed; the worker has not said anything of it yet."),
    SealingState.SEALING: Said("Originals are sealed for the custodians."),
    SealingState.WAITING: Said("Originals are sealed as soon as the camera sends a whole picture."),
    SealingState.TOO_FEW_CUSTODIANS: Said(
        "No original is kept: there are fewer custodians than it takes to open one.",
        "Add custodians, or lower the quorum: `groundglass custodian add`.",
    ),
    SealingState.NOT_SEALABLE: Said(
        "No original is kept: this kind of stream cannot be sealed.", "Set the camera to H.264, H.265 or MJPEG."
    ),
    SealingState.FALLING_BEHIND: Said(
        "Originals are lost: they come faster than they can be stored.",
        "Check the disk's load, or the camera's bit rate.",
    ),
    SealingState.NOT_KEPT: Said(
        "Originals are lost: they could not be stored.", "Check the disk; frosted recording goes on as far as it can."
    ),
}


def said_of_camera(report: CameraReport) -> Said:
    """The sentence and hint for a camera now: its cause's where there is one, else its state's."""
    if report.state is None:
        return OFF_SAID
    cause = CAUSE_SAID[report.shown_cause]
    return cause if cause.sentence else STATE_SAID[report.state]


def said_of_attempt(state: CameraState, cause: Cause) -> Said:
    """The same for an attempt that left no report, such as a camera test."""
    said = CAUSE_SAID[cause]
    return said if said.sentence else STATE_SAID[state]
