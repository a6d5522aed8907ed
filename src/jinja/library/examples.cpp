#include "jinja/library/examples.hpp"

namespace gongkai::jinja {

const std::vector<Example>& filter_examples()
{
    static const std::vector<Example> examples = {
        {"upper", "{{ 'xlsx'|upper }}"},
        {"lower", "{{ 'CSV'|lower }}"},
        {"capitalize", "{{ 'open data'|capitalize }}"},
        {"title", "{{ 'open data'|title }}"},
        {"trim", "[{{ '  财政局 '|trim }}]"},
        {"replace", "{{ '2023年度'|replace('2023', '2024') }}"},
        {"truncate", "{{ '社会保障和就业'|truncate(4, true, '…', 0) }}"},
        {"indent", "{{ '甲\\n乙'|indent(2) }}"},
        {"format", "{{ '%s共 %d 项'|format('单位', 3) }}"},
        {"string", "{{ 2024|string|length }}"},
        {"escape", "{{ '<b>'|e }}"},
        {"forceescape", "{{ '&lt;'|safe|forceescape }}"},
        {"safe", "{{ '<b>甲</b>'|safe }}"},
        {"striptags", "{{ '<p>甲 <b>乙</b></p>'|striptags }}"},
        {"xmlattr", "<ul{{ {'class': 'cards', 'id': none}|xmlattr }}>"},
        {"tojson", "{{ {'name': 'a', 'codes': [201, 208]}|tojson }}"},
        {"urlencode", "{{ '表 1'|urlencode }}"},
        {"url", "{{ 'data/表1.csv'|url }}"},
        {"sum", "{{ [{'n': 1}, {'n': 2}]|sum(attribute='n') }}"},
        {"join", "{{ ['甲', '乙', '丙']|join('、') }}"},
        {"length", "{{ '预决算公开'|length }}"},
        {"batch", "{% for row in [1, 2, 3]|batch(2, '空') %}[{{ row|join(' ') }}]{% endfor %}"},
        {"slice", "{% for column in [1, 2, 3]|slice(2) %}[{{ column|join(' ') }}]{% endfor %}"},
        {"first", "{{ ['甲', '乙']|first }}"},
        {"last", "{{ ['甲', '乙']|last }}"},
        {"reverse", "{{ [1, 2, 3]|reverse|join(' ') }}"},
        {"list", "{{ '甲乙'|list|join('、') }}"},
        {"items", "{% for key, value in {'甲': 1, '乙': 2}|items %}{{ key }}={{ value }} {% endfor %}"},
        {"default", "{{ budget_code|default('未填') }}"},
        {"sort", "{{ [3, 1, 2]|sort(reverse=true)|join(' ') }}"},
        {"dictsort", "{% for key, value in {'b': 1, 'a': 2}|dictsort %}{{ key }}={{ value }} {% endfor %}"},
        {"groupby", "{% for year, rows in [{'y': 2023, 't': '甲'}, {'y': 2024, 't': '乙'}, {'y': 2023, 't': '丙'}]|groupby('y') %}"
                    "{{ year }}：{{ rows|map(attribute='t')|join('、') }} {% endfor %}"},
        {"unique", "{{ ['万元', '元', '万元']|unique|join('、') }}"},
        {"min", "{{ [3, 1, 2]|min }}"},
        {"max", "{{ [3, 1, 2]|max }}"},
        {"map", "{{ [{'t': '甲'}, {'t': '乙'}]|map(attribute='t')|join('、') }}；{{ ['a', 'b']|map('upper')|join }}"},
        {"select", "{{ [1, 2, 3]|select('gt', 1)|join(' ') }}"},
        {"reject", "{{ [1, 2, 3]|reject('odd')|join(' ') }}"},
        {"selectattr", "{{ [{'n': 1, 't': '甲'}, {'n': 2, 't': '乙'}]|selectattr('n', 'eq', 2)|map(attribute='t')|join }}"},
        {"rejectattr", "{{ [{'n': 1, 't': '甲'}, {'n': 2, 't': '乙'}]|rejectattr('n', 'eq', 2)|map(attribute='t')|join }}"},
        {"abs", "{{ -3|abs }}"},
        {"round", "{{ 1234|round(-2) }}"},
        {"int", "{{ '42'|int + 1 }}"},
        {"float", "{{ '1.5'|float }}"},
        {"fixed", "{{ 2|fixed(2) }}"},
        {"thousands", "{{ 1234567|thousands }}"},
        {"percent", "{{ 12|percent(1) }}"},
        {"money", "{{ 12345678|money('万元', 2, '元')|thousands }}"},
        {"cn_upper", "{{ 10203|cn_upper }}"},
    };
    return examples;
}

const std::vector<Example>& test_examples()
{
    static const std::vector<Example> examples = {
        {"defined", "{{ '有' if subtitle is defined else '没有' }}"},
        {"undefined", "{{ '没有' if subtitle is undefined else '有' }}"},
        {"none", "{{ '空' if none is none }}"},
        {"boolean", "{{ '是' if true is boolean }}"},
        {"true", "{{ '是' if (1 == 1) is true }}"},
        {"false", "{{ '是' if (1 == 2) is false }}"},
        {"integer", "{{ '是' if 3 is integer }}"},
        {"float", "{{ '是' if 1.5 is float }}"},
        {"number", "{{ '是' if 3 is number }}"},
        {"string", "{{ '是' if '3' is string }}"},
        {"escaped", "{{ '是' if '<b>'|e is escaped }}"},
        {"mapping", "{{ '是' if {'a': 1} is mapping }}"},
        {"iterable", "{{ '是' if [1] is iterable }}"},
        {"sequence", "{{ '是' if [1] is sequence }}"},
        {"callable", "{{ '是' if range is callable }}"},
        {"odd", "{{ '是' if 3 is odd }}"},
        {"even", "{{ '是' if 4 is even }}"},
        {"lower", "{{ '是' if 'csv' is lower }}"},
        {"upper", "{{ '是' if 'CSV' is upper }}"},
        {"filter", "{{ '是' if 'money' is filter }}"},
        {"test", "{{ '是' if 'odd' is test }}"},
        {"eq", "{{ '是' if 2 is eq 2 }}"},
        {"ne", "{{ '是' if 2 is ne 3 }}"},
        {"lt", "{{ '是' if 2 is lt 3 }}"},
        {"le", "{{ '是' if 2 is le 2 }}"},
        {"gt", "{{ '是' if 3 is gt 2 }}"},
        {"ge", "{{ '是' if 3 is ge 3 }}"},
        {"in", "{{ '是' if '乙' is in ['甲', '乙'] }}"},
        {"divisibleby", "{{ '是' if 6 is divisibleby 3 }}"},
        {"sameas", "{{ '是' if none is sameas none }}"},
        {"startingwith", "{{ '是' if '20131' is startingwith '201' }}"},
        {"endingwith", "{{ '是' if '财政局' is endingwith '局' }}"},
    };
    return examples;
}

const std::vector<Example>& function_examples()
{
    static const std::vector<Example> examples = {
        {"range", "{{ range(1, 4)|join('、') }}"},
        {"dict", "{{ dict(a=1, b=2)|length }}"},
        {"namespace", "{% set ns = namespace(n=0) %}{% for x in [5, 6] %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}"},
        {"cycler", "{% set c = cycler('单', '双') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}"},
        {"joiner", "{% set comma = joiner('、') %}{% for x in ['甲', '乙'] %}{{ comma() }}{{ x }}{% endfor %}"},
    };
    return examples;
}

const std::vector<MemberExample>& loop_examples()
{
    static const std::vector<MemberExample> examples = {
        {"loop.index", "第几项，从 1 起。", "{% for x in 'ab' %}{{ loop.index }}{{ x }} {% endfor %}"},
        {"loop.index0", "第几项，从 0 起。", "{% for x in 'ab' %}{{ loop.index0 }}{{ x }} {% endfor %}"},
        {"loop.revindex", "倒数第几项，末项为 1。", "{% for x in 'ab' %}{{ loop.revindex }}{{ x }} {% endfor %}"},
        {"loop.revindex0", "倒数第几项，末项为 0。", "{% for x in 'ab' %}{{ loop.revindex0 }}{{ x }} {% endfor %}"},
        {"loop.first", "是第一项。", "{% for x in 'ab' %}{{ '首' if loop.first }}{{ x }} {% endfor %}"},
        {"loop.last", "是最后一项。", "{% for x in 'ab' %}{{ x }}{{ '、' if not loop.last else '。' }}{% endfor %}"},
        {"loop.length", "项数。", "{% for x in 'ab' %}{{ loop.index }}/{{ loop.length }} {% endfor %}"},
        {"loop.previtem", "上一项；第一项没有，用 is defined 来问。", "{% for x in [1, 3] %}{{ x - loop.previtem if loop.previtem is defined else x }} {% endfor %}"},
        {"loop.nextitem", "下一项；最后一项没有。", "{% for x in [1, 3] %}{{ loop.nextitem if loop.nextitem is defined else '完' }} {% endfor %}"},
        {"loop.depth", "recursive 循环的层次，从 1 起。",
         "{% for x in [[], [[]]] recursive %}{{ loop.depth }}{{ loop(x) }} {% endfor %}"},
        {"loop.depth0", "recursive 循环的层次，从 0 起。",
         "{% for x in [[], [[]]] recursive %}{{ loop.depth0 }}{{ loop(x) }} {% endfor %}"},
        {"loop.cycle(…)", "轮流给出各参数。", "{% for x in 'abc' %}{{ x }}{{ loop.cycle('单', '双') }} {% endfor %}"},
        {"loop.changed(…)", "参数与上一项时不同。", "{% for x in [1, 1, 2] %}{{ x if loop.changed(x) else '同' }} {% endfor %}"},
        {"loop(…)", "recursive 循环中，对下一层的列表再循环一次。",
         "{% for x in [{'t': '类', 'c': [{'t': '款', 'c': []}]}] recursive %}{{ x.t }}({{ loop(x.c) }}){% endfor %}"},
    };
    return examples;
}

const std::vector<StatementExample>& statement_examples()
{
    static const std::vector<StatementExample> examples = {
        {"if", "{% if 条件 %}…{% elif 条件 %}…{% else %}…{% endif %}", "条件为空、零、空值、空列表或未定义时不成立。",
         "{% if 0 %}甲{% elif [1] %}乙{% else %}丙{% endif %}"},
        {"for", "{% for 项 in 列表 if 条件 %}…{% else %}…{% endfor %}",
         "逐项循环；else 用于没有一项的时候。列表的项可拆开：for 键, 值 in 映射|items；末尾写 recursive 时可用 loop(…) 循环下一层。"
         "循环中 set 的变量出循环即失效，要留下的用 namespace。",
         "{% for x in [3, 4, 5] if x is odd %}{{ x }} {% else %}没有{% endfor %}"},
        {"break", "{% break %}", "结束循环。", "{% for x in [1, 2, 3] %}{% if x == 2 %}{% break %}{% endif %}{{ x }}{% endfor %}"},
        {"continue", "{% continue %}", "跳过这一项。", "{% for x in [1, 2, 3] %}{% if x == 2 %}{% continue %}{% endif %}{{ x }}{% endfor %}"},
        {"set", "{% set 变量 = 值 %}　{% set 变量 %}…{% endset %}", "设变量；后一种是其中输出的文字，可接过滤器：{% set 变量|upper %}。",
         "{% set unit = '万元' %}{% set note %}单位：{{ unit }}{% endset %}{{ note }}"},
        {"with", "{% with 变量 = 值 %}…{% endwith %}", "只在其中有效的变量。", "{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}"},
        {"block", "{% block 名称 %}…{% endblock %}",
         "可由下级模板替换的块；super() 是被替换的内容，self.名称() 再输出一次。scoped：块中可用循环变量；required：下级模板必须写出。",
         "{% extends 'base.html' %}{% block title %}{{ super() }} - 甲{% endblock %}",
         {{"base.html", "<title>{% block title %}公开{% endblock %}</title>"}}},
        {"extends", "{% extends '模板' %}", "继承：本模板只写要替换的块。只能写在最外层，模板名是文字。",
         "{% extends 'base.html' %}{% block content %}正文{% endblock %}", {{"base.html", "<main>{% block content %}{% endblock %}</main>"}}},
        {"include", "{% include '模板' %}",
         "在此输出另一个模板，它可用这里的所有变量。['甲', '乙'] 用有的第一个；ignore missing：没有时不输出；without context：不给变量。",
         "{% for note in ['一', '二'] %}{% include 'note.html' %}{% endfor %}", {{"note.html", "<li>{{ note }}</li>"}}},
        {"import", "{% import '模板' as 名称 %}", "引入另一个模板的宏和变量；末尾写 with context 时，宏中可用这里的变量。",
         "{% import 'macros.html' as m %}{{ m.mark('注') }}", {{"macros.html", "{% macro mark(text) %}<b>{{ text }}</b>{% endmacro %}"}}},
        {"from", "{% from '模板' import 宏, 宏 as 别名 %}", "同上，直接取其中几个。",
         "{% from 'macros.html' import mark as m %}{{ m('注') }}", {{"macros.html", "{% macro mark(text) %}<b>{{ text }}</b>{% endmacro %}"}}},
        {"macro", "{% macro 名称(参数, 参数=缺省) %}…{% endmacro %}", "宏：输出的文字是 HTML，不再转义。其余参数在 varargs、kwargs 中。",
         "{% macro cell(value, unit='元') %}<td>{{ value }}{{ unit }}</td>{% endmacro %}{{ cell(1) }}{{ cell(2, unit='万元') }}"},
        {"call", "{% call(参数) 宏(…) %}…{% endcall %}", "调用宏，其中的文字由宏里的 caller(…) 输出。",
         "{% macro box(title) %}<b>{{ title }}</b>{{ caller(1) }}{% endmacro %}{% call(n) box('甲') %}第{{ n }}项{% endcall %}"},
        {"filter", "{% filter 过滤器 %}…{% endfilter %}", "把其中输出的文字通过过滤器。", "{% filter upper %}csv{% endfilter %}"},
        {"autoescape", "{% autoescape false %}…{% endautoescape %}", "其中不自动转义；输出仍要逐个写 |e 或 |safe，否则不通过检查。",
         "{% autoescape false %}{{ '<b>'|e }}{% endautoescape %}"},
        {"do", "{% do 表达式 %}", "计算而不输出。", "{% set c = cycler(1, 2) %}{% do c.next() %}{{ c.current }}"},
        {"raw", "{% raw %}…{% endraw %}", "其中的标记原样输出。", "{% raw %}{{ x }}{% endraw %}"},
    };
    return examples;
}

}  // namespace gongkai::jinja
