#!/usr/bin/env python3
"""What Python's Jinja2 makes of the cases: reads cases.txt, writes expected.json.

The environment is set as our engine is: autoescape, both trims, none prints as
nothing, undefined names may be asked about but not used, numbers marked
{"$dec": "1.20"} are Decimal, {"$safe": "<b>"} is Markup.

    python3 oracle.py            writes expected.json beside this file
    python3 oracle.py --check    says what would change, and fails if anything
"""
import decimal
import json
import pathlib
import re
import sys

import jinja2
import markupsafe

HERE = pathlib.Path(__file__).parent


class SemiStrict(jinja2.StrictUndefined):
    """Truthiness is allowed; everything else fails."""

    def __bool__(self):
        return False


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


def read_cases(path):
    """Cases are separated by lines "=== name"; within one, "--- file" starts
    another template and "--- context" a JSON context."""
    cases = []
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, _, rest = block.partition("\n")
        parts = re.split(r"^--- (.*)\n", rest, flags=re.M)
        templates, context = {"main": parts[0]}, {}
        for title, text in zip(parts[1::2], parts[2::2]):
            if title == "context":
                context = json.loads(text)
            else:
                templates[title] = text
        cases.append({"name": name.strip(), "templates": templates, "context": context})
    return cases


def run(case):
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(case["templates"]), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=SemiStrict, extensions=["jinja2.ext.do"],
        finalize=lambda value: "" if value is None else value)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True}
    try:
        return {"text": environment.get_template("main").render(value_of(case["context"]))}
    except jinja2.TemplateSyntaxError as error:
        return {"error": "syntax", "line": error.lineno}
    except Exception:
        line = None
        traceback = sys.exc_info()[2]
        while traceback:
            if traceback.tb_frame.f_code.co_filename == "<template>":
                line = traceback.tb_lineno
            traceback = traceback.tb_next
        return {"error": "runtime", "line": line}


def main():
    answers = {case["name"]: run(case) for case in read_cases(HERE / "cases.txt")}
    text = json.dumps({"jinja2": jinja2.__version__, "answers": answers}, ensure_ascii=False, indent=1) + "\n"
    target = HERE / "expected.json"
    if "--check" not in sys.argv:
        target.write_text(text, encoding="utf-8")
        return 0
    recorded = json.loads(target.read_text(encoding="utf-8"))["answers"]
    changed = [name for name in answers if answers[name] != recorded.get(name)]
    print(f"{len(answers) - len(changed)} passed, {len(changed)} failed")
    for name in changed:
        print(f"changed: {name}: {recorded.get(name)} -> {answers[name]}")
    return 1 if changed else 0


sys.exit(main())
