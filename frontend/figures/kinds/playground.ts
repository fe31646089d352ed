// The network playground: data, a network of up to six hidden layers, its training epoch by epoch, and its Keras code.
import { type TemplateResult, html, nothing } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import { live } from "lit-html/directives/live.js";
import { button, select } from "../controls.ts";
import { Figure } from "../figure.ts";
import { DATA_SETS, type DataSet, makeData } from "../math/datasets.ts";
import { FEATURES, type Feature } from "../math/features.ts";
import { type Activation, type Regularizer, parameterCounts } from "../math/network.ts";
import { randomFrom } from "../math/random.ts";
import { numberText } from "../math/scales.ts";
import type { Recipe } from "../math/training.ts";
import type { Optimizer } from "../math/update_rules.ts";
import { kerasCode } from "../playground/keras_code.ts";
import { type Layout, type Link, type Node, LEFT, NODE, biasIndex, layOut, leastWidth, linkAt } from "../playground/layout.ts";
import { type Colors, Painter, paintLosses, paintPoints, paintThumbnail, readColors } from "../playground/painting.ts";
import { type Target, exercisesOfPage, sendToEditor } from "../playground/sending.ts";
import { MAP_SIZE, Session, mapFeatures } from "../playground/session.ts";
import { FEATURE_NAMES, TEXT } from "../playground/text.ts";

interface State {
  data: DataSet;
  features: string;
  layers: readonly number[];
  activation: Activation;
  optimizer: Optimizer;
  rate: string;
  penalty: Regularizer;
  strength: string;
  batch: number;
  noise: number;
  share: number;
  seed: number;
  test: boolean;
  discrete: boolean;
  code: boolean;
}

/** The numbers of one neuron, open to be edited: its bias and the weights that come in. */
interface Editing {
  readonly node: Node;
  readonly rows: readonly { index: number; label: string; value: string }[];
  readonly place: string;
}

const STARTS_ANEW: ReadonlySet<string> = new Set(["data", "features", "layers", "activation", "optimizer", "noise", "share", "seed"]);
const OPTIMIZERS: Record<Optimizer, string> = {
  sgd: "SGD",
  momentum: "Momentum",
  nesterov: "Nesterov (NAG)",
  adagrad: "Adagrad",
  rmsprop: "RMSprop",
  adadelta: "Adadelta",
  adam: "Adam",
};
const MOST_LAYERS = 6;
const MOST_UNITS = 8;
const NEW_LAYER = 2;
/** The output takes a third of a wide figure, within bounds. */
const LEAST_OUTPUT = 260;
const MOST_OUTPUT = 360;
const OUTPUT_SHARE = 0.32;
const GAP = 24;
const THUMBNAIL = 44;
const CHART_HEIGHT = 96;
const NUMBERS_WIDTH = 230;
const REACH = 7;
const EDITOR_WIDTH = 270;
const EDITOR_HEIGHT = 340;
const EPOCHS_UNTRAINED = 100;
const COPIED_MILLISECONDS = 1500;
const ALL_FEATURES = mapFeatures(FEATURES);

export class PlaygroundFigure extends Figure<State> {
  private readonly text = this.words(TEXT);
  private readonly painter = new Painter();
  private readonly refs = {
    network: createRef<HTMLCanvasElement>(),
    output: createRef<HTMLCanvasElement>(),
    points: createRef<HTMLCanvasElement>(),
    losses: createRef<HTMLCanvasElement>(),
    editor: createRef<HTMLElement>(),
  };
  private declare session: Session;
  private declare layout: Layout;
  private declare colors: Colors;
  private theme: string | undefined = "";
  private painted = "";
  private shown: Node | null = null;
  private chosen: Link | null = null;
  private editing: Editing | null = null;
  private isCodeOpen = false;
  private isCopied = false;
  private written = "";
  private target = "";

  title(): string {
    return this.text.title;
  }

  protected override prepare(names: ReadonlySet<string>): void {
    if (this.session && ![...names].some((name) => STARTS_ANEW.has(name))) return;
    const { data, layers, activation, optimizer, seed } = this.state;
    const [noise, share] = [this.state.noise / 100, this.state.share / 100];
    this.session = new Session({ data, noise, share, features: this.features, layers, activation, optimizer, seed });
    this.session.look();
    this.shown = this.chosen = null;
  }

  override tick(frames: number): void {
    this.session.advance(frames, this.recipe);
  }

  describe(): string {
    const { session, text } = this;
    if (!Number.isFinite(session.trainLoss)) return text.diverged;
    const losses = [session.trainLoss, session.testLoss].map((loss) => numberText(loss, 3)) as [string, string];
    const right = session.testAccuracy;
    const sentences = [
      text.shape(`${this.sizes.join("–")}`, session.train.points.labels.length),
      text.state(session.epoch.toLocaleString(this.host.language), ...losses),
      right === null ? "" : text.right(percent(right)),
    ];
    return sentences.filter(Boolean).join(" ");
  }

  view(): TemplateResult {
    const beside = this.host.width - this.outputSize - GAP;
    const isStacked = beside < leastWidth(this.state.layers.length);
    const width = isStacked ? this.host.width : beside;
    this.layout = layOut(this.features, this.state.layers, width);
    queueMicrotask(() => this.paint());
    return html`<div class="pg ${isStacked ? "pg-stacked" : ""}">
      <div class="pg-top">${this.dataControl()}<div class="pg-player">${this.playerControls()}${this.restartButton()}</div></div>
      <div class="pg-board">
        <div class="pg-left">${this.layersControl()}${this.networkView()}<p class="pg-sum">${this.parameterSum()}</p></div>
        <div class="pg-right" .style=${`width:${this.outputSize}px`}>${this.outputView()}</div>
      </div>
      ${this.lossesView()}
      ${this.editorView()}
    </div>`;
  }

  override controls(): TemplateResult {
    const { text } = this;
    return html`${this.choice("rate", text.rate, sameWords(RATES))}
      ${this.choice("optimizer", text.optimizer, OPTIMIZERS)}
      ${this.choice("activation", text.activation, text.activations)}
      ${this.choice("penalty", text.penalty, text.penalties)}
      ${this.state.penalty === "none" ? nothing : this.choice("strength", text.strength, sameWords(STRENGTHS))}
      ${this.slider("batch", text.batch)} ${this.slider("noise", text.noise, asPercent)} ${this.slider("share", text.share, asPercent)}
      ${this.slider("seed", text.seed)} ${this.checkbox("test", text.test)} ${this.checkbox("discrete", text.discrete)}
      ${this.state.code ? this.codeView() : nothing}`;
  }


  /** Back to the first weights under the present settings. */
  private restartButton(): TemplateResult | typeof nothing {
    const restart = (): void => {
      this.player.pause();
      this.prepare(STARTS_ANEW);
      this.host.changed();
    };
    return this.isHidden("reset") ? nothing : button({ label: this.text.restart, onClick: restart });
  }

  private get features(): Feature[] {
    const chosen = FEATURES.filter((feature) => this.state.features.split(",").includes(feature));
    return chosen.length ? chosen : ["x1", "x2"];
  }

  private get sizes(): number[] {
    return [this.features.length, ...this.state.layers, 1];
  }

  private get recipe(): Recipe {
    const { optimizer, penalty, batch } = this.state;
    return { optimizer, learningRate: Number(this.state.rate), batchSize: batch, regularizer: penalty, rate: Number(this.state.strength) };
  }

  // What is to be learned

  private dataControl(): TemplateResult | typeof nothing {
    if (this.isHidden("data")) return nothing;
    const name = `${this.host.id}-data`;
    const one = (set: DataSet): TemplateResult => html`<label class="pg-set">
      <input type="radio" name=${name} value=${set} .checked=${live(set === this.state.data)} @change=${() => this.set({ data: set })} />
      <canvas class="pg-thumbnail" data-set=${set} width=${THUMBNAIL} height=${THUMBNAIL}></canvas><span>${this.text.sets[set]}</span>
    </label>`;
    return html`<fieldset class="pg-data"><legend class="figure-label">${this.text.data}</legend><div>${DATA_SETS.map(one)}</div></fieldset>`;
  }

  // The network

  private layersControl(): TemplateResult | typeof nothing {
    if (this.isHidden("layers")) return nothing;
    const { layers } = this.state;
    const remove = (): void => this.set({ layers: layers.slice(0, -1) });
    const add = (): void => this.set({ layers: [...layers, NEW_LAYER] });
    return html`<div class="pg-layers"><span class="figure-label">${this.text.layers}</span>
      ${pairOfButtons(this.text.removeLayer, layers.length > 0, remove, String(layers.length), this.text.addLayer, layers.length < MOST_LAYERS, add)}
    </div>`;
  }

  private networkView(): TemplateResult {
    const { width, height, features, layers } = this.layout;
    const canvas = html`<canvas class="pg-canvas" .style=${`width:${width}px;height:${height}px`} aria-hidden="true" ${ref(this.refs.network)}></canvas>`;
    return html`<div class="pg-scroll"><div class="pg-net ${this.chosen ? "pg-on-link" : ""}" role="group" aria-label=${this.text.network} title=${this.chosenWords()} .style=${`width:${width}px;height:${height}px`}
      @pointermove=${(event: PointerEvent) => this.point(event)} @pointerleave=${() => this.choose(null)} @click=${(event: MouseEvent) => this.clickLink(event)}>
      ${canvas}${features.map((node) => this.featureButton(node))}${layers.map((nodes) => this.layerHead(nodes))}${layers.flat().map((node) => this.neuronButton(node))}
    </div></div>`;
  }

  private featureButton(node: Node): TemplateResult {
    const feature = FEATURES[node.unit]!;
    const isUsed = this.features.includes(feature);
    const label = html`<span class="pg-name ${isUsed ? "" : "pg-unused"}" aria-hidden="true" .style=${`top:${node.y}px;width:${LEFT - 8}px;line-height:${NODE}px`}>${FEATURE_NAMES[feature]}</span>`;
    return html`${label}<button type="button" class="pg-node ${isUsed ? "" : "pg-unused"}" .style=${placeOf(node)} aria-pressed=${isUsed ? "true" : "false"}
      aria-label=${this.text.feature(FEATURE_NAMES[feature])} ?disabled=${this.isHidden("features")} @click=${() => this.toggle(feature)}
      @pointerenter=${() => this.show(node)} @pointerleave=${() => this.show(null)} @focus=${() => this.show(node)} @blur=${() => this.show(null)}></button>`;
  }

  private toggle(feature: Feature): void {
    const chosen = FEATURES.filter((one) => (one === feature) !== this.features.includes(one));
    if (chosen.length) this.set({ features: chosen.join(",") });
  }

  private neuronButton(node: Node): TemplateResult {
    const isShown = this.looked?.layer === node.layer && this.looked.unit === node.unit;
    return html`<button type="button" class="pg-node ${isShown ? "pg-shown" : ""}" .style=${placeOf(node)} aria-haspopup="dialog" aria-label=${this.text.edit(this.nameOf(node))}
      @click=${(event: MouseEvent) => this.edit(node, (event.currentTarget as HTMLElement).getBoundingClientRect())}
      @pointerenter=${() => this.show(node)} @pointerleave=${() => this.show(null)} @focus=${() => this.show(node)} @blur=${() => this.show(null)}></button>`;
  }

  private layerHead(nodes: readonly Node[]): TemplateResult | typeof nothing {
    const { layer, x } = nodes[0]!;
    const { layers } = this.state;
    if (layer > layers.length || this.isHidden("layers")) return nothing;
    const units = layers[layer - 1]!;
    const resize = (by: number): void => this.set({ layers: layers.map((one, index) => (index === layer - 1 ? one + by : one)) });
    const { text } = this;
    return html`<div class="pg-head" .style=${`left:${x + NODE / 2}px`}>
      ${pairOfButtons(text.removeNeuron(layer), units > 1, () => resize(-1), String(units), text.addNeuron(layer), units < MOST_UNITS, () => resize(1))}
    </div>`;
  }

  private nameOf({ layer, unit }: Node): string {
    if (layer === 0) return FEATURE_NAMES[FEATURES[unit]!];
    return layer > this.state.layers.length ? this.text.output : this.text.neuron(layer, unit + 1);
  }

  private parameterSum(): string {
    const { sizes } = this;
    const parts = sizes.slice(1).map((units, index) => `(${sizes[index]} + 1)·${units}`);
    const total = parameterCounts(sizes).reduce((sum, count) => sum + count);
    return this.text.parameters(parts.join(" + "), total);
  }

  // Looking at a neuron, and editing its numbers

  /** The neuron or feature that the large map shows; `null` for the output. */
  private get looked(): Node | null {
    return this.shown ?? this.editing?.node ?? null;
  }

  private show(node: Node | null): void {
    this.shown = node;
    this.host.draw();
  }

  private choose(link: Link | null): void {
    if (link === this.chosen) return;
    this.chosen = link;
    this.host.draw();
  }

  /** The weight under the mouse, in words; nothing where there is none. */
  private chosenWords(): string {
    if (!this.chosen) return "";
    const { from, index } = this.chosen;
    return `${this.text.weightFrom(this.sourceName(from))}: ${numberText(this.session.network.parameters[index]!, 3)}`;
  }

  private point(event: PointerEvent): void {
    this.choose(event.pointerType === "mouse" ? this.linkUnder(event) : null);
  }

  private linkUnder(event: MouseEvent): Link | null {
    if ((event.target as Element).closest("button")) return null;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return linkAt(this.layout, event.clientX - box.left, event.clientY - box.top, REACH);
  }

  private clickLink(event: MouseEvent): void {
    const link = this.linkUnder(event);
    if (link) this.edit(link.to, new DOMRect(event.clientX, event.clientY, 0, 0), link.index);
  }

  private edit(node: Node, near: DOMRect, focused?: number): void {
    this.player.pause();
    const bias = biasIndex(this.sizes, node.layer, node.unit);
    const incoming = this.layout.links.filter((link) => link.to.layer === node.layer && link.to.unit === node.unit);
    const rows = [
      { index: bias, label: this.text.bias },
      ...incoming.map(({ from, index }) => ({ index, label: this.text.weightFrom(this.sourceName(from)) })),
    ];
    const valued = rows.map((row) => ({ ...row, value: String(Number(this.session.network.parameters[row.index]!.toFixed(4))) }));
    this.editing = { node, rows: valued, place: editorPlace(near) };
    this.host.draw();
    requestAnimationFrame(() => this.openEditor(focused ?? bias));
  }

  private sourceName({ layer, unit }: Node): string {
    return layer === 0 ? FEATURE_NAMES[FEATURES[unit]!] : this.text.neuronOf(layer, unit + 1);
  }

  private openEditor(index: number): void {
    const editor = this.refs.editor.value;
    if (!editor) return;
    if (!editor.matches(":popover-open")) editor.showPopover();
    const input = editor.querySelector<HTMLInputElement>(`input[data-index="${index}"]`);
    input?.focus();
    input?.select();
  }

  private editorView(): TemplateResult {
    const { editing, text } = this;
    const closed = (event: ToggleEvent): void => {
      if (event.newState === "closed") ((this.editing = null), this.host.changed());
    };
    return html`<div class="pg-editor" popover="auto" role="dialog" aria-label=${editing ? text.edit(this.nameOf(editing.node)) : ""} .style=${editing?.place ?? ""} @toggle=${closed} ${ref(this.refs.editor)}>
      ${editing ? html`<p class="pg-editor-title">${this.nameOf(editing.node)}</p>${editing.rows.map((row) => this.numberInput(row))}${button({ label: text.close, onClick: () => this.refs.editor.value?.hidePopover() })}` : nothing}
    </div>`;
  }

  private numberInput({ index, label, value }: Editing["rows"][number]): TemplateResult {
    const changed = (event: InputEvent): void => {
      const number = (event.target as HTMLInputElement).valueAsNumber;
      if (!Number.isFinite(number)) return;
      this.session.setParameter(index, number);
      this.host.changed();
    };
    const keyed = (event: KeyboardEvent): void => {
      if (event.key === "Enter") this.refs.editor.value?.hidePopover();
    };
    return html`<label class="pg-number"><span>${label}</span><input type="number" step="0.1" class="form-control form-control-sm" data-index=${index} .value=${value} @input=${changed} @keydown=${keyed} /></label>`;
  }

  // What comes out

  private outputView(): TemplateResult {
    const box = `width:${this.outputSize}px;height:${this.outputSize}px`;
    return html`<p class="pg-title figure-label">${this.looked ? this.nameOf(this.looked) : this.text.output}</p>
      <div class="pg-map" .style=${box}><canvas .style=${box} aria-hidden="true" ${ref(this.refs.output)}></canvas><canvas .style=${box} aria-hidden="true" ${ref(this.refs.points)}></canvas></div>
      <div class="pg-scale" aria-hidden="true"><span>−1</span><i></i><span>1</span></div>`;
  }

  private lossesView(): TemplateResult {
    const { text, session } = this;
    const accuracy = session.testAccuracy;
    return html`<div class="pg-losses">
      <dl>
        <div class="pg-train"><dt>${text.trainLoss}</dt><dd>${numberText(session.trainLoss, 3)}</dd></div>
        <div class="pg-test"><dt>${text.testLoss}</dt><dd>${numberText(session.testLoss, 3)}</dd></div>
        <div><dt>${text.epoch}</dt><dd>${session.epoch.toLocaleString(this.host.language)}</dd></div>
        ${accuracy === null ? nothing : html`<div><dt>${text.accuracy}</dt><dd>${percent(accuracy)}</dd></div>`}
      </dl>
      <div class="pg-chart" .style=${`width:${this.chartWidth}px;height:${CHART_HEIGHT}px`}><canvas aria-hidden="true" .style=${`width:${this.chartWidth}px;height:${CHART_HEIGHT}px`} ${ref(this.refs.losses)}></canvas><span>${text.lossChart}</span></div>
    </div>`;
  }

  /** The losses' numbers stand beside their chart where there is room, and above it where not. */
  private get chartWidth(): number {
    const { width } = this.host;
    return width < 2 * NUMBERS_WIDTH ? width : width - NUMBERS_WIDTH - GAP;
  }

  private get outputSize(): number {
    return Math.min(this.host.width, MOST_OUTPUT, Math.max(LEAST_OUTPUT, Math.round(this.host.width * OUTPUT_SHARE)));
  }

  // Painting, after lit has put the canvases where they belong

  private paint(): void {
    this.readTheme();
    const { network, output, points, losses } = this.refs;
    const { session, layout, colors } = this;
    const size = this.outputSize;
    const shown = this.looked ?? layout.layers.at(-1)![0]!;
    const values = shown.layer === 0 ? ALL_FEATURES : session.map.outputs[shown.layer]!;
    if (network.value) this.painter.network(network.value, layout, session.network.parameters, session.map, ALL_FEATURES, colors, this.chosen);
    if (output.value) this.painter.output(output.value, size, values, shown.unit * MAP_SIZE * MAP_SIZE, this.state.discrete, colors);
    if (losses.value) paintLosses(losses.value, this.chartWidth, CHART_HEIGHT, session.train.losses, session.test.losses, highest(session), colors);
    if (points.value) this.paintStill(points.value, size);
  }

  private readTheme(): void {
    const theme = document.documentElement.dataset["bsTheme"];
    if (theme === this.theme) return;
    this.theme = theme;
    this.colors = readColors();
    this.painted = "";
  }

  /** Points and thumbnails change only with the data and the theme. */
  private paintStill(canvas: HTMLCanvasElement, size: number): void {
    const { data, noise, share, seed, test } = this.state;
    const wanted = [data, noise, share, seed, test, size].join();
    if (wanted === this.painted) return;
    this.painted = wanted;
    const { session, colors } = this;
    paintPoints(canvas, size, session.train.points, test ? session.test.points : null, colors);
    for (const thumbnail of this.host.element.querySelectorAll<HTMLCanvasElement>(".pg-thumbnail")) {
      const points = makeData(thumbnail.dataset["set"] as DataSet, noise / 100, 0.5, randomFrom(seed)).train;
      paintThumbnail(thumbnail, THUMBNAIL, points, colors);
    }
  }

  // The Keras code

  private codeView(): TemplateResult {
    const { text } = this;
    const toggled = (event: Event): void => ((this.isCodeOpen = (event.target as HTMLDetailsElement).open), this.host.draw());
    return html`<details class="pg-code" @toggle=${toggled}><summary>${text.code}</summary>${this.isCodeOpen ? this.codeBody() : nothing}</details>`;
  }

  private codeBody(): TemplateResult {
    if (!this.player.isPlaying || !this.written) this.written = this.code();
    return html`<pre tabindex="0"><code>${this.written}</code></pre>
      <div class="pg-code-row">${button({ label: this.isCopied ? this.text.copied : this.text.copy, onClick: () => void this.copy() })}${this.sender()}</div>`;
  }

  private code(): string {
    const { session, recipe, features } = this;
    const epochs = session.epoch || EPOCHS_UNTRAINED;
    return kerasCode({ ...session.plan, ...recipe, features, strength: recipe.rate, epochs });
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.code());
    this.isCopied = true;
    this.host.draw();
    setTimeout(() => ((this.isCopied = false), this.host.draw()), COPIED_MILLISECONDS);
  }

  private sender(): TemplateResult | typeof nothing {
    const targets = exercisesOfPage();
    const [first] = targets;
    if (!first) return nothing;
    const chosen = targets.find(({ address }) => address === this.target) ?? first;
    const send = (): void => sendToEditor(chosen, this.code(), this.text.codeTitle);
    return html`${targets.length > 1 ? this.targetSelect(targets, chosen) : nothing}${button({ label: this.text.send, onClick: send, primary: true })}`;
  }

  private targetSelect(targets: readonly Target[], chosen: Target): TemplateResult {
    const labels = Object.fromEntries(targets.map(({ address, title }) => [address, title]));
    const onInput = (address: string): void => ((this.target = address), this.host.draw());
    return select({ label: this.text.exercise, value: chosen.address, labels, onInput, id: `${this.host.id}-exercise` });
  }
}

const RATES = ["0.00001", "0.0001", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1.0", "3.0", "10.0"];
const STRENGTHS = ["0.0001", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1.0", "3.0", "10.0"];

function sameWords(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

function asPercent(value: number): string {
  return `${value}%`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function placeOf({ x, y }: Node): string {
  return `left:${x}px;top:${y}px`;
}

/** Where the editor stands: beside what was clicked, inside of the window. */
function editorPlace(near: DOMRect): string {
  const left = Math.max(8, Math.min(near.right + 12, innerWidth - EDITOR_WIDTH - 8));
  const top = Math.max(8, Math.min(near.top - 20, innerHeight - EDITOR_HEIGHT - 8));
  return `left:${left}px;top:${top}px;width:${EDITOR_WIDTH}px;max-height:${EDITOR_HEIGHT}px`;
}

/** The top of the losses' chart: the highest loss of the first epochs or of now, which later spikes do not press flat. */
function highest(session: Session): number {
  const early = [session.train, session.test].flatMap(({ losses }) => losses.slice(0, 5)).filter(Number.isFinite);
  return Math.max(0.05, ...early);
}

function pairOfButtons(less: string, canLess: boolean, onLess: () => void, value: string, more: string, canMore: boolean, onMore: () => void): TemplateResult {
  return html`<span class="pg-pair"><button type="button" class="pg-small" aria-label=${less} ?disabled=${!canLess} @click=${onLess}>−</button><output>${value}</output
    ><button type="button" class="pg-small" aria-label=${more} ?disabled=${!canMore} @click=${onMore}>+</button></span>`;
}
