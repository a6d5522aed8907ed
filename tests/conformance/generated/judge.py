#!/usr/bin/env python3
"""What Python's Jinja2 makes of generated cases, one JSON line for each.

Reads  {"id", "templates": {name: source}, "main", "context"}
writes {"id", "text"} or {"id", "error": class, "line", "template", "message"}
or     {"id", "skip": why} for what the project differs in on purpose, which
       only shows when the template runs (see ../DIVERGENCES.md).

The environment is that of ../environment.py.
"""
import decimal
import json
import pathlib
import resource
import signal
import sys

import jinja2

sys.dont_write_bytecode = True  # the folder of the tests stays as it is
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from environment import class_of, make_environment, place_of, value_of  # noqa: E402

LONGEST_OUTPUT = 600  # bytes: answers are kept in the repository


class Slow(BaseException):
    """Not an Exception, so that no template catches it."""


class Judge:
    def __init__(self):
        self.skip = None

    def finalize(self, value):
        """None prints as nothing; notes what the project refuses to print."""
        if value is None:
            return ""
        if isinstance(value, bool):
            self.skip = "prints a boolean"
        elif isinstance(value, int):
            if not -(2**63) <= value < 2**63:
                self.skip = "integer beyond 64 bits"
        elif isinstance(value, decimal.Decimal):
            if "E" in str(value) or len(value.as_tuple().digits) > 25 or (value.is_zero() and value.is_signed()):
                self.skip = "decimal with exponent, many digits or negative zero"
        elif not isinstance(value, (str, float, jinja2.Undefined)):
            self.skip = "prints " + type(value).__name__
        return value

    def run(self, case):
        self.skip = None
        signal.alarm(5)
        try:
            environment = make_environment(case["templates"], self.finalize)
            text = environment.get_template(case["main"]).render(value_of(case["context"]))
            if len(text.encode()) > LONGEST_OUTPUT:
                self.skip = "long output"
            answer = {"text": text}
        except Slow:
            answer = {"skip": "slow"}
        except (MemoryError, RecursionError):
            answer = {"skip": "too much memory"}
        except Exception as error:
            answer = failure(error, case["templates"])
        finally:
            signal.alarm(0)
        return {"skip": self.skip} if self.skip else answer


def failure(error, templates):
    template, line = place_of(error, templates)
    kind = class_of(error)
    message = str(error.message) if kind == "syntax" else f"{type(error).__name__}: {error}"
    return {"error": kind, "line": line, "template": template, "message": message}


def give_up(*_):
    raise Slow


def main():
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    signal.signal(signal.SIGALRM, give_up)
    judge = Judge()
    if "--version" in sys.argv:
        print(jinja2.__version__)
        return
    for line in sys.stdin:
        case = json.loads(line)
        print(json.dumps({"id": case["id"], **judge.run(case)}, ensure_ascii=False), flush=True)


main()
