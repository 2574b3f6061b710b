"""Numbers for operators' tools in the Prometheus text format, counted when they are asked for.

Asked with `Authorization: Bearer TOKEN` (SORA_METRICS_TOKEN); without a token
set there is no such page. It tells of queues and machines, never of people.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from accounts import clock

from ..models import Shot, Video
from ..states import ShotStatus
from . import presence

TOKEN = "SORA_METRICS_TOKEN"  # noqa: S105 (the name of the setting)


class Fleet(Collector):
    """What the rows and the workers say at this moment."""

    def collect(self) -> Iterator[Metric]:
        """All families of metrics."""
        yield from _queues()
        yield from _machines()
        yield from _counters()


def _queues() -> Iterator[Metric]:
    waiting = GaugeMetricFamily("sora_queue_waiting", "Shots that wait for a worker", labels=["queue"])
    oldest = GaugeMetricFamily(
        "sora_queue_oldest_seconds", "Age of the oldest waiting shot", labels=["queue"]
    )
    rows = Shot.objects.filter(status=ShotStatus.QUEUED).values("queue").order_by()
    for row in rows.annotate(number=Count("pk"), since=Min("queued_at")):
        waiting.add_metric([row["queue"]], row["number"])
        oldest.add_metric([row["queue"]], (clock.now() - row["since"]).total_seconds())
    videos = GaugeMetricFamily("sora_videos", "Videos by status", labels=["status"])
    for status, number in Video.objects.order_by().values_list("status").annotate(Count("pk")):
        videos.add_metric([status], number)
    yield from (waiting, oldest, videos)


def _machines() -> Iterator[Metric]:
    up = GaugeMetricFamily("sora_worker_up", "1 while a worker is heard", labels=["worker", "queues"])
    busy = GaugeMetricFamily("sora_worker_busy", "1 while a worker renders", labels=["worker"])
    alarm = GaugeMetricFamily(
        "sora_worker_alarm", "1 after a failure of the machine", labels=["worker", "code"]
    )
    total = GaugeMetricFamily("sora_device_memory_bytes", "Memory of the device", labels=["worker", "device"])
    free = GaugeMetricFamily("sora_device_memory_free_bytes", "Its free memory", labels=["worker", "device"])
    loaded = GaugeMetricFamily(
        "sora_model_loaded", "1 while weights are in memory", labels=["worker", "weights"]
    )
    hits = CounterMetricFamily(
        "sora_model_cache_hits", "Shots that found their model warm", labels=["worker"]
    )
    misses = CounterMetricFamily("sora_model_cache_misses", "Shots that waited for a load", labels=["worker"])
    for worker in presence.workers():
        name = worker.name
        up.add_metric([name, ",".join(worker.queues)], float(worker.is_heard))
        busy.add_metric([name], float(bool(worker.job)))
        if worker.alarm:
            alarm.add_metric([name, worker.alarm], 1)
        if worker.device:
            total.add_metric([name, worker.device], worker.memory_total)
            free.add_metric([name, worker.device], worker.memory_free)
        for weights in worker.loaded:
            loaded.add_metric([name, weights], 1)
        hits.add_metric([name], worker.hits)
        misses.add_metric([name], worker.misses)
    yield from (up, busy, alarm, total, free, loaded, hits, misses)


_COUNTERS = (
    ("stage", "sora_stage_seconds", "Seconds in a stage of shots", "stage"),
    ("attempts", "sora_attempts", "Tries at shots by outcome", "outcome"),
    ("alarm", "sora_alarms", "Failures that were a machine's", "code"),
    (
        "together",
        "sora_shared_passes",
        "Times that several shots shared a model's passes, by number",
        "shots",
    ),
    ("cached", "sora_step_cache_shots", "Shots whose steps were cached, by cache", "cache"),
    ("voice", "sora_lines_spoken", "Lines that were spoken, by voice", "voice"),
)


def _counters() -> Iterator[Metric]:
    """What workers counted: lines of kind, queue and label."""
    found = {
        kind: CounterMetricFamily(name, told, labels=["queue", label])
        for kind, name, told, label in _COUNTERS
    }
    for name, value in sorted(presence.counts().items()):
        kind, _, rest = name.partition(":")
        queue, _, label = rest.partition(":")
        if kind in found:
            found[kind].add_metric([queue, label], value)
    yield from found.values()


def text() -> bytes:
    """All metrics in the exposition format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Fleet())
    return generate_latest(registry)


def metrics(request: HttpRequest) -> HttpResponse:
    """The page that Prometheus reads; not there for whoever brings no token."""
    token = os.environ.get(TOKEN, "")
    given = request.headers.get("Authorization", "")
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise Http404
    return HttpResponse(text(), content_type=CONTENT_TYPE_LATEST)
