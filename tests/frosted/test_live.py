"""Live pictures reach everybody, and nobody slows anybody."""

from __future__ import annotations

from groundglass.frosted.live import MAX_GROUP_SAMPLES, MAX_QUEUED_SAMPLES, LiveHub, LiveViewer
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample, VideoRun
from tests.frosted.footage import a_run, some_samples

GATE = CameraId("gate")


async def take(viewer: LiveViewer, count: int) -> list[VideoRun | FrostedSample]:
    iterator = aiter(viewer)
    return [await anext(iterator) for _ in range(count)]


async def test_a_new_viewer_begins_with_the_run_and_the_current_group() -> None:
    hub, samples = LiveHub(), some_samples(40)
    hub.publish(GATE, a_run())
    for sample in samples[:20]:
        hub.publish(GATE, sample)
    async with hub.subscribe(GATE) as viewer:
        hub.publish(GATE, samples[20])
        assert await take(viewer, 7) == [a_run(), *samples[15:21]]


async def test_a_viewer_who_comes_first_gets_everything_from_the_first_run() -> None:
    hub, samples = LiveHub(), some_samples(3)
    async with hub.subscribe(GATE) as viewer:
        assert hub.viewers(GATE) == 1
        hub.publish(GATE, a_run())
        for sample in samples:
            hub.publish(GATE, sample)
        assert await take(viewer, 4) == [a_run(), *samples]
    assert hub.viewers(GATE) == 0


async def test_a_slow_viewer_loses_pictures_up_to_a_key_and_is_counted() -> None:
    hub, samples = LiveHub(), some_samples(MAX_QUEUED_SAMPLES + 60)
    async with hub.subscribe(GATE) as slow, hub.subscribe(GATE) as quick:
        hub.publish(GATE, a_run())
        assert await take(quick, 1) == [a_run()]
        for sample in samples:
            hub.publish(GATE, sample)
            assert await take(quick, 1) == [sample]
        assert quick.dropped_total == 0
        seen = await take(slow, 2)
        assert seen[0] == a_run()
        assert isinstance(seen[1], FrostedSample)
        assert seen[1].is_key
        assert samples.index(seen[1]) == slow.dropped_total >= MAX_QUEUED_SAMPLES
        assert hub.dropped_total == slow.dropped_total
    assert hub.dropped_total == slow.dropped_total > 0


async def test_a_group_too_long_to_hand_over_makes_a_new_viewer_wait_for_a_key() -> None:
    hub, samples = LiveHub(), some_samples(1)
    hub.publish(GATE, a_run())
    hub.publish(GATE, samples[0])
    later = some_samples(15)[1]
    for _ in range(MAX_GROUP_SAMPLES):
        hub.publish(GATE, later)
    async with hub.subscribe(GATE) as viewer:
        hub.publish(GATE, samples[0])
        assert await take(viewer, 2) == [a_run(), samples[0]]


async def test_a_new_run_follows_when_a_worker_was_restarted() -> None:
    hub = LiveHub()
    hub.publish(GATE, a_run())
    hub.publish(GATE, some_samples(1)[0])
    hub.clear(GATE)
    hub.clear(CameraId("unknown"))
    async with hub.subscribe(GATE) as viewer:
        hub.publish(GATE, a_run(2))
        hub.close()
        assert [item async for item in viewer] == [a_run(2)]
