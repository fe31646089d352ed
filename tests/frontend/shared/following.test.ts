import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { FAILURES_BEFORE_POLLING, Following, type News, POLLS_BEFORE_STREAMING, SILENT_MILLISECONDS, type StreamListener, pauseAfter } from "../../../frontend/src/shared/following.ts";

/** A network that does as it is told, a clock that is moved by hand, and what the page is told. */
class World {
  urls: string[] = [];
  asked: string[] = [];
  told: string[] = [];
  streams: StreamListener[] = [];
  open = 0;
  news: News | null = null;
  now = 0;
  chance = 1;
  timers: { at: number; then: () => void }[] = [];
  following = new Following(
    { stream: "/stream", news: "/news" },
    {
      open: (url, listener) => {
        this.urls.push(url);
        this.streams.push(listener);
        this.open += 1;
        let isOpen = true;
        return () => {
          if (isOpen) this.open -= 1;
          isOpen = false;
        };
      },
      ask: async (url) => {
        this.asked.push(url);
        if (!this.news) throw new Error("no network");
        return this.news;
      },
      wait: (milliseconds, then) => {
        const timer = { at: this.now + milliseconds, then };
        this.timers.push(timer);
        return () => (this.timers = this.timers.filter((one) => one !== timer));
      },
      random: () => this.chance,
    },
    {
      told: ({ number, kind }) => this.told.push(number === null ? kind : `${number}`),
      connection: (state) => this.told.push(state),
    },
  );

  get stream(): StreamListener {
    return this.streams[this.streams.length - 1]!;
  }

  tell(...numbers: number[]): void {
    for (const number of numbers) this.stream.told({ number, kind: "stdout", data: {} });
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    for (;;) {
      await setImmediate();
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.now = next.at;
      this.timers = this.timers.filter((timer) => timer !== next);
      next.then();
    }
    this.now = end;
  }
}

function started(): World {
  const world = new World();
  world.following.start();
  return world;
}

test("an event that was seen is told once, and the stream goes on after it", async () => {
  const world = started();
  world.stream.opened();
  world.tell(1, 2, 2, 1, 3);
  world.stream.failed();
  await world.pass(1000);
  world.stream.opened();
  world.tell(3, 4);

  assert.deepEqual(world.told, ["1", "2", "3", "4"]);
  assert.deepEqual(world.urls, ["/stream", "/stream?after=3"]);
  assert.equal(world.open, 1);
});

test("a stream that comes back at once is no news; one that stays away is", async () => {
  const world = started();
  world.stream.opened();
  world.stream.failed();
  await world.pass(1000);
  world.stream.opened();
  await world.pass(SILENT_MILLISECONDS);
  assert.deepEqual(world.told, []);

  world.stream.failed();
  await world.pass(1000);
  world.stream.failed();
  await world.pass(SILENT_MILLISECONDS - 1000);
  assert.deepEqual(world.told, ["lost"]);
  world.stream.opened();
  assert.deepEqual(world.told, ["lost", "again"]);
});

test("where no stream can be opened it asks, tells the same, and tries a stream now and then", async () => {
  const world = started();
  world.chance = 0;
  world.news = { events: [{ number: 1, kind: "stdout", data: {} }, { number: 2, kind: "stdout", data: {} }], place: { position: 3, seconds: 9 }, final: false };
  for (let count = 0; count < FAILURES_BEFORE_POLLING; count += 1) {
    world.stream.failed();
    await world.pass(count < FAILURES_BEFORE_POLLING - 1 ? pauseAfter(count + 1, 0) : 0);
  }
  assert.deepEqual(world.told, ["1", "2", "position"]);

  world.news = { ...world.news, place: null };
  const before = world.urls.length;
  await world.pass(1500 * POLLS_BEFORE_STREAMING);
  assert.equal(world.asked[1], "/news?after=2");
  assert.equal(world.asked.length, POLLS_BEFORE_STREAMING);
  assert.equal(world.urls.length, before + 1);
  assert.deepEqual(world.told, ["1", "2", "position"]);
});

test("asking that fails is a lost connection, and asking that works again has it back", async () => {
  const world = started();
  for (let count = 0; count < FAILURES_BEFORE_POLLING; count += 1) {
    world.stream.failed();
    await world.pass(pauseAfter(count + 1, 1));
  }
  assert.deepEqual(world.told, ["lost"]);
  world.news = { events: [], place: null, final: true };
  await world.pass(1500);

  assert.deepEqual(world.told, ["lost", "again", "finished"]);
  assert.equal(world.timers.length, 0);
});

test("without a network it says so at once, and goes on as soon as there is one", () => {
  const world = started();
  world.stream.opened();
  world.tell(1);
  world.following.offline();
  assert.equal(world.open, 0);
  world.following.online();
  world.stream.opened();
  world.tell(1, 2);

  assert.deepEqual(world.told, ["1", "lost", "again", "2"]);
});

test("a page that nobody sees holds no stream, and catches up when it is seen", async () => {
  const world = started();
  world.stream.opened();
  world.tell(1);
  world.following.pause();
  world.following.offline();
  await world.pass(60_000);
  assert.equal(world.open, 0);
  world.following.resume();
  world.following.resume();

  assert.deepEqual(world.urls, ["/stream", "/stream?after=1"]);
  assert.equal(world.open, 1);
  assert.deepEqual(world.told, ["1"]);
});

test("after the end, and after it was stopped, nothing is open and nothing is told", async () => {
  const [ended, stopped] = [started(), started()];
  ended.stream.told({ number: null, kind: "finished", data: {} });
  stopped.following.stop();
  for (const world of [ended, stopped]) {
    world.tell(7);
    world.following.resume();
    world.following.online();
    await world.pass(60_000);
    assert.equal(world.open, 0);
  }

  assert.deepEqual(ended.told, ["finished"]);
  assert.deepEqual(stopped.told, []);
});

test("pauses grow and end at ten seconds", () => {
  assert.deepEqual([1, 2, 3, 9].map((failures) => pauseAfter(failures, 1)), [1000, 2000, 4000, 10_000]);
  assert.equal(pauseAfter(1, 0), 500);
});
