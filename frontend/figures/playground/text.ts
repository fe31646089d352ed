// The playground's words in both languages.
import type { Words } from "../figure.ts";
import type { DataSet } from "../math/datasets.ts";

export interface Text {
  title: string;
  data: string;
  sets: Record<DataSet, string>;
  layers: string;
  addLayer: string;
  removeLayer: string;
  addNeuron: (layer: number) => string;
  removeNeuron: (layer: number) => string;
  feature: (name: string) => string;
  neuron: (layer: number, unit: number) => string;
  output: string;
  edit: (name: string) => string;
  bias: string;
  weightFrom: (name: string) => string;
  neuronOf: (layer: number, unit: number) => string;
  close: string;
  parameters: (sum: string, total: number) => string;
  trainLoss: string;
  testLoss: string;
  accuracy: string;
  lossChart: string;
  epoch: string;
  rate: string;
  activation: string;
  activations: Record<string, string>;
  optimizer: string;
  penalty: string;
  penalties: Record<string, string>;
  strength: string;
  batch: string;
  noise: string;
  share: string;
  seed: string;
  test: string;
  discrete: string;
  restart: string;
  code: string;
  copy: string;
  copied: string;
  send: string;
  exercise: string;
  network: string;
  codeTitle: string;
  shape: (shape: string, points: number) => string;
  state: (epoch: string, train: string, test: string) => string;
  right: (percent: string) => string;
  diverged: string;
}

export const TEXT: Words<Text> = {
  en: {
    title: "Network playground",
    data: "Data",
    sets: { circle: "Circle", xor: "XOR", gauss: "Two clouds", spiral: "Spiral", "reg-plane": "Plane", "reg-gauss": "Hills" },
    layers: "Hidden layers",
    addLayer: "Add a hidden layer",
    removeLayer: "Remove the last hidden layer",
    addNeuron: (layer) => `Add a neuron to layer ${layer}`,
    removeNeuron: (layer) => `Remove a neuron from layer ${layer}`,
    feature: (name) => `Feature ${name}`,
    neuron: (layer, unit) => `Layer ${layer}, neuron ${unit}`,
    output: "Output",
    edit: (name) => `${name}: edit bias and weights`,
    bias: "Bias",
    weightFrom: (name) => `Weight from ${name}`,
    neuronOf: (_layer, unit) => `neuron ${unit}`,
    close: "Close",
    parameters: (sum, total) => `Parameters: ${sum} = ${total}`,
    trainLoss: "Training loss",
    testLoss: "Test loss",
    accuracy: "Test points right",
    lossChart: "Loss by epoch",
    epoch: "Epoch",
    rate: "Learning rate",
    activation: "Activation",
    activations: { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid", linear: "linear" },
    optimizer: "Optimizer",
    penalty: "Regularization",
    penalties: { none: "none", l1: "L1", l2: "L2" },
    strength: "Regularization rate",
    batch: "Batch size",
    noise: "Noise",
    share: "Share for training",
    seed: "Seed",
    test: "Show test data",
    discrete: "Discretize output",
    restart: "Train anew",
    code: "This network in Keras",
    copy: "Copy the code",
    copied: "Copied",
    send: "Send to the editor",
    exercise: "Exercise",
    network: "The network; click a neuron or a line to edit its numbers",
    codeTitle: "Network from the playground",
    shape: (shape, points) => `A network of ${shape} with ${points} training points.`,
    state: (epoch, train, test) => `Epoch ${epoch}: training loss ${train}, test loss ${test}.`,
    right: (percent) => `${percent} of the test points are on the right side.`,
    diverged: "The numbers have grown without bound: the learning rate is too large for this network. Train anew with a smaller one.",
  },
  ko: {
    title: "신경망 놀이터",
    data: "데이터",
    sets: { circle: "원", xor: "XOR", gauss: "두 무리", spiral: "나선", "reg-plane": "평면", "reg-gauss": "언덕" },
    layers: "은닉층",
    addLayer: "은닉층 추가",
    removeLayer: "마지막 은닉층 제거",
    addNeuron: (layer) => `${layer}층에 뉴런 추가`,
    removeNeuron: (layer) => `${layer}층에서 뉴런 제거`,
    feature: (name) => `특성 ${name}`,
    neuron: (layer, unit) => `${layer}층의 뉴런 ${unit}`,
    output: "출력",
    edit: (name) => `${name}: 편향과 가중치 편집`,
    bias: "편향",
    weightFrom: (name) => `${name}에서 오는 가중치`,
    neuronOf: (_layer, unit) => `뉴런 ${unit}`,
    close: "닫기",
    parameters: (sum, total) => `매개변수 수: ${sum} = ${total}`,
    trainLoss: "훈련 손실",
    testLoss: "테스트 손실",
    accuracy: "맞힌 테스트 점",
    lossChart: "에포크별 손실",
    epoch: "에포크",
    rate: "학습률",
    activation: "활성화 함수",
    activations: { relu: "ReLU", tanh: "tanh", sigmoid: "sigmoid", linear: "선형" },
    optimizer: "옵티마이저",
    penalty: "규제",
    penalties: { none: "없음", l1: "L1", l2: "L2" },
    strength: "규제 강도",
    batch: "배치 크기",
    noise: "잡음",
    share: "훈련용 비율",
    seed: "시드",
    test: "테스트 데이터 표시",
    discrete: "출력을 둘로 나누기",
    restart: "처음부터 훈련",
    code: "이 신경망의 Keras 코드",
    copy: "코드 복사",
    copied: "복사했습니다",
    send: "편집기로 보내기",
    exercise: "연습 문제",
    network: "신경망. 뉴런이나 선을 누르면 값을 편집할 수 있습니다",
    codeTitle: "놀이터에서 만든 신경망",
    shape: (shape, points) => `${shape} 신경망, 훈련용 점 ${points}개.`,
    state: (epoch, train, test) => `에포크 ${epoch}: 훈련 손실 ${train}, 테스트 손실 ${test}.`,
    right: (percent) => `테스트 점의 ${percent}를 맞혔습니다.`,
    diverged: "값이 끝없이 커졌습니다. 이 신경망에는 학습률이 너무 큽니다. 학습률을 줄이고 처음부터 훈련하세요.",
  },
};

/** How the features are written. */
export const FEATURE_NAMES = { x1: "x₁", x2: "x₂", x1x1: "x₁²", x2x2: "x₂²", x1x2: "x₁x₂", sin1: "sin x₁", sin2: "sin x₂" } as const;
