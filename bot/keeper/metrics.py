"""The door to prometheus_client: the letterbox's figures as Prometheus reads them. Loaded when somebody first asks."""

from collections.abc import Iterable, Iterator, Sequence

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from db.plans import Plan
from db.vitals import Vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(vitals: Vitals, ready: dict[str, bool], some: Sequence[Plan] = ()) -> bytes:
    """The figures, which parts of the bot are ready, and the plans of bots, in Prometheus's text format."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Figures(vitals, ready, some))
    return generate_latest(registry)


class _Figures(Collector):
    def __init__(self, vitals: Vitals, ready: dict[str, bool], some: Sequence[Plan]) -> None:
        self._vitals = vitals
        self._ready = ready
        self._plans = {f"{plan.channel}-{plan.bot}": plan for plan in some}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """All of them."""
        v = self._vitals
        yield _both_ways("waiting", "Messages that wait", v.waiting_in, v.waiting_out)
        yield _both_ways("oldest_waiting_seconds", "Age of the oldest message that waits", v.oldest_in, v.oldest_out)
        yield _both_ways("retries", "Further tries among the newest 10000", v.retries_in, v.retries_out)
        yield _one("set_aside", "Messages that could not be answered", v.set_aside)
        yield _one("undeliverable", "Messages among the newest 10000 that will never arrive", v.failed_out)
        yield _one("in_doubt", "Messages of which nobody knows whether they arrived", v.in_doubt)
        yield _one("reminder_lag_seconds", "Age of the oldest reminder that is due and not sent", v.reminder_lag)
        yield _one("heard", "Messages that the following share is of", v.recent)
        yield _one("understood_ratio", "Share of the newest 10000 messages that was understood", v.understood)
        used = ((bot, plan.used / plan.per_month) for bot, plan in self._plans.items())
        yield _labelled("plan_used_ratio", "Share of the month's messages that is used", "bot", used)
        served = ((bot, plan.known / plan.people) for bot, plan in self._plans.items())
        yield _labelled("plan_people_ratio", "People of a bot as a share of those its plan serves", "bot", served)
        yield _labelled("ready", "Whether a part of the bot does its work", "part", self._ready.items())


def _one(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"khupho_{name}", says, value=value)


def _both_ways(name: str, says: str, coming: float, going: float) -> GaugeMetricFamily:
    return _labelled(name, says, "direction", (("in", coming), ("out", going)))


def _labelled(name: str, says: str, label: str, values: Iterable[tuple[str, float]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"khupho_{name}", says, labels=[label])
    for key, value in values:
        family.add_metric([key], value)
    return family
