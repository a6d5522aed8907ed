"""Python's Jinja2 set as our engine is: autoescape, both trims, none prints as nothing,
undefined names may be asked about but not used, a map's key goes before Python's method
of that name."""
import decimal
import warnings

import jinja2
import markupsafe

warnings.simplefilter("ignore", SyntaxWarning)  # of the Python code that templates become


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


def without_none(value):
    return "" if value is None else value


def make_environment(templates, finalize=without_none):
    """An environment that loads from the map `templates`; `finalize` sees all that is printed."""
    def load(name):
        return (templates[name], name, None) if name in templates else None

    environment = Environment(
        loader=jinja2.FunctionLoader(load), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=SemiStrict, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], finalize=finalize)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True}
    return environment


def value_of(data):
    """Values from JSON: {"$dec": "1.20"} is a Decimal, {"$safe": "<b>"} is Markup."""
    if isinstance(data, dict):
        if "$dec" in data:
            return decimal.Decimal(data["$dec"])
        if "$safe" in data:
            return markupsafe.Markup(data["$safe"])
        return {key: value_of(value) for key, value in data.items()}
    if isinstance(data, list):
        return [value_of(item) for item in data]
    return data


def class_of(error):
    """What both engines call an error: syntax, undefined (a name that is not there is used),
    missing (a template is not there), runtime (everything else)."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return "syntax"
    if isinstance(error, jinja2.UndefinedError):
        return "undefined"
    if isinstance(error, jinja2.TemplateNotFound):
        return "missing"
    return "runtime"


def place_of(error, templates):
    """Template and line; for errors while running, those of the innermost template."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.name, error.lineno
    place = (None, None)
    traceback = error.__traceback__
    while traceback:
        name = traceback.tb_frame.f_code.co_filename
        if name in templates:
            place = (name, traceback.tb_lineno)
        traceback = traceback.tb_next
    return place
