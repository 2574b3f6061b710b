"""Web push: a browser is told that something waits while no page is open, and never what it is.

`asking` queues, `sending` asks the rules and calls the browsers' push services, `sealing` (RFC 8291) and
`vapid` (RFC 8292) are what these services demand.
"""
