"""The site's cameras and workers in the hands of whoever asks, so that each act is on record under their id."""

from __future__ import annotations

from groundglass.frosted.cameras import CameraBook, CameraControl
from groundglass.frosted.record.acts import RecordedCameras, RecordedControl
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import Visitor


def cameras_of(site: Site, who: Visitor) -> CameraBook:
    """The cameras, changed by this visitor."""
    return RecordedCameras(site.cameras, site.record, who.person.id)


def control_of(site: Site, who: Visitor) -> CameraControl:
    """The workers, ordered by this visitor."""
    return RecordedControl(site.control, site.record, who.person.id)
