// A network of dense layers: forward, backward and the penalty on its weights, as Keras computes them.
// Numbers of many points stand unit after unit ([unit * capacity + point]), so that the inner loops run over points.

export type Activation = "relu" | "tanh" | "sigmoid" | "linear";
export type Regularizer = "none" | "l1" | "l2";

/** One dense layer. Its kernel is Keras's, inputs × units row after row; kernel and bias are views of the network's parameters. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  readonly kernel: Float64Array;
  readonly bias: Float64Array;
}

/** A network; `parameters` holds kernel and bias of each layer one after the other, as Keras's `get_weights()` does. */
export interface Network {
  readonly layers: readonly Layer[];
  readonly parameters: Float64Array;
}

/** What the layers say of up to `capacity` points. `outputs[0]` are the inputs; `errors[l]` is dLoss/dz of layer l. */
export interface Pass {
  readonly capacity: number;
  readonly outputs: readonly Float64Array[];
  readonly errors: readonly Float64Array[];
}

/** Return how many weights and biases each layer of these sizes has, the first size being the number of inputs. */
export function parameterCounts(sizes: readonly number[]): number[] {
  return sizes.slice(1).map((units, index) => (sizes[index]! + 1) * units);
}

/** Make a network of these sizes with all parameters zero. */
export function newNetwork(sizes: readonly number[], hidden: Activation, output: Activation): Network {
  const counts = parameterCounts(sizes);
  const parameters = new Float64Array(counts.reduce((sum, count) => sum + count, 0));
  let start = 0;
  const layers = counts.map((count, index) => {
    const [inputs, units] = [sizes[index]!, sizes[index + 1]!];
    const kernel = parameters.subarray(start, start + inputs * units);
    const bias = parameters.subarray(start + inputs * units, start + count);
    start += count;
    return { inputs, units, kernel, bias, activation: index === counts.length - 1 ? output : hidden };
  });
  return { layers, parameters };
}

/** Make a network of the same shape with all parameters zero, to hold a gradient. */
export function zerosLike(network: Network): Network {
  const [first] = network.layers;
  const sizes = [first!.inputs, ...network.layers.map((layer) => layer.units)];
  return newNetwork(sizes, first!.activation, network.layers.at(-1)!.activation);
}

/** Draw the weights as Keras's Dense does, Glorot uniform: ±√(6 / (inputs + units)). The biases become zero. */
export function initialize(network: Network, random: () => number): void {
  for (const { inputs, units, kernel, bias } of network.layers) {
    const limit = Math.sqrt(6 / (inputs + units));
    for (let i = 0; i < kernel.length; i++) kernel[i] = limit * (2 * random() - 1);
    bias.fill(0);
  }
}

/** Make room for what a network says of up to `capacity` points. */
export function newPass(network: Network, capacity: number): Pass {
  const sizes = [network.layers[0]!.inputs, ...network.layers.map((layer) => layer.units)];
  const rooms = (): Float64Array[] => sizes.map((size) => new Float64Array(size * capacity));
  return { capacity, outputs: rooms(), errors: rooms().slice(1) };
}

/** Fill `pass.outputs` for the first `count` points of `pass.outputs[0]`. */
export function forward(network: Network, pass: Pass, count: number): void {
  for (let l = 0; l < network.layers.length; l++) {
    layerForward(network.layers[l]!, pass.outputs[l]!, pass.outputs[l + 1]!, pass.capacity, count);
  }
}

function layerForward(layer: Layer, from: Float64Array, to: Float64Array, capacity: number, count: number): void {
  const { inputs, units, kernel, bias } = layer;
  for (let unit = 0; unit < units; unit++) {
    const start = unit * capacity;
    to.fill(bias[unit]!, start, start + count);
    for (let input = 0; input < inputs; input++) {
      const weight = kernel[input * units + unit]!;
      const source = input * capacity;
      for (let point = 0; point < count; point++) to[start + point]! += weight * from[source + point]!;
    }
    activate(layer.activation, to, start, start + count);
  }
}

/** Put `values[from..to]`, sums z, through an activation in place. */
function activate(activation: Activation, values: Float64Array, from: number, to: number): void {
  if (activation === "relu") for (let i = from; i < to; i++) values[i] = Math.max(values[i]!, 0);
  else if (activation === "tanh") for (let i = from; i < to; i++) values[i] = Math.tanh(values[i]!);
  else if (activation === "sigmoid") for (let i = from; i < to; i++) values[i] = 1 / (1 + Math.exp(-values[i]!));
}

/** Return the mean squared error of a pass's first `count` outputs, Keras's "mse". */
export function meanSquaredError(pass: Pass, targets: Float64Array, count: number): number {
  const outputs = pass.outputs.at(-1)!;
  let sum = 0;
  for (let point = 0; point < count; point++) sum += (outputs[point]! - targets[point]!) ** 2;
  return sum / count;
}

/** After `forward`, fill `gradient` with that of the mean squared error over the first `count` points. */
export function backward(network: Network, pass: Pass, targets: Float64Array, count: number, gradient: Network): void {
  const last = network.layers.length - 1;
  const [outputs, errors] = [pass.outputs[last + 1]!, pass.errors[last]!];
  for (let point = 0; point < count; point++) errors[point] = (2 / count) * (outputs[point]! - targets[point]!);
  for (let l = last; l >= 0; l--) {
    slopes(network.layers[l]!, pass.outputs[l + 1]!, pass.errors[l]!, pass.capacity, count);
    layerGradient(gradient.layers[l]!, pass.outputs[l]!, pass.errors[l]!, pass.capacity, count);
    if (l > 0) layerBackward(network.layers[l]!, pass.errors[l]!, pass.errors[l - 1]!, pass.capacity, count);
  }
}

/** Turn dLoss/da in `errors` into dLoss/dz by the activation's slope, which its output a tells. */
function slopes(layer: Layer, outputs: Float64Array, errors: Float64Array, capacity: number, count: number): void {
  for (let unit = 0; unit < layer.units; unit++) {
    const [from, to] = [unit * capacity, unit * capacity + count];
    if (layer.activation === "relu") for (let i = from; i < to; i++) errors[i] = outputs[i]! > 0 ? errors[i]! : 0;
    else if (layer.activation === "tanh") for (let i = from; i < to; i++) errors[i]! *= 1 - outputs[i]! * outputs[i]!;
    else if (layer.activation === "sigmoid") for (let i = from; i < to; i++) errors[i]! *= outputs[i]! * (1 - outputs[i]!);
  }
}

/** Sum dLoss/dz · input over the points, for each weight, and dLoss/dz for each bias. */
function layerGradient(gradient: Layer, inputs: Float64Array, errors: Float64Array, capacity: number, count: number): void {
  for (let unit = 0; unit < gradient.units; unit++) {
    const start = unit * capacity;
    let total = 0;
    for (let point = 0; point < count; point++) total += errors[start + point]!;
    gradient.bias[unit] = total;
    for (let input = 0; input < gradient.inputs; input++) {
      const source = input * capacity;
      let sum = 0;
      for (let point = 0; point < count; point++) sum += errors[start + point]! * inputs[source + point]!;
      gradient.kernel[input * gradient.units + unit] = sum;
    }
  }
}

/** Carry dLoss/dz of a layer back to dLoss/da of the one before. */
function layerBackward(layer: Layer, errors: Float64Array, before: Float64Array, capacity: number, count: number): void {
  for (let input = 0; input < layer.inputs; input++) {
    const start = input * capacity;
    before.fill(0, start, start + count);
    for (let unit = 0; unit < layer.units; unit++) {
      const weight = layer.kernel[input * layer.units + unit]!;
      const source = unit * capacity;
      for (let point = 0; point < count; point++) before[start + point]! += weight * errors[source + point]!;
    }
  }
}

/** Add the slope of Keras's L1(rate), rate·Σ|w|, or L2(rate), rate·Σw², on the kernels (biases are free). */
export function addPenaltySlope(network: Network, gradient: Network, regularizer: Regularizer, rate: number): void {
  if (regularizer === "none") return;
  for (let l = 0; l < network.layers.length; l++) {
    const [weights, slope] = [network.layers[l]!.kernel, gradient.layers[l]!.kernel];
    if (regularizer === "l1") for (let i = 0; i < slope.length; i++) slope[i]! += rate * Math.sign(weights[i]!);
    else for (let i = 0; i < slope.length; i++) slope[i]! += 2 * rate * weights[i]!;
  }
}
