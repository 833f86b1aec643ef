"""The processes: which worker runs where, starting it again, and what makes a server of the parts.

Starts the clear side by name and never imports it. Everything that runs has one shape: constructed complete,
`run_once` may fail, `run(stop)` loops with back-off, and stopping waits.
"""
