"""Judging a model's description before anything is built from it: only Keras's own parts, and not too many.

The description is the student's data. It is walked whole: every object in it must be on a list of names below. What is
left out on purpose can run code, read files or call other programs (``Lambda``, ``TFSMLayer``, ``TextVectorization``,
``StringLookup``, …), or turns no numbers into numbers.
"""

from __future__ import annotations

import json
from typing import Any

from grader.testkit.failures import NotRebuildable
from grader.testkit.protocol import MAX_CONFIG_CHARACTERS

MAX_CONFIG_DEPTH = 60
MAX_CONFIG_NODES = 300_000


_DIMENSIONS = ("1D", "2D", "3D")
_BY_DIMENSION = (
    "AdaptiveAveragePooling AdaptiveMaxPooling AveragePooling Conv ConvTranspose ConvLSTM Cropping DepthwiseConv "
    "GlobalAveragePooling GlobalMaxPooling MaxPooling SeparableConv SpatialDropout UpSampling ZeroPadding"
)
_LAYERS = (
    "Activation ActivityRegularization Add AdditiveAttention AlphaDropout Attention Average BatchNormalization "
    "Bidirectional CategoryEncoding CenterCrop Concatenate Dense Dot Dropout ELU EinsumDense Embedding Flatten GRU "
    "GRUCell GaussianDropout GaussianNoise GroupNormalization GroupQueryAttention Identity InputLayer LSTM LSTMCell "
    "LayerNormalization LeakyReLU Masking Maximum Minimum MultiHeadAttention Multiply Normalization PReLU Permute "
    "RMSNormalization RNN RandomBrightness RandomContrast RandomCrop RandomFlip RandomRotation RandomTranslation "
    "RandomZoom ReLU RepeatVector Rescaling Reshape Resizing SimpleRNN SimpleRNNCell Softmax SpectralNormalization "
    "StackedRNNCells Subtract TimeDistributed UnitNormalization"
)
_INITIALIZERS = (
    "Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity IdentityInitializer LecunNormal LecunUniform Ones "
    "Orthogonal OrthogonalInitializer RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros"
)
_OPERATIONS = (
    "Absolute Add Amax Amin Argmax Argmin Cast Clip Concatenate Cos Divide Einsum Exp Expand Expand_dims ExpandDims "
    "GetItem Log Matmul Max Maximum Mean Min Minimum Mod Multiply Negative Power Prod Reciprocal Reshape Sin Sqrt "
    "Square Squeeze Stack Std Subtract Sum Swapaxes Tan Tanh Transpose TrueDivide Var Relu Relu6 Sigmoid Softmax "
    "Softplus Softsign Silu Gelu Elu Selu LeakyRelu LogSoftmax LogSigmoid HardSigmoid OneHot"
)

ALLOWED: dict[str, frozenset[str]] = {
    "keras": frozenset({"Sequential", "Model", "DTypePolicy"}),
    "keras.models": frozenset({"Sequential", "Model"}),
    "keras.src.models.functional": frozenset({"Functional"}),
    "keras.layers": frozenset({*_LAYERS.split(), *(stem + d for stem in _BY_DIMENSION.split() for d in _DIMENSIONS)})
    | frozenset({f"Conv{d}Transpose" for d in _DIMENSIONS}),
    "keras.initializers": frozenset(_INITIALIZERS.split()),
    "keras.regularizers": frozenset({"L1", "L1L2", "L2", "OrthogonalRegularizer"}),
    "keras.constraints": frozenset({"MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"}),
    "keras.dtype_policies": frozenset({"DTypePolicy"}),
    "keras.src.ops.numpy": frozenset(_OPERATIONS.split()),
    "keras.src.ops.nn": frozenset(_OPERATIONS.split()),
    "keras.src.ops.core": frozenset({"Cast"}),
    "keras.src.activations.activations": frozenset({"ReLU", "Mish"}),
}
_MODELS = frozenset({"Sequential", "Model", "Functional"})
_PLAIN_OBJECTS = frozenset({"__keras_tensor__", "__slice__", "__ellipsis__", "__numpy__", "__tensor__"})
_OTHER_NAMES = {"softmax_v2": "softmax"}
"""What TensorFlow calls functions of its own, such as ``tf.nn.softmax``, that Keras has under another name."""
_FUNCTION_KEYS = ("activation", "initializer", "regularizer", "constraint")


def read_config(text: Any, name: str) -> dict[str, Any]:
    """Return the description in ``text``, judged. Raises ``NotRebuildable`` with what is wrong about model ``name``."""
    if not isinstance(text, str) or len(text) > MAX_CONFIG_CHARACTERS:
        raise NotRebuildable.of("model_unreadable", name=name)
    try:
        config = json.loads(text)
    except (ValueError, RecursionError):
        raise NotRebuildable.of("model_unreadable", name=name) from None
    if not isinstance(config, dict):
        raise NotRebuildable.of("model_unreadable", name=name)
    _Judge(name).judge_model(config)
    return config


class _Judge:
    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes = 0

    def judge_model(self, config: dict[str, Any]) -> None:
        kind, module = str(config.get("class_name")), config.get("module")
        if kind not in _MODELS or kind not in ALLOWED.get(str(module), frozenset()):
            raise NotRebuildable.of("subclassed_model", name=self._name, found=kind[:100])
        self._judge(config, 0)

    def _judge(self, node: Any, depth: int) -> None:
        self._nodes += 1
        if depth > MAX_CONFIG_DEPTH or self._nodes > MAX_CONFIG_NODES:
            raise NotRebuildable.of("model_unreadable", name=self._name)
        if isinstance(node, list):
            for item in node:
                self._judge(item, depth + 1)
        elif isinstance(node, dict):
            self._judge_dict(node, depth)

    def _judge_dict(self, node: dict[str, Any], depth: int) -> None:
        if "class_name" in node:
            self._judge_object(node)
        node.pop("compile_config", None)
        for key, given in node.items():
            value = given
            if key.endswith(_FUNCTION_KEYS):
                value = node[key] = _under_keras_name(given)
                self._judge_function(key, value)
            self._judge(value, depth + 1)

    def _judge_object(self, node: dict[str, Any]) -> None:
        kind, module = node["class_name"], node.get("module")
        if not isinstance(kind, str):
            raise NotRebuildable.of("model_unreadable", name=self._name)
        if kind in _PLAIN_OBJECTS and module is None:
            return
        if kind in {"__lambda__", "Lambda"}:
            raise NotRebuildable.of("lambda_layer", name=self._name)
        if kind == "function":
            raise NotRebuildable.of("custom_function", name=self._name, found=str(node.get("config"))[:100])
        if kind not in ALLOWED.get(str(module), frozenset()):
            raise NotRebuildable.of("custom_layer", name=self._name, found=kind[:100])
        # A registered name would be looked up before the module and class that were judged here.
        node["registered_name"] = None

    def _judge_function(self, key: str, value: Any) -> None:
        if isinstance(value, dict) and "class_name" not in value:
            raise NotRebuildable.of("lambda_layer", name=self._name)
        if isinstance(value, str) and not _is_builtin(key, value):
            raise NotRebuildable.of("custom_function", name=self._name, found=value[:100])


def _under_keras_name(value: Any) -> Any:
    if isinstance(value, dict) and value.get("class_name") == "function":
        return _OTHER_NAMES.get(str(value.get("config")), value)
    return value


def _is_builtin(key: str, name: str) -> bool:
    import keras

    namespace = next(word for word in _FUNCTION_KEYS if key.endswith(word)) + "s"
    return name.isidentifier() and hasattr(getattr(keras, namespace), name)
