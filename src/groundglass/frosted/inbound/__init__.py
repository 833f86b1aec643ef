"""What other systems tell this site by themselves: the topics of a broker (mqtt.py).

By HTTP the same comes in at /api/v1/events (web/routes/events.py). What a message means is events/reports.py.
"""
