#!/usr/bin/python3
"""Renders with Python's Jinja2 what project_contexts recorded, and compares the bytes.

    project_contexts > renders.jsonl && /usr/bin/python3 compare.py renders.jsonl

The environment is that of ../environment.py. The functions that the project gives its
templates are played back: Jinja2 must call the same functions with the same
arguments in the same order, and is given the recorded results. The project's own
filters are in filters.py. Every template must have been used by some render.
"""
import collections
import decimal
import json
import pathlib
import sys

import jinja2.meta
import markupsafe

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True  # the folder of the tests stays as it is
sys.path.insert(0, str(HERE.parent))
from environment import make_environment  # noqa: E402
from filters import FILTERS  # noqa: E402

MOST_SHOWN = 10
AROUND = 60  # characters shown on both sides of a difference


class CallDiffers(Exception):
    """A call of a function that is not the one in the log."""


def described(value):
    """Text that is the same for the same value of the same type only."""
    if isinstance(value, markupsafe.Markup):
        return f"safe {str(value)!r}"
    if isinstance(value, decimal.Decimal):
        return f"{value:f}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(described, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {described(member)}" for key, member in value.items()) + "}"
    return f"{type(value).__name__} {value!r}" if isinstance(value, (bool, float, jinja2.Undefined)) else repr(value)


def call_text(name, arguments, named):
    words = [described(argument) for argument in arguments]
    words += [f"{key}={described(named[key])}" for key in sorted(named)]
    return f"{name}({', '.join(words)})"


class Render:
    """One line of the record; its functions give what the log says."""

    def __init__(self, line):
        data = json.loads(line, object_hook=self._marked)
        self.template = data.get("template")
        self.text = data.get("text")
        self.title = self.template or "text in " + data["file"]
        self.printed = data["printed"]
        self.context = {}
        for context in data["contexts"]:  # they are searched from the last
            self.context.update(context)
        self._calls = [(call_text(name, arguments, named), result) for name, arguments, named, result in data["calls"]]
        self._results = data["results"]
        self._done = 0

    def _marked(self, data):
        if "$dec" in data:
            return decimal.Decimal(data["$dec"])
        if "$safe" in data:
            return markupsafe.Markup(data["$safe"])
        if "$function" in data:
            return lambda *arguments, **named: self._play(data["$function"], arguments, named)
        return data

    def _play(self, name, arguments, named):
        call = call_text(name, arguments, named)
        recorded, result = self._calls[self._done] if self._done < len(self._calls) else ("nothing more", None)
        if call != recorded:
            raise CallDiffers(f"call {self._done + 1}: Jinja2 calls {call}, the log has {recorded}")
        self._done += 1
        return self._results[result]

    def check_all_called(self):
        if self._done < len(self._calls):
            raise CallDiffers(f"call {self._done + 1}: Jinja2 is done, the log has {self._calls[self._done][0]}")


class Templates:
    """The project's templates in Jinja2, with what uses what."""

    def __init__(self, header):
        folder = pathlib.Path(header["folder"])
        self.sources = {name: (folder / path).read_bytes().decode() for name, path in header["templates"].items()}
        self.environment = make_environment(self.sources)
        self.environment.filters.update(FILTERS)
        self.environment.join_path = self._note_use
        self.used = collections.defaultdict(collections.Counter)  # template: those that loaded it while rendering
        # Files that the program did not take for templates would go unseen.
        self.forgotten = [str(path.relative_to(folder)) for suffix in ("html", "md")
                          for path in sorted(folder.glob("templates/**/*." + suffix))
                          if path.name != "README.md" and str(path.relative_to(folder / "templates")) not in self.sources]

    def _note_use(self, template, parent):
        """Jinja2 asks this for every extends, include and import that it carries out."""
        self.used[template][parent] += 1
        return template

    def render(self, render):
        if render.template:
            template = self.environment.get_template(render.template)
        else:
            template = self.environment.from_string(render.text)
        return template.render(render.context)

    def referring_to(self, name):
        """The templates that name it, whether a render came there or not."""
        parse = self.environment.parse
        return [other for other, source in self.sources.items()
                if name in jinja2.meta.find_referenced_templates(parse(source))]


def difference(expected, found):
    """The first place where two texts differ, as two short lines."""
    at = next((i for i, (a, b) in enumerate(zip(expected, found)) if a != b), min(len(expected), len(found)))
    line = expected.count("\n", 0, at) + 1
    part = slice(max(at - AROUND, 0), at + AROUND)
    return f"line {line} of what is printed\n    Jinja2  {expected[part]!r}\n    gongkai {found[part]!r}"


def compared(render, templates):
    """What is wrong with a render; empty if nothing."""
    try:
        expected = templates.render(render)
        render.check_all_called()
    except (jinja2.TemplateError, CallDiffers, TypeError, ValueError, ArithmeticError, LookupError) as error:
        return f"{type(error).__name__}: {error}"
    return "" if expected == render.printed else difference(expected, render.printed)


def print_summary(templates, renders, problems):
    width = max(map(len, [*renders, *templates.sources]))
    for title in sorted(renders):
        count, size = renders[title]
        differing = sum(1 for other, _ in problems if other == title)
        print(f"{title:{width}}  {count:4} renders  {size:9,} bytes" + (f"  {differing} DIFFER" if differing else ""))
    for name in sorted(templates.used.keys() - renders.keys()):
        users = templates.used[name]
        print(f"{name:{width}}  {sum(users.values()):4} times used by {len(users)} of the {len(templates.referring_to(name))} templates that name it")


def main():
    renders = collections.defaultdict(lambda: (0, 0))
    problems = []
    with open(sys.argv[1], encoding="utf-8") as lines:
        templates = Templates(json.loads(next(lines)))
        for line in dict.fromkeys(lines):  # most pages are the same without prose and facts
            render = Render(line)
            count, size = renders[render.title]
            renders[render.title] = (count + 1, size + len(render.printed.encode()))
            problem = compared(render, templates)
            if problem:
                problems.append((render.title, problem))

    print_summary(templates, renders, problems)
    for title, problem in problems[:MOST_SHOWN]:
        print(f"\n{title}: {problem}")
    unseen = sorted(templates.sources.keys() - renders.keys() - templates.used.keys())
    for name in unseen:
        print(f"{name}: never rendered; named by {', '.join(templates.referring_to(name)) or 'nothing'}")
    for path in templates.forgotten:
        print(f"{path}: no template of the program")
    total = sum(count for count, _ in renders.values())
    print(f"{total} renders of {len(templates.sources)} templates, {len(problems)} differ from Jinja2 {jinja2.__version__}, "
          f"{len(unseen)} templates not rendered")
    return 1 if problems or unseen or templates.forgotten or not total else 0


sys.exit(main())
