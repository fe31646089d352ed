"""Reading a model's compile settings as the submission jail reports them."""

from __future__ import annotations

import json
import re
from typing import Any

from grader.testkit.failures import BadAnswer
from grader.testkit.protocol import MAX_CONFIG_CHARACTERS

# The short forms of keras.losses and keras.metrics.
_ALIASES = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "rmse": "root_mean_squared_error",
    "bce": "binary_crossentropy",
    "kld": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
    "acc": "accuracy",
    "binary_accuracy": "accuracy",
    "categorical_accuracy": "accuracy",
    "sparse_categorical_accuracy": "accuracy",
}
_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def read_settings(answer: Any, name: str) -> dict[str, Any]:
    """Return ``{"loss", "optimizer", "metrics"}`` from an answer. Raises ``BadAnswer``."""
    config = _config_in(answer)
    if config is None:
        raise BadAnswer.of("bad_answer", name=name)
    metrics = config.get("metrics")
    return {
        "loss": canonical(config.get("loss")),
        "optimizer": _optimizer(config.get("optimizer")),
        "metrics": [canonical(m) for m in metrics] if isinstance(metrics, list) else canonical(metrics) or [],
    }


def _config_in(answer: Any) -> dict[str, Any] | None:
    text = answer.get("config") if isinstance(answer, dict) else None
    if not isinstance(text, str) or len(text) > MAX_CONFIG_CHARACTERS:
        return None
    try:
        config = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return config if isinstance(config, dict) else None


def canonical(setting: Any) -> Any:
    """Return Keras's long name of a loss or metric, given as a name or as a serialized object."""
    if isinstance(setting, str):
        snake = _WORD_STARTS.sub("_", setting).lower()
        return _ALIASES.get(snake, snake)
    if isinstance(setting, list):
        return [canonical(item) for item in setting]
    if not isinstance(setting, dict):
        return None
    if isinstance(setting.get("class_name"), str):
        function = setting["class_name"] == "function"
        return canonical(setting.get("config") if function else setting["class_name"])
    return {str(key): canonical(value) for key, value in setting.items()}


def _optimizer(setting: Any) -> dict[str, Any]:
    if isinstance(setting, str):
        return {"name": setting.lower()}
    if not isinstance(setting, dict):
        return {}
    config = setting.get("config")
    own = config if isinstance(config, dict) else {}
    return {**own, "name": str(setting.get("class_name", "")).lower()}
