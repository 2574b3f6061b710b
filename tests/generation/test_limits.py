"""What videos cost, how much a plan allows, and that no limit changes silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts import clock, plans
from accounts.errors import Refusal
from accounts.models import AuditEvent
from accounts.signals import plan_changed
from generation import actions, quota
from generation.engines import catalog
from generation.limits import allowances, capacity, forecast, price
from generation.limits.models import Allowance, Why
from generation.models import Attempt, Shot
from generation.refusals import OnlyStaff
from generation.states import Outcome

pytestmark = pytest.mark.django_db


def test_credits_grow_with_seconds_size_and_model():
    turbo, pro = catalog.get("colour"), replace(catalog.get("colour"), credits=4.0)
    assert price.of(turbo, (854, 480), 4) == 4
    assert price.of(turbo, (854, 480), 8) == 8
    assert price.of(turbo, (480, 854), 4) == 4
    assert price.of(turbo, (1708, 960), 4) == 16
    assert price.of(pro, (854, 480), 4) == 16
    assert price.of(turbo, (64, 36), 4) == 2, "small films are cheap and not free"
    assert price.of(turbo, (854, 480), 0) == 0


def test_a_video_costs_its_credits_and_they_come_back_after_a_day(brief, alice, settings):
    settings.DAILY_CREDITS = 5
    dear = replace(brief, seconds=4)  # two credits each
    first = actions.create(alice, dear)[0]
    assert first.credits == 2
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        actions.create(alice, dear)
        with pytest.raises(Refusal) as caught:
            actions.create(alice, replace(brief, seconds=4))
        assert caught.value.code == "credits_spent"
        assert "you have 1 of 5" in str(caught.value)
        assert 22 * 3600 < (caught.value.retry_after or 0) <= 23 * 3600, "when the first comes back"
        assert actions.create(alice, brief)[0].credits == 1
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1), tick=False):
        assert quota.quota_of(alice).spent == 3
        assert actions.create(alice, dear)


def test_what_never_fits_says_so(brief, alice, settings):
    settings.DAILY_CREDITS = 1
    with pytest.raises(Refusal, match="more than the 1 that you have"):
        actions.create(alice, replace(brief, seconds=4))


def test_variants_are_paid_one_by_one_and_taken_over_shots_are_not(brief, alice, settings):
    settings.DAILY_CREDITS = 5
    with pytest.raises(Refusal):
        actions.create(alice, replace(brief, seconds=4, variants=3))
    video = actions.create(alice, replace(brief, seconds=4))[0]
    from generation.made import Made

    shot = Shot.objects.get(video=video)
    assert price.of_brief(catalog.get("colour"), video_size(video), 8, Made(shots={0: shot})) == 2


def video_size(video):
    return video.width, video.height


def test_the_first_row_says_what_the_settings_say(settings):
    settings.DAILY_CREDITS, settings.PRO_DAILY_CREDITS = 400, 2000
    assert allowances.current("free").credits == 400
    assert allowances.follow() == 2
    assert allowances.follow() == 0
    assert Allowance.objects.get(plan="free").why == Why.SETTING


def test_less_is_announced_days_before_and_more_holds_at_once(settings):
    settings.DAILY_CREDITS = 400
    allowances.follow()
    settings.DAILY_CREDITS = 100
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False) as travel:
        allowances.follow()
        assert allowances.current("free").credits == 400
        coming = allowances.coming("free")
        assert coming is not None
        assert coming.credits == 100
        travel.shift(timedelta(days=3))
        assert allowances.current("free").credits == 100
        settings.DAILY_CREDITS = 900
        allowances.follow()
        assert allowances.current("free").credits == 900


def test_a_lowering_that_is_taken_back_never_holds(sam, settings):
    allowances.follow()
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False) as travel:
        allowances.announce("free", allowances.Terms(10, 1), sam, "The power is out.")
        travel.shift(timedelta(hours=1))
        allowances.announce("free", allowances.Terms(500, 10), sam, "It is back.")
        travel.shift(timedelta(days=5))
        assert allowances.current("free") == allowances.Terms(500, 10)
    assert Allowance.objects.filter(withdrawn_at__isnull=False).count() == 1, "and it stays readable"


def test_only_staff_announce_and_machines_do_not_overrule_them(alice, sam, settings):
    with pytest.raises(OnlyStaff):
        allowances.announce("free", allowances.Terms(10**6, 99), alice, "More!")
    allowances.announce("free", allowances.Terms(777, 5), sam, "A feast.")
    allowances.announce("pro", allowances.Terms(7777, 5), sam, "A feast.")
    assert allowances.follow() == 0
    assert allowances.current("free").credits == 777
    assert AuditEvent.objects.filter(verb="limit.announced").count() == 2


def _made(brief, person, seconds_each, number=12):
    """Attempts as a machine leaves them that takes so long for a credit."""
    for seed in range(number):
        video = actions.create(person, replace(brief, seed=seed))[0]
        shot = Shot.objects.get(video=video)
        pixels = int(price.BASE_PIXELS * capacity.FPS)  # one credit each
        Attempt.objects.create(
            shot=shot, number=1, token=shot.video.public_id[-32:], worker="w", model="colour",
            started_at=clock.now(), ended_at=clock.now(), outcome=Outcome.RENDERED,
            wall_seconds=seconds_each, frame_pixels=pixels,
        )  # fmt: skip


def test_the_limit_follows_what_the_machines_can_make(brief, alice, settings):
    settings.DAILY_CREDITS, settings.PRO_DAILY_CREDITS, settings.AT_ONCE = 400, 2000, 100
    allowances.follow()
    assert capacity.measured(clock.now()) is None, "nothing was made"
    _made(brief, alice, 86.4)  # a thousand credits a day on one machine, for one person
    found = capacity.measured(clock.now())
    assert found is not None
    assert round(found.credits_a_day) == 1000
    assert found.people == 1
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        allowances.follow()
        assert allowances.current("free").credits == 800
        assert allowances.current("pro").credits == 4000
        assert allowances.row_of("free", clock.now()).why == Why.CAPACITY
    settings.LIMITS_FOLLOW_CAPACITY = False
    with time_machine.travel(clock.now() + timedelta(hours=26), tick=False):
        allowances.follow()
        coming = allowances.coming("free")
        assert coming is not None
        assert coming.credits == 400


def test_before_create_one_sees_the_cost_the_queue_and_when_it_resets(client, brief, alice, make, settings):
    settings.DAILY_CREDITS = 3
    client.force_login(alice)
    page = client.get(reverse("create")).content.decode()
    assert "of the 3 that you have left" in page
    assert "Its turn comes at once" in page
    make(alice)
    told = client.post(reverse("cost"), {"model": "colour", "size": "64x36", "seconds": "4", "variants": "1"})
    text = told.content.decode()
    assert "2 credits" in text
    assert "Place 2 in the queue" in text
    assert "comes back at" in text
    told = client.post(reverse("cost"), {"model": "colour", "size": "64x36", "seconds": "4", "variants": "2"})
    assert "Not enough is left" in told.content.decode() or "more than your plan" in told.content.decode()


def test_the_page_of_limits_tells_what_is_coming_and_why(client, alice, sam, settings):
    allowances.follow()
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        allowances.announce("free", allowances.Terms(123, 2), sam, "One machine is being repaired.")
        client.force_login(alice)
        page = client.get(reverse("limits")).content.decode()
        assert "One machine is being repaired." in page
        assert "123" in page
        assert "decided by staff" in page
        assert "Get Pro" not in page
        assert "123 credits" in client.get(reverse("create")).content.decode()
        client.force_login(sam)
        assert "repaired" in client.get(reverse("limits")).content.decode(), "the history is for everybody"


def test_a_payment_gives_the_plan_by_the_one_action_and_the_page_offers_it(
    client, alice, django_capture_on_commit_callbacks
):
    heard = []
    receiver = lambda **news: heard.append((news["before"], news["after"]))  # noqa: E731
    plan_changed.connect(receiver)
    plans.register_checkout(lambda person: f"https://pay.example/{person.username}")
    client.force_login(alice)
    try:
        assert f"https://pay.example/{alice.username}" in client.get(reverse("limits")).content.decode()
        with django_capture_on_commit_callbacks(execute=True):
            assert plans.give(alice, "pro", by=None, reason="paid")
            assert not plans.give(alice, "pro", by=None, reason="paid")
        assert "https://pay.example" not in client.get(reverse("limits")).content.decode()
    finally:
        plans._checkouts.clear()
        plan_changed.disconnect(receiver)
    assert heard == [("free", "pro")]
    assert AuditEvent.objects.get(verb="plan.changed").detail["reason"] == "paid"
    assert allowances.plan_of(alice) == "pro"
    with pytest.raises(ValueError, match="no plan"):
        plans.give(alice, "gold", by=None, reason="")


def test_a_forecast_counts_the_workers(alice):
    found = forecast.of(alice, catalog.get("colour"), (64, 36), 4, videos=2)
    assert (found.place, found.starts_in, found.credits) == (1, 0.0, 4)
    assert found.enough


@pytest.mark.django_db(transaction=True)
def test_who_made_something_lately_is_told_of_a_limit_that_falls_and_nobody_else(
    make, alice, bob, charlie, sam, client
):
    """Alice made a film, Charlie has Pro and made one, too, Bob made none."""
    from accounts.notices.models import Notice

    make(alice)
    make(charlie)
    plans.give(charlie, "pro", by=sam, reason="a gift")
    allowances.announce("free", allowances.Terms(50, 2), sam, "first")
    assert not Notice.objects.filter(kind="limit_changed").exists(), "the first row changes nothing"
    allowances.announce("free", allowances.Terms(20, 1), sam, "fewer machines")
    told = Notice.objects.filter(kind="limit_changed")
    assert [notice.person for notice in told] == [alice]
    client.force_login(alice)
    page = client.get(reverse("notices")).content.decode()
    assert "20 credits a day, and at most 1 in the making at once" in page
    assert reverse("limits") in page
