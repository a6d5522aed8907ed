#!/usr/bin/python3
"""What Python's Jinja2 makes of the cases: reads cases/*.txt, writes expected/*.json.

How Jinja2 is set, marked values and the classes of errors: environment.py.

    /usr/bin/python3 oracle.py            writes expected/ beside this file
    /usr/bin/python3 oracle.py --check    says what would change, and fails if anything

A file of cases:

    Words about the topic.
    @@@ context
    {"a": 1}                     for all of its cases; may be left out
    === name of the case         unique over all files
    {{ a }}                      the template that is rendered, "main"
    --- base.html                another template
    …
    --- context
    {"a": 2}                     instead of the file's context

In templates the sign ␍ stands for a carriage return.

An answer is {"text": …} or {"error": class, "line": …}, and "template" when the
case has several.
"""
import collections
import json
import pathlib
import re
import sys

import jinja2

sys.dont_write_bytecode = True  # the folder of the tests stays as it is
from environment import class_of, make_environment, place_of, value_of  # noqa: E402

HERE = pathlib.Path(__file__).parent


def read_cases(path):
    """The cases of one file in order."""
    preamble, *blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.M)
    shared = preamble.partition("@@@ context\n")[2]
    cases = []
    for block in blocks:
        name, _, rest = block.partition("\n")
        parts = re.split(r"^--- (.*)\n", rest, flags=re.M)
        case = {"name": name, "templates": {"main": parts[0]}, "context": json.loads(shared or "{}")}
        for title, text in zip(parts[1::2], parts[2::2]):
            if title == "context":
                case["context"] = json.loads(text)
            else:
                case["templates"][title] = text
        case["templates"] = {title: text.replace("␍", "\r") for title, text in case["templates"].items()}
        cases.append(case)
    return cases


def run(case):
    templates = case["templates"]
    try:
        return {"text": make_environment(templates).get_template("main").render(value_of(case["context"]))}
    except Exception as error:
        template, line = place_of(error, templates)
        answer = {"error": class_of(error), "line": line}
        if len(templates) > 1:
            answer["template"] = template
        return answer


def main():
    topics = {path.stem: read_cases(path) for path in sorted((HERE / "cases").glob("*.txt"))}
    names = collections.Counter(case["name"] for cases in topics.values() for case in cases)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        print("the name of more than one case: " + ", ".join(twice))
        return 1

    total, changed = 0, []
    for topic, cases in topics.items():
        answers = {case["name"]: run(case) for case in cases}
        total += len(answers)
        target = HERE / "expected" / (topic + ".json")
        recorded = json.loads(target.read_text(encoding="utf-8"))["answers"] if target.exists() else {}
        for name in sorted(answers.keys() | recorded.keys()):
            if answers.get(name) != recorded.get(name):
                changed.append(f"changed: {topic}: {name}: {recorded.get(name)} -> {answers.get(name)}")
        if "--check" not in sys.argv:
            text = json.dumps({"jinja2": jinja2.__version__, "answers": answers},
                              ensure_ascii=False, indent=1, sort_keys=True)
            target.parent.mkdir(exist_ok=True)
            target.write_text(text + "\n", encoding="utf-8")
    print(f"{total} cases, {len(changed)} changed")
    if "--check" not in sys.argv:
        return 0
    print("".join(line + "\n" for line in changed), end="")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
