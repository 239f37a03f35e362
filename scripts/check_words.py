"""Fails where a text that users can meet, a page or a name in code has a word that we do not use so.

The texts are those of `collect_texts.py`. A row of `BANNED`, or for code of `NAMES`, says what to write instead.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from collect_texts import ROOT, texts

BANNED = {
    r"(?<!there )\bis no (?!longer\b|more\b)[a-z`{]": "is not a ...",
    r"\bthere twice\b": "occurs twice",
    r"\bmend(s|ed|ing)?\b": "correct, repair",
    r"\bis told\b|\bbe told\b(?! apart)": "is reported, be reported",
    r"\bgoes before\b": "comes before",
    r"\bhas to (be|give|return)\b": "must ...",
    r"\bpayloads?\b": "message, or encoded value",
    r"\bpassengers?\b": "reference",
    r"\bcrossings?\b": "call, or call log",
    r"\bhover\b": "docstring",
    r"\b[Dd]ebug log\b": "call log",
    r"\bGORAY_\w+ marks?\b|\bmarked (struct|header|declaration)": "annotation, annotated",
}
NAMES = {
    r"\b(?:struct|class) Call\b": "Invocation, PendingRequest or SubmitRequest",
    r"\bGuard(ed)?\(": "TranslateExceptions",
    r"\b(debug_log|DebugTimer|DebugLog)\b": "call_log, CallTimer",
    r"\bSleepForEver\b|\bend_of_python\b": "HangThread, finalization",
    r"\bRunningScope\b": "CallFrameScope",
    r"\b(struct|class) (Desk|Bound|Variants|AnswerServer|Place)\b": "the field's word",
}
ALLOWED = {
    "docs/reference/protocol.md": "passengers",  # a feature that older versions declared
    "docs/design.md": "passengers",
}


def pages() -> Iterator[str]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, text=True, capture_output=True, check=True)
    for name in listed.stdout.splitlines():
        if name != "CHANGELOG.md":
            for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
                yield f"{name}:{number}: {line}"


def code() -> Iterator[str]:
    kinds = ["*.h", "*.cpp", "*.py", "*.pyi", "*.j2", "CMakeLists.txt"]
    listed = subprocess.run(["git", "ls-files", *kinds], cwd=ROOT, text=True, capture_output=True, check=True)
    for name in listed.stdout.splitlines():
        if name != "scripts/check_words.py" and (ROOT / name).is_file():
            for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1):
                yield f"{name}:{number}: {line}"


def found(lines: Iterator[str], banned: dict[str, str]) -> Iterator[str]:
    for line in lines:
        place, _, text = line.partition(": ")
        for pattern, instead in banned.items():
            match = re.search(pattern, text)
            if match and ALLOWED.get(place.partition(":")[0]) != match[0]:
                yield f"{place}: `{match[0]}`: write {instead}: {text.strip()[:100]}"


def main() -> int:
    shown = (line for line in texts() if not line.startswith("scripts/"))
    wrong = [*found(shown, BANNED), *found(pages(), BANNED), *found(code(), NAMES)]
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
