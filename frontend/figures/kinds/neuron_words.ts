// The words of the neuron's figure.
import type { Words } from "../figure.ts";
import type { Neuron } from "../math/neuron.ts";
import { numberText } from "../math/numbers.ts";

export interface Text {
  title: string;
  data: string;
  bias: string;
  rate: string;
  clouds: string;
  move: string;
  turn: string;
  moveValue: (w: Neuron) => string;
  turnValue: (degrees: number) => string;
  noLine: string;
  says: string;
  right: string;
  wrong: string;
  ruleTitle: string;
  notBegun: string;
  stepTitle: (step: number, epoch: number, place: string) => string;
  prediction: string;
  error: string;
  label: string;
  unchanged: string;
  added: string;
  subtracted: string;
  errors: string;
  converged: string;
  circle: (steps: number) => string;
  ended: (steps: number) => string;
  score: (right: number, of: number) => string;
  described: (data: string, neuron: string, right: number, of: number) => string;
  learned: (steps: number, updates: number) => string;
}

export const WORDS: Words<Text> = {
  en: {
    title: "A neuron with two inputs",
    data: "Data",
    bias: "bias b",
    rate: "learning rate η",
    clouds: "two clouds",
    move: "Move the line",
    turn: "Turn the line",
    moveValue: ({ b }) => `bias ${numberText(b)}`,
    turnValue: (degrees) => `the weights point to ${numberText(degrees, 0)} degrees`,
    noLine: "Both weights are 0, so there is no line: the neuron says the same everywhere.",
    says: "says",
    right: "right",
    wrong: "wrong",
    ruleTitle: "The learning rule",
    notBegun: "Before the first step. Press Step: the rule looks at one row and changes the weights only if the answer is wrong.",
    stepTitle: (step, epoch, place) => `Step ${step}, epoch ${epoch}: row ${place}`,
    prediction: "prediction",
    error: "error",
    label: "label",
    unchanged: "Right. Nothing changes.",
    added: "It said 0 and should say 1: the inputs, times η, are added to the weights.",
    subtracted: "It said 1 and should say 0: the inputs, times η, are subtracted from the weights.",
    errors: "Errors by epoch",
    converged: "A whole epoch without an error: it has learned, and nothing will change any more.",
    circle: (steps) => `The weights are where they were ${steps} steps ago: from here it goes round in circles and never stops. No line parts these points.`,
    ended: (steps) => `The figure stops after ${steps} steps; the rule would not.`,
    score: (right, of) => `${right} of ${of} right`,
    described: (data, neuron, right, of) => `${data}: the neuron with ${neuron} has ${right} of ${of} right.`,
    learned: (steps, changes) => `After ${steps} steps of the learning rule, of which ${changes} changed the weights.`,
  },
  ko: {
    title: "입력이 두 개인 뉴런",
    data: "데이터",
    bias: "편향 b",
    rate: "학습률 η",
    clouds: "두 무리의 점",
    move: "선 옮기기",
    turn: "선 돌리기",
    moveValue: ({ b }) => `편향 ${numberText(b)}`,
    turnValue: (degrees) => `가중치의 방향 ${numberText(degrees, 0)}도`,
    noLine: "두 가중치가 모두 0이라 선이 없습니다. 뉴런은 어디서나 같은 답을 합니다.",
    says: "출력",
    right: "맞음",
    wrong: "틀림",
    ruleTitle: "학습 규칙",
    notBegun: "첫 단계 전입니다. ‘한 단계’를 누르면 규칙이 행 하나를 보고, 답이 틀렸을 때만 가중치를 바꿉니다.",
    stepTitle: (step, epoch, place) => `${step}단계, 에포크 ${epoch}: 행 ${place}`,
    prediction: "예측",
    error: "오차",
    label: "레이블",
    unchanged: "맞았습니다. 아무것도 바뀌지 않습니다.",
    added: "1이어야 하는데 0이라고 했습니다. 입력에 η를 곱해 가중치에 더합니다.",
    subtracted: "0이어야 하는데 1이라고 했습니다. 입력에 η를 곱해 가중치에서 뺍니다.",
    errors: "에포크마다 틀린 수",
    converged: "한 에포크 내내 틀리지 않았습니다. 다 배웠고, 이제 아무것도 바뀌지 않습니다.",
    circle: (steps) => `가중치가 ${steps}단계 전과 똑같습니다. 여기서부터 같은 자리를 맴돌며 끝나지 않습니다. 이 점들을 가르는 직선은 없습니다.`,
    ended: (steps) => `그림은 ${steps}단계에서 멈추지만, 규칙은 멈추지 않습니다.`,
    score: (right, of) => `${of}개 중 ${right}개 맞음`,
    described: (data, neuron, right, of) => `${data}: ${neuron}인 뉴런은 ${of}개 중 ${right}개를 맞힙니다.`,
    learned: (steps, changes) => `학습 규칙 ${steps}단계를 거쳤고, 그중 ${changes}번 가중치가 바뀌었습니다.`,
  },
};
