// What the server tells of a grading, event by event. The kinds are those of `GradingEvent`, plus "position".
import type { News, StreamListener, Surroundings } from "./following.ts";
import type { Epoch } from "./trainings.ts";

export type Text = Record<string, string>;
export type Outcome = "passed" | "partial" | "failed" | "error" | "not_run";

export interface CollectedTest {
  id: string;
  title: Text;
  hidden: boolean;
  points: number;
}

export interface EndedTest {
  id: string;
  outcome: Outcome;
  points: number;
  max_points: number;
  message: Text | null;
  expected?: string;
  actual?: string;
}

export interface EventData {
  queued: object;
  position: { position: number; seconds?: number; stuck?: boolean };
  started: { attempt: number; ago?: number };
  stdout: { text: string; cut?: boolean };
  epoch: Epoch;
  collected: { tests: CollectedTest[] };
  test: EndedTest;
  finished: object;
}

export type Kind = keyof EventData;
const KINDS: readonly Kind[] = [
  "queued",
  "position",
  "started",
  "stdout",
  "epoch",
  "collected",
  "test",
  "finished",
];
/** These come without a number of their own; the browser then gives the number of the event before. */
const UNNUMBERED: readonly Kind[] = ["position", "finished"];

export type Handlers = { [K in Kind]?: (data: EventData[K]) => void };

/** Call the handler of an event's kind. */
export function handle(handlers: Handlers, kind: string, data: unknown): void {
  const handler = handlers[kind as Kind] as ((data: unknown) => void) | undefined;
  handler?.(data);
}

/** The browser's network and clock. */
export const browser: Surroundings = {
  open: openStream,
  ask: async (url) => {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as News;
  },
  wait: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

function openStream(url: string, listener: StreamListener): () => void {
  const source = new EventSource(url);
  source.onopen = () => listener.opened();
  source.onerror = () => {
    source.close();
    listener.failed();
  };
  for (const kind of KINDS) {
    source.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
      const number = UNNUMBERED.includes(kind) ? null : Number(lastEventId);
      listener.told({ number, kind, data: JSON.parse(data) as unknown });
    });
  }
  return () => source.close();
}
