// The present network of the playground as a Keras 3 program that runs as it stands.
import type { DataSet } from "../math/datasets.ts";
import { pointCount } from "../math/datasets.ts";
import type { Feature } from "../math/features.ts";
import type { Activation, Regularizer } from "../math/network.ts";
import type { Optimizer } from "../math/update_rules.ts";
import { type Plan, outputActivation } from "./session.ts";

/** Everything that the program depends on: a session and how it is trained. */
export interface Settings extends Plan {
  readonly learningRate: number;
  readonly regularizer: Regularizer;
  readonly strength: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** Return the program. */
export function kerasCode(settings: Settings): string {
  const steps = [data(settings), model(settings), training(settings)].join("\n");
  return [head(settings), MAKERS[settings.data], features(settings), steps].join("\n\n");
}

function head({ seed }: Settings): string {
  return `import keras
import numpy as np

keras.utils.set_random_seed(${seed})
rng = np.random.default_rng(${seed})
`;
}

const MAKERS: Readonly<Record<DataSet, string>> = {
  circle: `def make_data(count, noise):
    """A disc of label 1 in a ring of label -1."""
    half = count // 2
    radius = np.concatenate([rng.uniform(0, 2.5, half), rng.uniform(3.5, 5, half)])
    angle = rng.uniform(0, 2 * np.pi, count)
    points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    moved = points + rng.uniform(-5, 5, points.shape) * noise
    return points, np.where(np.hypot(*moved.T) < 2.5, 1.0, -1.0)
`,
  xor: `def make_data(count, noise):
    """Label 1 where x1 and x2 have the same sign, -1 where they differ."""
    points = rng.uniform(-5, 5, (count, 2))
    points += np.where(points > 0, 0.3, -0.3)
    moved = points + rng.uniform(-5, 5, points.shape) * noise
    return points, np.where(moved[:, 0] * moved[:, 1] >= 0, 1.0, -1.0)
`,
  gauss: `def make_data(count, noise):
    """Two clouds, label 1 around (2, 2) and label -1 around (-2, -2)."""
    labels = np.repeat([1.0, -1.0], count // 2)
    spread = np.sqrt(0.5 + 7 * noise)
    return 2 * labels[:, None] + rng.normal(0, spread, (count, 2)), labels
`,
  spiral: `def make_data(count, noise):
    """Two arms of a spiral, label 1 and label -1."""
    part = np.tile(np.arange(count // 2) / (count // 2), 2)
    labels = np.repeat([1.0, -1.0], count // 2)
    angle = 1.75 * part * 2 * np.pi + np.where(labels > 0, 0, np.pi)
    points = 5 * part[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points + rng.uniform(-1, 1, points.shape) * noise, labels
`,
  "reg-plane": `def make_data(count, noise):
    """Heights on a tilted plane."""
    points = rng.uniform(-6, 6, (count, 2))
    moved = points + rng.uniform(-6, 6, points.shape) * noise
    return points, moved.sum(axis=1) / 10
`,
  "reg-gauss": `def make_data(count, noise):
    """Heights on a plain with three hills and three hollows."""
    centers = np.array([[-4, 2.5], [0, 2.5], [4, 2.5], [-4, -2.5], [0, -2.5], [4, -2.5]])
    signs = np.array([1, -1, 1, -1, 1, -1])
    points = rng.uniform(-6, 6, (count, 2))
    moved = points + rng.uniform(-6, 6, points.shape) * noise
    distance = np.linalg.norm(moved[:, None] - centers, axis=2)
    heights = signs * np.maximum(0, 1 - distance / 2)
    return points, heights[np.arange(count), np.abs(heights).argmax(axis=1)]
`,
};

const FORMULAS: Readonly<Record<Feature, string>> = {
  x1: "x1",
  x2: "x2",
  x1x1: "x1**2",
  x2x2: "x2**2",
  x1x2: "x1 * x2",
  sin1: "np.sin(x1)",
  sin2: "np.sin(x2)",
};

function features({ features: chosen }: Settings): string {
  return `def features(points):
    """What the network is shown of each point."""
    x1, x2 = points.T
    return np.stack([${chosen.map((one) => FORMULAS[one]).join(", ")}], axis=1)
`;
}

function data({ data: set, noise, share }: Settings): string {
  const count = pointCount(set);
  const split = Math.floor(count * share);
  return `points, labels = make_data(${count}, noise=${noise})
order = rng.permutation(${count})
train, test = order[:${split}], order[${split}:]
x_train, y_train = features(points[train]), labels[train]
x_test, y_test = features(points[test]), labels[test]
`;
}

function model(settings: Settings): string {
  const penalty = regularized(settings) ? ", kernel_regularizer=penalty" : "";
  const dense = (units: number, activation: Activation): string =>
    `        keras.layers.Dense(${units}, activation="${activation}"${penalty}),`;
  const lines = [
    ...settings.layers.map((units) => dense(units, settings.activation)),
    dense(1, outputActivation(settings.data)),
  ];
  return `${penaltyLine(settings)}model = keras.Sequential(
    [
        keras.Input(shape=(${settings.features.length},)),
${lines.join("\n")}
    ]
)
model.summary()
`;
}

function regularized({ regularizer, strength }: Settings): boolean {
  return regularizer !== "none" && strength > 0;
}

function penaltyLine(settings: Settings): string {
  return regularized(settings) ? `penalty = keras.regularizers.${settings.regularizer.toUpperCase()}(${float(settings.strength)})\n` : "";
}

const OPTIMIZERS: Readonly<Record<Optimizer, (rate: string) => string>> = {
  sgd: (rate) => `SGD(learning_rate=${rate})`,
  momentum: (rate) => `SGD(learning_rate=${rate}, momentum=0.9)`,
  nesterov: (rate) => `SGD(learning_rate=${rate}, momentum=0.9, nesterov=True)`,
  adagrad: (rate) => `Adagrad(learning_rate=${rate})`,
  rmsprop: (rate) => `RMSprop(learning_rate=${rate})`,
  adadelta: (rate) => `Adadelta(learning_rate=${rate})`,
  adam: (rate) => `Adam(learning_rate=${rate})`,
};

function training(settings: Settings): string {
  const metrics = regularized(settings) ? ', metrics=["mse"]' : "";
  const note = regularized(settings) ? "# The loss contains the penalty on the weights; mse does not.\n" : "";
  return `${note}model.compile(optimizer=keras.optimizers.${OPTIMIZERS[settings.optimizer](float(settings.learningRate))}, loss="mse"${metrics})
model.fit(x_train, y_train, batch_size=${settings.batchSize}, epochs=${settings.epochs}, validation_data=(x_test, y_test), verbose=2)
print("training", model.evaluate(x_train, y_train, verbose=0))
print("test    ", model.evaluate(x_test, y_test, verbose=0))
`;
}

/** A number as a float of Python: Keras refuses a learning rate that is a whole number. */
function float(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
