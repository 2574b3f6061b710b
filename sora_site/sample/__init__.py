"""The sample world of `manage.py demo`: who lives in it, what they make, and how it comes about.

Everything goes the way of everybody else: accounts by invite, videos through
admission, queue, worker and release, posts by publishing.
"""
