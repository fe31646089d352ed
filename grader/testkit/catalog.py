"""Everything that the kit itself says to a student, in English and Korean, in one place.

``{fields}`` are names, types, lines and counts. A message that may show values has ``public`` in its code's name.
"""

from __future__ import annotations

from collections.abc import Mapping

# One row a message: (English, Korean).
CATALOG: Mapping[str, tuple[str, str]] = {
    # The program could not be judged.
    "load_syntax": (
        "Your code has a syntax error{where}: {message}",
        "코드에 문법 오류가 있습니다{where}: {message}",
    ),
    "load_exception": (
        "Your code stopped with {type}{where}: {message}",
        "코드가 {type} 오류로 멈췄습니다{where}: {message}",
    ),
    "load_exit": (
        (
            "Your code ended the program by itself{where}, for example with exit() or sys.exit(). "
            "Let it run to its last line."
        ),
        "코드가 스스로 프로그램을 끝냈습니다{where}. exit()나 sys.exit()를 지우고 끝까지 실행되게 해 주십시오.",
    ),
    "load_input": (
        "Your code calls input(){where}, but nobody can answer it here. Put the value into your code instead.",
        "코드가 input()을 호출합니다{where}. 여기에는 입력할 사람이 없으므로 값을 코드에 직접 써 주십시오.",
    ),
    "load_memory": (
        "Your code asked for more memory than this exercise allows{where}.",
        "코드가 이 연습 문제에서 허용하는 것보다 많은 메모리를 요청했습니다{where}.",
    ),
    "load_notebook": (
        "The file is not a notebook that can be run: {message}",
        "실행할 수 있는 노트북 파일이 아닙니다: {message}",
    ),
    "load_timeout": (
        (
            "Your code was still running when the {seconds} s for it were up{where}. Look for a loop that never ends, "
            "or do less work when the file is loaded."
        ),
        (
            "제한 시간 {seconds}초가 지나도록 코드가 끝나지 않았습니다{where}. 끝나지 않는 반복문이 있는지 확인하거나, "
            "파일을 불러올 때 하는 일을 줄여 주십시오."
        ),
    ),
    "load_unreadable": (
        "Your code ran, but what came back from it could not be read.",
        "코드는 실행되었지만 돌아온 답을 읽을 수 없었습니다.",
    ),
    "load_gone_deadline": (
        "Your code was still running when the time was up. Look for a loop that never ends.",
        "제한 시간이 끝날 때까지 코드가 끝나지 않았습니다. 끝나지 않는 반복문이 있는지 확인해 주십시오.",
    ),
    "load_gone_memory": (
        "Your code used more memory than this exercise allows and was stopped.",
        "코드가 이 연습 문제에서 허용하는 메모리보다 많이 사용하여 중지되었습니다.",
    ),
    "load_gone_exited": (
        "The process of your code ended before it could be judged, for example through os._exit() or a crash.",
        "채점하기 전에 코드를 실행하던 프로세스가 끝났습니다. os._exit()를 호출했거나 비정상적으로 종료된 경우입니다.",
    ),
    "load_gone_other": (
        "Your code was stopped before it could be judged.",
        "채점하기 전에 코드 실행이 중지되었습니다.",
    ),
    # The submission went away later.
    "gone_deadline": (
        "This test could not be completed: the time for the whole submission was up.",
        "제출물 전체의 제한 시간이 끝나 이 테스트를 마칠 수 없었습니다.",
    ),
    "gone_memory": (
        "This test could not be completed: your code used more memory than this exercise allows and was stopped.",
        "코드가 허용된 메모리보다 많이 사용하여 중지되었으므로 이 테스트를 마칠 수 없었습니다.",
    ),
    "gone_exited": (
        (
            "This test could not be completed: the process of your code has ended, "
            "for example through os._exit() or a crash."
        ),
        (
            "코드를 실행하던 프로세스가 끝나 이 테스트를 마칠 수 없었습니다. "
            "os._exit()를 호출했거나 비정상적으로 종료된 경우입니다."
        ),
    ),
    "gone_unresponsive": (
        "This test could not be completed: your code got stuck in an earlier call and answers no more.",
        "코드가 앞선 호출에서 멈춘 채 더 이상 응답하지 않아 이 테스트를 마칠 수 없었습니다.",
    ),
    "gone_other": (
        "This test could not be completed: your code was stopped.",
        "코드 실행이 중지되어 이 테스트를 마칠 수 없었습니다.",
    ),
    # Names and types.
    "missing_name": (
        "Your code does not define anything named `{name}`.",
        "이름이 `{name}`인 것이 코드에 정의되어 있지 않습니다.",
    ),
    "missing_name_near": (
        "Your code does not define anything named `{name}`. It does define `{near}`: check the spelling.",
        "이름이 `{name}`인 것이 코드에 정의되어 있지 않습니다. 대신 `{near}` 이름이 있으니 철자를 확인해 주십시오.",
    ),
    "not_callable": (
        "`{name}` should be a function, but it is a value of type `{found}`.",
        "`{name}` 자리에는 함수가 있어야 하지만 `{found}` 타입의 값이 있습니다.",
    ),
    "wrong_type": (
        "`{name}` should be of type `{wanted}`, but it is of type `{found}`.",
        "`{name}` 값의 타입은 `{wanted}`이어야 하지만 `{found}` 타입입니다.",
    ),
    "not_an_array": (
        "{name} should be an array of numbers, but it is of type `{found}`.",
        "{name} 값은 숫자 배열이어야 하지만 `{found}` 타입입니다.",
    ),
    "ragged": (
        "{name} should be an array of numbers, but its rows have different lengths or hold something else.",
        "{name} 값은 숫자 배열이어야 하지만 행의 길이가 서로 다르거나 숫자가 아닌 값이 들어 있습니다.",
    ),
    "not_one_number": (
        "{name} should be one number, but it has shape {found}.",
        "{name} 값은 숫자 하나여야 하지만 형태(shape)가 {found}입니다.",
    ),
    "wrong_shape": (
        "{name} should have shape {wanted}, but it has shape {found}.",
        "{name}의 형태(shape)는 {wanted}이어야 하지만 {found}입니다.",
    ),
    "wrong_dtype": (
        "{name} should have dtype `{wanted}`, but it has dtype `{found}`.",
        "{name}의 dtype은 `{wanted}`이어야 하지만 `{found}`입니다.",
    ),
    "has_nan": (
        "{name} contains NaN (not a number).",
        "{name}에 NaN(숫자가 아닌 값)이 들어 있습니다.",
    ),
    "predictions_nan": (
        (
            "The predictions of `{name}` contain NaN (not a number). Usually the training has diverged: "
            "try a smaller learning rate, and check the data for missing values."
        ),
        (
            "`{name}`의 예측값에 NaN(숫자가 아닌 값)이 들어 있습니다. 대개 학습이 발산했을 때 생깁니다. "
            "학습률을 낮추고 데이터에 빠진 값이 없는지 확인해 주십시오."
        ),
    ),
    "predictions_rows": (
        "`{name}` was given {wanted} rows but its predictions have shape {found}: one row each is expected.",
        "`{name}`에 {wanted}개의 행을 주었지만 예측값의 형태(shape)가 {found}입니다. 행마다 예측이 하나 있어야 합니다.",
    ),
    # Calls.
    "raised_public": (
        "Calling `{name}` raised {type}{where}: {message}",
        "`{name}` 호출 중에 {type} 오류가 발생했습니다{where}: {message}",
    ),
    "raised_hidden": (
        "Calling `{name}` raised {type}.",
        "`{name}` 호출 중에 {type} 오류가 발생했습니다.",
    ),
    "call_exit": (
        "Calling `{name}` ended the program{where}, for example with exit() or sys.exit().",
        "`{name}` 호출 중에 프로그램이 끝났습니다{where}. exit() 또는 sys.exit()를 사용하지 마십시오.",
    ),
    "call_exit_hidden": (
        "Calling `{name}` ended the program, for example with exit() or sys.exit().",
        "`{name}` 호출 중에 프로그램이 끝났습니다. exit() 또는 sys.exit()를 사용하지 마십시오.",
    ),
    "timeout": (
        "`{name}` did not return within {seconds} s. Look for a loop that never ends.",
        "`{name}` 호출이 {seconds}초 안에 끝나지 않았습니다. 끝나지 않는 반복문이 있는지 확인해 주십시오.",
    ),
    "unresponsive": (
        "`{name}` did not return within {seconds} s and could not be interrupted.",
        "`{name}` 호출이 {seconds}초 안에 끝나지 않았고 중단할 수도 없었습니다.",
    ),
    "too_large": (
        "What `{name}` gives back is too large to be judged.",
        "`{name}`의 결과가 너무 커서 채점할 수 없습니다.",
    ),
    "bad_answer": (
        "What came back from your code for `{name}` could not be understood.",
        "`{name}`에 대해 코드에서 돌아온 답을 이해할 수 없었습니다.",
    ),
    "should_raise": (
        "{wanted} should have been raised here, but nothing was.",
        "여기서 {wanted} 오류가 발생해야 하지만 아무 오류도 발생하지 않았습니다.",
    ),
    "should_raise_other": (
        "{wanted} should have been raised here, but {found} was.",
        "여기서 {wanted} 오류가 발생해야 하지만 {found} 오류가 발생했습니다.",
    ),
    # Models.
    "not_a_model": (
        "`{name}` should be a Keras model, but it is of type `{found}`.",
        "`{name}` 값은 Keras 모델이어야 하지만 `{found}` 타입입니다.",
    ),
    "not_built": (
        (
            "The model `{name}` is not built: it does not know the shape of its input yet. "
            "Begin with keras.Input(shape=...), or call fit or build first."
        ),
        (
            "모델 `{name}`은(는) 아직 만들어지지 않았습니다. 입력의 형태를 모르기 때문입니다. "
            "keras.Input(shape=...)로 시작하거나 먼저 fit 또는 build를 호출해 주십시오."
        ),
    ),
    "not_serializable": (
        "The model `{name}` cannot be exported by Keras: {message}",
        "모델 `{name}`을(를) Keras로 내보낼 수 없습니다: {message}",
    ),
    "custom_layer": (
        (
            "The model `{name}` contains `{found}`, which is not a layer of Keras itself. "
            "Use Keras's own layers in this exercise."
        ),
        (
            "모델 `{name}`에 Keras 자체 층이 아닌 `{found}`이(가) 들어 있습니다. "
            "이 연습 문제에서는 Keras가 제공하는 층만 사용해 주십시오."
        ),
    ),
    "subclassed_model": (
        "`{name}` is of a model class of its own, `{found}`. Use keras.Sequential or keras.Model(inputs, outputs).",
        (
            "`{name}`은(는) 직접 정의한 모델 클래스(`{found}`)입니다. "
            "keras.Sequential 또는 keras.Model(inputs, outputs)로 만들어 주십시오."
        ),
    ),
    "lambda_layer": (
        (
            "The model `{name}` contains a Lambda layer or a lambda function, which cannot be judged. "
            "Use one of Keras's own layers or activations."
        ),
        (
            "모델 `{name}`에 채점할 수 없는 Lambda 층 또는 lambda 함수가 들어 있습니다. "
            "Keras가 제공하는 층이나 활성화 함수를 사용해 주십시오."
        ),
    ),
    "custom_function": (
        "The model `{name}` uses `{found}`, which is not one of Keras's own functions.",
        "모델 `{name}`에서 Keras 자체 함수가 아닌 `{found}`을(를) 사용합니다.",
    ),
    "model_too_large": (
        "The model `{name}` is too large to be judged: {found} parameters or values in one layer; at most {limit}.",
        (
            "모델 `{name}`이(가) 너무 커서 채점할 수 없습니다. 한 번에 다루는 매개변수 또는 값이 {found}개이며 "
            "최대 {limit}개까지 가능합니다."
        ),
    ),
    "weights_mismatch": (
        "The weights of `{name}` do not fit its layers.",
        "`{name}`의 가중치가 층의 구조와 맞지 않습니다.",
    ),
    "model_unreadable": (
        "The model `{name}` could not be rebuilt from its description.",
        "모델 `{name}`을(를) 설명에서 다시 만들 수 없었습니다.",
    ),
    "not_compiled": (
        "The model `{name}` is not compiled. Call {name}.compile(...) first.",
        "모델 `{name}`이(가) 컴파일되지 않았습니다. 먼저 {name}.compile(...)을 호출해 주십시오.",
    ),
    "no_predict": (
        "`{name}` should be a model with a predict method, but it is of type `{found}`.",
        "`{name}` 값은 predict 메서드가 있는 모델이어야 하지만 `{found}` 타입입니다.",
    ),
    "not_a_notebook": (
        "This test looks at a notebook, but a Python file was handed in.",
        "이 테스트는 노트북을 확인하지만 파이썬 파일이 제출되었습니다.",
    ),
    # Tests.
    "public_check": ("The check that did not hold:", "통과하지 못한 검사:"),
    "hidden_failed": ("A hidden test did not pass.", "숨겨진 테스트를 통과하지 못했습니다."),
    "public_stopped": (
        "The test stopped with {type}: {message}. Usually a value has an unexpected type or shape.",
        "테스트가 {type} 오류로 멈췄습니다: {message}. 대개 값의 타입이나 형태가 예상과 다를 때 생깁니다.",
    ),
    "hidden_stopped": (
        "The test stopped with {type}. Usually a value has an unexpected type or shape.",
        "테스트가 {type} 오류로 멈췄습니다. 대개 값의 타입이나 형태가 예상과 다를 때 생깁니다.",
    ),
    "broken_test": (
        "This test is broken ({type}). This is not your fault; please tell your instructor.",
        "테스트 자체에 문제가 있습니다({type}). 제출물의 잘못이 아니니 강사에게 알려 주십시오.",
    ),
    "broken_tests": (
        "The tests of this exercise are broken. This is not your fault; please tell your instructor.",
        "이 연습 문제의 테스트에 문제가 있습니다. 제출물의 잘못이 아니니 강사에게 알려 주십시오.",
    ),
    # Comparisons.
    "differs_at": (
        "{name} differs{where}: expected {expected}, got {actual}.",
        "{name} 값이 다릅니다{where}: 기대한 값 {expected}, 실제 값 {actual}.",
    ),
    "differs_count": (
        "{count} of {total} values differ.",
        "전체 {total}개 중 {count}개의 값이 다릅니다.",
    ),
    # The account of parameters.
    "parameters_public": (
        "The parameter count of your model is {found}; {wanted} is expected: {difference} {more}. Layer by layer:",
        "모델의 매개변수는 {found}개이지만 {wanted}개여야 합니다. {difference}개 {more}. 층별 계산:",
    ),
    "parameters_hidden": (
        "The parameter count of your model is {found}, which is not the expected number. Layer by layer:",
        "모델의 매개변수는 {found}개이며 기대한 수와 다릅니다. 층별 계산:",
    ),
    "parameters_concealed": (
        "The parameter count of your model is not the expected number.",
        "모델의 매개변수 개수가 기대한 수와 다릅니다.",
    ),
    "no_layers": ("  no layer has parameters", "  매개변수가 있는 층이 없습니다"),
    "causes_certain": ("Where it differs:", "다른 곳:"),
    "causes_possible": ("Any one of these would explain the difference:", "다음 중 하나라면 이 차이가 설명됩니다:"),
    "layer_count": (
        "The parameter count of `{layer}` is {found} instead of {wanted}.",
        "`{layer}` 층의 매개변수는 {wanted}개가 아니라 {found}개입니다.",
    ),
    "layer_kind": (
        "`{layer}` is a {found} layer where a {wanted} layer is expected.",
        "`{layer}` 층은 {wanted} 층이어야 하지만 {found} 층입니다.",
    ),
    "layer_units": (
        "`{layer}` has units={found} where units={wanted} is expected.",
        "`{layer}` 층의 유닛은 {wanted}개여야 하지만 {found}개입니다.",
    ),
    "layer_inputs": (
        "`{layer}` takes inputs of width {found} where width {wanted} is expected.",
        "`{layer}` 층의 입력은 {wanted}개여야 하지만 {found}개입니다.",
    ),
    "input_width": (
        "The input has width {found} where width {wanted} is expected (first layer `{layer}`).",
        "입력 특성은 {wanted}개여야 하지만 {found}개입니다(첫 번째 층 `{layer}`).",
    ),
    "bias_missing": (
        "`{layer}` has no bias (use_bias=False), which makes {units} fewer.",
        "`{layer}` 층에 편향이 없어(use_bias=False) 매개변수가 {units}개 적습니다.",
    ),
    "biases_missing": (
        "The {count} layers without a bias should have one (use_bias=False).",
        "편향이 없는(use_bias=False) {count}개 층에 모두 편향이 있어야 합니다.",
    ),
    "bias_extra": (
        "`{layer}` has a bias that it should not have, which makes {units} more.",
        "`{layer}` 층에 없어야 할 편향이 있어 매개변수가 {units}개 많습니다.",
    ),
    "layer_extra": (
        "`{layer}` ({kind}, units={units}) is one layer too many.",
        "`{layer}` 층({kind}, 유닛 {units}개)이 하나 더 있습니다.",
    ),
    "layer_missing": (
        "A {kind} layer with units={units} is missing.",
        "유닛이 {units}개인 {kind} 층이 빠져 있습니다.",
    ),
    "layer_between": (
        "A Dense layer with units={units} is missing between `{before}` and `{after}`.",
        "`{before}` 층과 `{after}` 층 사이에 유닛이 {units}개인 Dense 층이 빠져 있습니다.",
    ),
    "differs_hidden": ("{name} is not what is expected.", "{name} 값이 기대와 다릅니다."),
    # Measures and thresholds.
    "not_a_number": (
        "{name} is not a single number.",
        "{name}: 하나의 숫자가 아닙니다.",
    ),
    "above_threshold_public": (
        "{name}: {found}; at most {threshold} is wanted.",
        "{name}: {found}이(가) 나왔고, {threshold} 이하여야 합니다.",
    ),
    "below_threshold_public": (
        "{name}: {found}; at least {threshold} is wanted.",
        "{name}: {found}이(가) 나왔고, {threshold} 이상이어야 합니다.",
    ),
    "above_threshold_hidden": (
        "{name} is too large.",
        "{name}: 너무 큽니다.",
    ),
    "below_threshold_hidden": (
        "{name} is too small.",
        "{name}: 너무 작습니다.",
    ),
    # Bad input that must be refused.
    "should_refuse": (
        "{name} should raise {wanted} for this input, but it returned a result.",
        "{name}: 이 입력에는 {wanted} 예외가 발생해야 하는데, 결과를 돌려주었습니다.",
    ),
    "should_refuse_other": (
        "{name} should raise {wanted} for this input, but it raised {found}.",
        "{name}: 이 입력에는 {wanted} 예외가 발생해야 하는데, {found}이(가) 발생했습니다.",
    ),
    # Probabilities.
    "not_probabilities": (
        (
            "{name}: these are not probabilities. Some are negative or above 1, as those before a softmax (logits) "
            "are. Does the last layer have its activation?"
        ),
        (
            "{name}: 확률이 아닙니다. 음수이거나 1보다 큰 값이 있습니다. 소프트맥스 이전의 값(로짓)이 그렇습니다. "
            "마지막 층에 활성화 함수가 있는지 확인해 보세요."
        ),
    ),
    "not_summing_to_one": (
        (
            "{name}: the values of one row do not sum to 1. Is the last activation softmax? Sigmoid gives separate "
            "answers that need not sum to 1."
        ),
        (
            "{name}: 한 행의 값을 더해도 1이 되지 않습니다. 마지막 활성화 함수가 소프트맥스인가요? 시그모이드의 값들은 "
            "서로 무관하여 합이 1이 아닐 수 있습니다."
        ),
    ),
    "not_one_probability": (
        "{name}: one probability between 0 and 1 is wanted for each row. Is the last activation sigmoid?",
        "{name}: 행마다 0과 1 사이의 확률 하나가 나와야 합니다. 마지막 활성화 함수가 시그모이드인가요?",
    ),
    # The Dense layers of a model.
    "dense_layers": (
        "Your Dense layers: {found}. Wanted: {wanted}.",
        "모델의 Dense 층: {found}. 필요한 층: {wanted}.",
    ),
    "dense_layers_hidden": (
        "The Dense layers of the model are not the ones asked for.",
        "모델의 Dense 층이 문제에서 요구한 것과 다릅니다.",
    ),
    "dense_count": (
        "Your model has {found} Dense layers; {wanted} are wanted.",
        "모델의 Dense 층은 {found}개인데, {wanted}개여야 합니다.",
    ),
    "dense_without_bias": (
        "Dense layer {place} has no bias.",
        "{place}번째 Dense 층에 편향이 없습니다.",
    ),
    "dense_units": (
        "Dense layer {place} has {found} units; {wanted} are wanted.",
        "{place}번째 Dense 층의 유닛이 {found}개인데, {wanted}개여야 합니다.",
    ),
    "dense_activation": (
        "The activation of Dense layer {place} is {found}; {wanted} is wanted.",
        "{place}번째 Dense 층의 활성화 함수가 {found}인데, {wanted}여야 합니다.",
    ),
}
