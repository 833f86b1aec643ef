"""Which cameras there are around, found by asking and never by trying doors.

soap.py          XML from strangers, within limits
discovery.py     who answers on this machine's own networks (WS-Discovery), and what was asked
certificates.py  which certificate a camera shows, and what a worker is told of one that is trusted
onvif.py         the streams of one device, asked with the name and password somebody typed
"""
