// The network playground: data, a network of up to six hidden layers, its training epoch by epoch, and its Keras code.
import { type TemplateResult, html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { live } from "lit-html/directives/live.js";
import { button } from "../controls.ts";
import { Figure } from "../figure.ts";
import { DATA_SETS, type DataSet } from "../math/datasets.ts";
import { FEATURES, type Feature } from "../math/features.ts";
import { type Activation, type Regularizer, parameterCounts } from "../math/network.ts";
import { numberText } from "../math/numbers.ts";
import type { Recipe } from "../math/training.ts";
import type { Optimizer } from "../math/update_rules.ts";
import { CHART_HEIGHT, Canvases, THUMBNAIL } from "../playground/canvases.ts";
import { CodePanel } from "../playground/code_panel.ts";
import { kerasCode } from "../playground/keras_code.ts";
import { type Layout, type Link, type Node, LEFT, NODE, biasIndex, layOut, leastWidth, linkAt } from "../playground/layout.ts";
import { NumberEditor } from "../playground/number_editor.ts";
import { Session } from "../playground/session.ts";
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
const NUMBERS_WIDTH = 230;
const REACH = 7;
const EPOCHS_UNTRAINED = 100;

export class PlaygroundFigure extends Figure<State> {
  protected readonly text = this.words(TEXT);
  private readonly canvases = new Canvases(this.host.element);
  private readonly editor = new NumberEditor(this.host, this.text, (index, value) => this.setParameter(index, value));
  private readonly codePanel = new CodePanel(this.host, this.text, () => this.code());
  private declare session: Session;
  private declare layout: Layout;
  private shown: Node | null = null;
  private chosen: Link | null = null;

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
      ${this.editor.view()}
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
      ${this.state.code ? this.codePanel.view(this.player.isPlaying) : nothing}`;
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
    const canvas = html`<canvas class="pg-canvas" .style=${`width:${width}px;height:${height}px`} aria-hidden="true" ${ref(this.canvases.network)}></canvas>`;
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
    return this.shown ?? this.editor.node;
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
    this.editor.open({ node, name: this.nameOf(node), rows: valued }, near, focused ?? bias);
  }

  private setParameter(index: number, value: number): void {
    this.session.setParameter(index, value);
    this.host.changed();
  }

  private sourceName({ layer, unit }: Node): string {
    return layer === 0 ? FEATURE_NAMES[FEATURES[unit]!] : this.text.neuronOf(layer, unit + 1);
  }

  // What comes out

  private outputView(): TemplateResult {
    const box = `width:${this.outputSize}px;height:${this.outputSize}px`;
    return html`<p class="pg-title figure-label">${this.looked ? this.nameOf(this.looked) : this.text.output}</p>
      <div class="pg-map" .style=${box}><canvas .style=${box} aria-hidden="true" ${ref(this.canvases.output)}></canvas><canvas .style=${box} aria-hidden="true" ${ref(this.canvases.points)}></canvas></div>
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
      <div class="pg-chart" .style=${`width:${this.chartWidth}px;height:${CHART_HEIGHT}px`}><canvas aria-hidden="true" .style=${`width:${this.chartWidth}px;height:${CHART_HEIGHT}px`} ${ref(this.canvases.losses)}></canvas><span>${text.lossChart}</span></div>
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

  private paint(): void {
    const { session, layout, looked, chosen } = this;
    const { discrete, test } = this.state;
    this.canvases.paint({ session, layout, looked, chosen, isDiscrete: discrete, showsTest: test, size: this.outputSize, chartWidth: this.chartWidth });
  }

  private code(): string {
    const { session, recipe, features } = this;
    const epochs = session.epoch || EPOCHS_UNTRAINED;
    return kerasCode({ ...session.plan, ...recipe, features, strength: recipe.rate, epochs });
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

function pairOfButtons(less: string, canLess: boolean, onLess: () => void, value: string, more: string, canMore: boolean, onMore: () => void): TemplateResult {
  return html`<span class="pg-pair"><button type="button" class="pg-small" aria-label=${less} ?disabled=${!canLess} @click=${onLess}>−</button><output>${value}</output
    ><button type="button" class="pg-small" aria-label=${more} ?disabled=${!canMore} @click=${onMore}>+</button></span>`;
}
