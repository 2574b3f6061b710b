"""How much a person may have made: what a video costs, what a plan allows, and how that may change.

`price` counts a video. `capacity` measures what the machines can make and
shares it. `allowances` keeps each limit as a row with the moment from which it
holds, so that none changes silently. `forecast` says before Create what
something costs and when it would be ready; `pages` show all of it.
"""
