"""What leaves the house by itself: events and incidents, to systems that people of the site set up.

    notice.py    what is said outside: numbers and closed words, and an incident's title
    channels.py  where it is said: one row each, secrets sealed
    outbox.py    what waits to be said: durable, one key per message
    feeder.py    events and incidents -> the outbox, in one transaction with how far it has read
    courier.py   the outbox -> a channel's sender; again, later, or never
    webhook.py, mqtt.py, mail.py, cap.py, cot.py    how each kind of channel says it
    push.py      to a responder's browser
    witness.py   checkpoints of the ledger, to a topic and to mailboxes
    metrics.py   figures that others fetch

Nothing here contacts anybody unless a channel was set up. A message may be sent twice (the answer was lost) and
then has the same key; none that was accepted is lost, whenever the process is killed.
"""
