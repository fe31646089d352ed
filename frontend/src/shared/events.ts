// What the server tells of a grading, event by event. The kinds are those of `GradingEvent`, plus "position".

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
}

export interface EventData {
  queued: object;
  position: { position: number | null };
  started: object;
  stdout: { text: string; cut?: boolean };
  epoch: { epoch: number; epochs: number | null; logs: Record<string, number> };
  collected: { tests: CollectedTest[] };
  test: EndedTest;
  finished: object;
}

export type Kind = keyof EventData;
export const KINDS: readonly Kind[] = [
  "queued",
  "position",
  "started",
  "stdout",
  "epoch",
  "collected",
  "test",
  "finished",
];

export type Handlers = { [K in Kind]?: (data: EventData[K]) => void };

/**
 * Follow a grading by server-sent events. The browser resumes by event number on its own when the connection drops;
 * `onLost` is called once when it cannot connect at all, so that the caller can poll instead.
 */
export function follow(url: string, handlers: Handlers, onLost: () => void): () => void {
  const source = new EventSource(url);
  let failures = 0;
  const stop = (): void => source.close();
  source.onopen = () => (failures = 0);
  source.onerror = () => {
    failures += 1;
    if (source.readyState === EventSource.CLOSED || failures >= 4) {
      stop();
      onLost();
    }
  };
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => {
      if (kind === "finished") stop();
      const handle = handlers[kind] as ((data: unknown) => void) | undefined;
      handle?.(JSON.parse((event as MessageEvent<string>).data));
    });
  }
  return stop;
}
