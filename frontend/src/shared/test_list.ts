// The tests of a grading as they end, public ones first. The server draws the same when everything has ended.
import { formatPoints, make, makeIcon, translated, withCode } from "./dom.ts";
import type { CollectedTest, EndedTest, Outcome } from "./events.ts";
import type { LiveWords } from "./words.ts";

const ICONS: Record<Outcome | "waiting", string> = {
  passed: "check-circle-fill",
  partial: "exclamation-triangle-fill",
  failed: "x-circle-fill",
  error: "x-circle-fill",
  not_run: "dash-circle-fill",
  waiting: "circle",
};
const WRONG: readonly Outcome[] = ["failed", "error", "partial"];

interface Group {
  count: HTMLElement | null;
  passed: number;
  total: number;
}

interface Row {
  item: HTMLLIElement;
  title: string;
  group: Group;
}

export class TestList {
  private readonly part: HTMLElement;
  private readonly words: LiveWords;
  private readonly rows = new Map<string, Row>();
  private hasFailure = false;
  ended = 0;

  constructor(part: HTMLElement, words: LiveWords) {
    this.part = part;
    this.words = words;
  }

  /** How many tests there are. */
  get total(): number {
    return this.rows.size;
  }

  /** Begin anew. */
  clear(): void {
    this.part.replaceChildren();
    this.rows.clear();
    this.hasFailure = false;
    this.ended = 0;
  }

  /** Show the tests that are going to be run. */
  show(tests: readonly CollectedTest[]): void {
    this.clear();
    const groups = [false, true].map((hidden) => tests.filter((test) => test.hidden === hidden)).filter((group) => group.length);
    this.part.append(...groups.map((group) => this.group(group, groups.length > 1)));
  }

  private group(tests: readonly CollectedTest[], isNamed: boolean): HTMLElement {
    const section = make("section", "test-group");
    const group: Group = { count: isNamed ? make("span", "number") : null, passed: 0, total: tests.length };
    if (group.count) section.append(this.heading(tests[0]?.hidden ?? false, group.count));
    showCount(group);
    const list = make("ol", "tests");
    list.append(...tests.map((test) => this.waitingRow(test, group)));
    section.append(list);
    return section;
  }

  private heading(hidden: boolean, count: HTMLElement): HTMLElement {
    const heading = make("h3", "", hidden ? this.words.hiddenTests : this.words.publicTests);
    heading.append(" ", count);
    return heading;
  }

  private waitingRow(test: CollectedTest, group: Group): HTMLLIElement {
    const item = make("li", "test test-waiting");
    const head = make("div");
    const title = translated(test.title);
    const name = make("span", "test-title");
    name.append(...withCode(title));
    head.append(name);
    if (test.hidden) {
      const tag = make("span", "tag");
      tag.append(makeIcon("eye-slash"), this.words.hidden);
      head.append(" ", tag);
    }
    item.append(makeIcon(ICONS.waiting), head, make("span", "test-points", formatPoints(test.points)));
    this.rows.set(test.id, { item, title, group });
    return item;
  }

  /** Show how a test has ended. */
  end(test: EndedTest): void {
    const row = this.rows.get(test.id);
    this.ended += 1;
    if (!row) return;
    const { item, group } = row;
    item.className = `test test-${test.outcome} fade-in`;
    item.firstElementChild?.replaceWith(makeIcon(ICONS[test.outcome]));
    item.querySelector(".test-title")?.append(make("span", "visually-hidden", ` (${this.words[test.outcome]})`));
    const points = item.querySelector(".test-points");
    if (points) points.textContent = `${formatPoints(test.points)} / ${formatPoints(test.max_points)}`;
    group.passed += Number(test.outcome === "passed");
    showCount(group);
    const more = this.more(test, row.title);
    if (more) item.append(more);
  }

  private more(test: EndedTest, title: string): HTMLElement | null {
    const message = translated(test.message);
    const isWrong = WRONG.includes(test.outcome);
    const isFirst = isWrong && !this.hasFailure;
    this.hasFailure ||= isWrong;
    if (!message && !test.expected && !test.actual) return null;
    const more = make("details", "test-more");
    more.open = isFirst;
    more.append(this.summary(title, message));
    if (message) {
      const block = make("pre", "test-message");
      block.append(...withCode(message));
      more.append(block);
    }
    if (test.expected || test.actual) more.append(this.compared(test.expected ?? "", test.actual ?? ""));
    return more;
  }

  private summary(title: string, message: string): HTMLElement {
    const summary = make("summary");
    const brief = make("span", "test-brief", (message.split("\n")[0] ?? "").replaceAll("`", ""));
    brief.setAttribute("aria-hidden", "true");
    summary.append(make("span", "visually-hidden", `${title.replaceAll("`", "")}: `), make("span", "test-why", this.words.why), brief);
    return summary;
  }

  private compared(expected: string, actual: string): HTMLElement {
    const list = make("dl", "compared");
    for (const [name, value] of [[this.words.expected, expected], [this.words.actual, actual]] as const) {
      const side = make("div");
      const text = make("pre", "", value);
      text.tabIndex = 0;
      const held = make("dd");
      held.append(text);
      side.append(make("dt", "", name), held);
      list.append(side);
    }
    return list;
  }
}

function showCount({ count, passed, total }: Group): void {
  if (count) count.textContent = `${passed} / ${total}`;
}
