"""MP4 boxes, written and read back. Pure: bytes in, bytes out, no files of its own choosing, no clock."""
