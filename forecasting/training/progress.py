"""Lines of JSON on standard output, for the command that shows how far training is."""

import json
import sys


def say(step: str, done: int, total: int, note: str = "") -> None:
    print(json.dumps({"step": step, "done": done, "total": total, "note": note}), flush=True)


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
