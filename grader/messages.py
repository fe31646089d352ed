"""What the grader says to students, in English and Korean."""

from __future__ import annotations

import signal as signals

from courses.text import Text


def _text(en: str, ko: str) -> Text:
    return {"en": en, "ko": ko}


# Work that is not taken in

EMPTY = _text("There is no code in it yet.", "아직 작성한 코드가 없습니다.")
UNCHANGED = _text(
    "This is still the starter. Change it first; nothing was handed in.",
    "시작 코드와 같습니다. 코드를 작성한 뒤 다시 시도하십시오. 제출되지 않았습니다.",
)
NOT_UTF8 = _text(
    "This is not a text file in UTF-8. Upload the .py or .ipynb file itself, saved as UTF-8.",
    "UTF-8 텍스트 파일이 아닙니다. UTF-8로 저장한 .py 또는 .ipynb 파일을 올리십시오.",
)
NOT_NOTEBOOK = _text(
    "This is not a Jupyter notebook. Upload a file that Jupyter saved as .ipynb.",
    "Jupyter 노트북이 아닙니다. Jupyter에서 저장한 .ipynb 파일을 올리십시오.",
)
TRUNCATED_NOTEBOOK = _text(
    "The notebook ends in the middle: a part of the file is missing. Save or download it again and upload the whole.",
    "노트북 파일이 중간에서 끊겼습니다. 다시 저장하거나 내려받은 뒤 전체 파일을 올리십시오.",
)
NOTEBOOK_FOR_CODE = _text(
    "This is a notebook, but the exercise asks for Python code.",
    "노트북 파일입니다. 이 연습문제는 Python 코드로 제출해야 합니다.",
)
CODE_FOR_NOTEBOOK = _text(
    "This exercise asks for a Jupyter notebook (.ipynb).",
    "이 연습문제는 Jupyter 노트북(.ipynb)으로 제출해야 합니다.",
)
NOT_OFFERED = _text("This exercise is no longer offered.", "더 이상 제공하지 않는 연습문제입니다.")
CANCELED = _text("Canceled. It does not count.", "취소했습니다. 성적에 반영되지 않습니다.")
OUR_ERROR = _text(
    "We could not grade this, and the fault is ours. It does not count; please hand it in again later.",
    "시스템 문제로 채점하지 못했습니다. 성적에 반영되지 않으니 나중에 다시 제출해 주십시오.",
)
NO_PUBLIC_TESTS = _text(
    "This exercise has no public tests to run. Submit to have it graded.",
    "실행할 공개 테스트가 없는 연습문제입니다. 제출하면 채점합니다.",
)
NOT_REACHED = _text(
    "The time or memory was used up before this test.", "이 테스트 전에 시간 또는 메모리를 모두 사용했습니다."
)


def storage_full(megabytes: int, *, runs: bool) -> Text:
    """A person's work fills what one person has; said of a run or a draft, or of a submission."""
    if runs:
        return _text(
            f"Your storage of {megabytes} MB is full, and old runs were removed already. You can still submit. "
            "To run, and to have drafts saved here, clear the outputs of your notebooks or hand in smaller files; "
            "“My data” in the account menu shows what takes the room.",
            f"저장 공간 {megabytes} MB가 가득 찼고, 오래된 실행 기록은 이미 지웠습니다. 제출은 계속할 수 있습니다. "
            "실행하거나 초안을 저장하려면 노트북의 출력을 지우거나 더 작은 파일을 사용하십시오. "
            "무엇이 공간을 차지하는지는 계정 메뉴의 ‘내 데이터’에서 볼 수 있습니다.",
        )
    return _text(
        f"Your submissions fill the {megabytes} MB that one person has. Clear the outputs of this notebook and hand it "
        "in again; if it still does not fit, ask whoever runs this site for more room.",
        f"제출물이 한 사람에게 주어진 {megabytes} MB를 모두 채웠습니다. 이 노트북의 출력을 지우고 다시 제출하십시오. "
        "그래도 들어가지 않으면 사이트 운영자에게 공간을 늘려 달라고 요청하십시오.",
    )


def too_large(megabytes: int) -> Text:
    """The work is larger than ``megabytes``."""
    return _text(
        f"The file is larger than {megabytes} MB. Clear the outputs of the notebook and try again.",
        f"파일이 {megabytes} MB보다 큽니다. 노트북의 출력을 지우고 다시 시도하십시오.",
    )


def old_notebook(version: object) -> Text:
    """The notebook has a format before 4."""
    return _text(
        f"This notebook has format {version}, which is too old. Open it in Jupyter and save it again, or run"
        " “jupyter nbconvert --to notebook --inplace” on it, and upload the result (format 4).",
        f"노트북 형식이 {version}으로 너무 오래되었습니다. Jupyter에서 열어 다시 저장하거나"
        " “jupyter nbconvert --to notebook --inplace” 명령으로 변환한 뒤(형식 4) 올리십시오.",
    )


def new_notebook(version: str, known: str) -> Text:
    """The notebook has a format newer than we know."""
    return _text(
        f"This notebook has format {version}; the newest that we know is {known}."
        " Save it in an older format or from an older Jupyter.",
        f"노트북 형식이 {version}입니다. 지원하는 최신 형식은 {known}입니다. 이전 형식으로 저장하여 올리십시오.",
    )


def invalid_notebook(reason: str) -> Text:
    """The notebook breaks the rules of its own format."""
    return _text(
        f"The notebook is damaged: {reason}. Open it in Jupyter and save it again.",
        f"노트북이 손상되었습니다({reason}). Jupyter에서 열어 다시 저장하십시오.",
    )


def wrong_language(language: str) -> Text:
    """The notebook is written in another language than Python."""
    return _text(
        f"The notebook's language is {language}; it must be Python.",
        f"노트북의 언어가 {language}입니다. Python 노트북이어야 합니다.",
    )


def too_many_waiting(count: int) -> Text:
    """The student has ``count`` gradings waiting."""
    return _text(
        f"You already have {count} gradings waiting. Wait for one to end, or cancel one.",
        f"이미 {count}건이 채점을 기다리고 있습니다. 하나가 끝날 때까지 기다리거나 취소하십시오.",
    )


# How a jail ended

BROKEN_ANSWER = _text(
    "Your code's answer to the tests was unreadable. It must not write into the grader's connection.",
    "테스트에 대한 코드의 응답을 읽을 수 없습니다. 채점기의 연결에 직접 쓰면 안 됩니다.",
)


def deadline(seconds: float) -> Text:
    """The whole job took longer than its limit in seconds."""
    return _text(
        f"Your code was stopped at the time limit of {seconds:g} seconds. Is there a loop that never ends?",
        f"제한 시간 {seconds:g}초를 넘어 중단했습니다. 끝나지 않는 반복문이 있는지 확인하십시오.",
    )


def cpu(seconds: float) -> Text:
    """The job used more processor time than its limit in seconds."""
    return _text(
        f"Your code was stopped because it used more than the {seconds:g} seconds of processor time that it may use.",
        f"프로세서 시간 한도 {seconds:g}초를 넘어 중단했습니다.",
    )


def memory(megabytes: int) -> Text:
    """The job used more memory than its limit."""
    return _text(
        f"Your code was stopped because it used more than the {megabytes:,} MB of memory that it may use.",
        f"메모리 한도 {megabytes:,} MB를 넘어 중단했습니다.",
    )


def gpu_memory(megabytes: int) -> Text:
    """The job used more of the GPU's memory than its share."""
    return _text(
        f"Your code was stopped because it used more than the {megabytes:,} MB of GPU memory that it may use.",
        f"GPU 메모리 한도 {megabytes:,} MB를 넘어 중단했습니다.",
    )


def processes(count: int) -> Text:
    """The job started more processes and threads than its limit."""
    return _text(
        f"Your code was stopped because it started more than the {count:,} processes and threads that it may have.",
        f"프로세스와 스레드의 한도 {count:,}개를 넘어 중단했습니다.",
    )


def files(megabytes: int) -> Text:
    """The job filled one of the folders in which it may write."""
    return _text(
        f"Your code was stopped because it wrote more than the {megabytes:,} MB of files that a folder may hold.",
        f"한 폴더에 저장할 수 있는 파일 한도 {megabytes:,} MB를 넘어 중단했습니다.",
    )


def sent_messages(megabytes: int) -> Text:
    """The job sent the tests one message over its limit, or too many."""
    return _text(
        f"Your code was stopped because it sent the tests more than {megabytes:,} MB at once, or too many messages.",
        f"테스트에 한 번에 {megabytes:,} MB를 넘는 값을 보냈거나 메시지를 너무 많이 보내 중단했습니다.",
    )


ENDED_ITSELF = _text(
    "Your code ended the program itself or crashed it while hidden tests ran, so it could not be judged further.",
    "숨겨진 테스트를 실행하는 동안 코드가 프로그램을 스스로 끝냈거나 비정상 종료시켜 더 이상 채점할 수 없습니다.",
)


def exited(code: int) -> Text:
    """The student's process ended by itself with an exit code."""
    return _text(
        f"Your code ended the program itself (exit code {code}), so it could not be judged further."
        " Remove calls such as sys.exit() or os._exit().",
        f"코드가 프로그램을 스스로 종료하여(종료 코드 {code}) 더 이상 채점할 수 없습니다."
        " sys.exit()나 os._exit() 같은 호출을 지우십시오.",
    )


def crashed(signal: int) -> Text:
    """The student's process was ended by a signal."""
    name = signals.Signals(signal).name if signal in signals.valid_signals() else str(signal)
    return _text(
        f"Your code crashed the Python interpreter ({name}), so it could not be judged further.",
        f"코드가 Python 인터프리터를 비정상 종료시켜({name}) 더 이상 채점할 수 없습니다.",
    )
