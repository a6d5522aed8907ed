#!/usr/bin/env python3
"""What Python's Jinja2 makes of generated cases, one JSON line for each.

Reads  {"id", "templates": {name: source}, "main", "context"}
writes {"id", "text"} or {"id", "error": class, "line", "template", "message"}
or     {"id", "skip": why} for what the project differs in on purpose, which
       only shows when the template runs (see ../DIVERGENCES.md).

The environment is that of ../oracle.py.
"""
import decimal
import json
import resource
import signal
import sys
import warnings

import jinja2
import markupsafe

warnings.simplefilter("ignore", SyntaxWarning)  # of the Python code that templates become
LONGEST_OUTPUT = 600  # bytes: answers are kept in the repository


class SemiStrict(jinja2.StrictUndefined):
    """Truthiness is allowed; everything else fails."""

    def __bool__(self):
        return False


class Environment(jinja2.Environment):
    """Keys of maps go before Python's methods; methods stay where there is no such key."""

    def getattr(self, obj, attribute):
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


class Slow(BaseException):
    """Not an Exception, so that no template catches it."""


def value_of(data):
    if isinstance(data, dict):
        if "$dec" in data:
            return decimal.Decimal(data["$dec"])
        if "$safe" in data:
            return markupsafe.Markup(data["$safe"])
        return {key: value_of(value) for key, value in data.items()}
    if isinstance(data, list):
        return [value_of(item) for item in data]
    return data


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

    def environment(self, templates):
        def load(name):
            return (templates[name], name, lambda: True) if name in templates else None

        environment = Environment(
            loader=jinja2.FunctionLoader(load), autoescape=True, trim_blocks=True, lstrip_blocks=True,
            undefined=SemiStrict, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
            finalize=self.finalize)
        environment.policies["json.dumps_kwargs"] = {"sort_keys": True}
        return environment

    def run(self, case):
        self.skip = None
        signal.alarm(5)
        try:
            environment = self.environment(case["templates"])
            text = environment.get_template(case["main"]).render(value_of(case["context"]))
            if len(text.encode()) > LONGEST_OUTPUT:
                self.skip = "long output"
            answer = {"text": text}
        except jinja2.TemplateSyntaxError as error:
            answer = {"error": "syntax", "line": error.lineno, "template": error.name, "message": str(error.message)}
        except Slow:
            answer = {"skip": "slow"}
        except (MemoryError, RecursionError):
            answer = {"skip": "too much memory"}
        except Exception as error:
            answer = place_of(error, case["templates"])
        finally:
            signal.alarm(0)
        return {"skip": self.skip} if self.skip else answer


def place_of(error, templates):
    kind = "runtime"
    if isinstance(error, jinja2.UndefinedError):
        kind = "undefined"
    elif isinstance(error, jinja2.TemplateNotFound):
        kind = "missing"
    answer = {"error": kind, "line": None, "template": None, "message": f"{type(error).__name__}: {error}"}
    traceback = error.__traceback__
    while traceback:
        name = traceback.tb_frame.f_code.co_filename
        if name in templates:
            answer["line"], answer["template"] = traceback.tb_lineno, name
        traceback = traceback.tb_next
    return answer


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
