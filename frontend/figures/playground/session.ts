// One training of the playground: its data, its network, its losses so far, and what each neuron says of the plane.
import { type DataSet, type Points, isRegression, makeData } from "../math/datasets.ts";
import { type Feature, featuresOf } from "../math/features.ts";
import { type Activation, type Network, type Pass, forward, initialize, newNetwork, newPass } from "../math/network.ts";
import { type Random, randomFrom, shuffle } from "../math/random.ts";
import { type Examples, type Recipe, type Trainer, lossOver, newTrainer, passOver, trainEpoch } from "../math/training.ts";
import type { Optimizer } from "../math/update_rules.ts";

/** How many points of the plane a map has across and up, and where it ends. */
export const MAP_SIZE = 50;
export const SPAN = 6;
/** Seeds of what is drawn after the data, so that more noise leaves the first weights alone. */
const WEIGHTS_SEED = 1000;
const ORDER_SEED = 2000;

/** What a session is made of. `noise` is 0 to 0.5 and `share` 0 to 1. */
export interface Plan {
  readonly data: DataSet;
  readonly noise: number;
  readonly share: number;
  readonly features: readonly Feature[];
  readonly layers: readonly number[];
  readonly activation: Activation;
  readonly optimizer: Optimizer;
  readonly seed: number;
}

interface Watched {
  readonly points: Points;
  readonly examples: Examples;
  readonly pass: Pass;
  readonly losses: number[];
}

export class Session {
  readonly plan: Plan;
  readonly network: Network;
  readonly train: Watched;
  readonly test: Watched;
  readonly map: Pass;
  epoch = 0;
  private readonly trainer: Trainer;
  private readonly random: Random;

  constructor(plan: Plan) {
    const { features, layers, seed } = plan;
    const split = makeData(plan.data, plan.noise, plan.share, randomFrom(seed));
    this.plan = plan;
    this.network = newNetwork([features.length, ...layers, 1], plan.activation, outputActivation(plan.data));
    initialize(this.network, randomFrom(seed + WEIGHTS_SEED));
    this.random = randomFrom(seed + ORDER_SEED);
    this.train = watched(this.network, split.train, features);
    this.test = watched(this.network, split.test, features);
    this.trainer = newTrainer(this.network, plan.optimizer, split.train.labels.length);
    this.map = newPass(this.network, MAP_SIZE * MAP_SIZE);
    this.map.outputs[0]!.set(mapFeatures(features));
    this.record();
  }

  /** Train for some epochs and note the losses after each. */
  advance(epochs: number, recipe: Recipe): void {
    for (let done = 0; done < epochs; done += 1) {
      shuffle(this.trainer.order, this.random);
      trainEpoch(this.trainer, this.train.examples, recipe);
      this.epoch += 1;
      this.record();
    }
    this.look();
  }

  /** Change one weight or bias by its place among the network's parameters. */
  setParameter(index: number, value: number): void {
    this.network.parameters[index] = value;
    for (const one of [this.train, this.test]) one.losses[this.epoch] = lossOver(this.network, one.pass, one.examples);
    this.look();
  }

  /** Ask every neuron about the plane. */
  look(): void {
    forward(this.network, this.map, MAP_SIZE * MAP_SIZE);
  }

  get trainLoss(): number {
    return this.train.losses[this.epoch]!;
  }

  get testLoss(): number {
    return this.test.losses[this.epoch]!;
  }

  /** The share of test points on the right side of 0; `null` where labels are heights. */
  get testAccuracy(): number | null {
    if (isRegression(this.plan.data)) return null;
    const { pass, examples } = this.test;
    const outputs = pass.outputs.at(-1)!;
    const right = examples.targets.filter((target, index) => target > 0 === outputs[index]! > 0);
    return right.length / examples.targets.length;
  }

  private record(): void {
    for (const one of [this.train, this.test]) one.losses.push(lossOver(this.network, one.pass, one.examples));
  }
}

/** Return the activation of the output: a label of ±1 is tanh's, a height any number's. */
export function outputActivation(data: DataSet): Activation {
  return isRegression(data) ? "linear" : "tanh";
}

function watched(network: Network, points: Points, features: readonly Feature[]): Watched {
  const examples = { inputs: featuresOf(features, points.x1, points.x2), targets: points.labels };
  return { points, examples, pass: passOver(network, examples), losses: [] };
}

/** The features of the map's points, row after row from the top. */
export function mapFeatures(features: readonly Feature[]): Float64Array {
  const places = Array.from({ length: MAP_SIZE }, (_, index) => -SPAN + ((index + 0.5) * 2 * SPAN) / MAP_SIZE);
  const x1 = Float64Array.from({ length: MAP_SIZE * MAP_SIZE }, (_, index) => places[index % MAP_SIZE]!);
  const x2 = Float64Array.from({ length: MAP_SIZE * MAP_SIZE }, (_, index) => -places[Math.floor(index / MAP_SIZE)]!);
  return featuresOf(features, x1, x2);
}
