// The parts of the theme author's reference that are written by hand.
#pragma once

namespace gongkai::cli {

inline constexpr const char* introduction = R"(# 模板：主题作者手册

本文件由 `gongkai template reference` 生成，其中例子的结果都是生成时算出来的；请勿手改。

- `templates/pages/` 每类页面一个模板；`templates/partials/` 是它们共用的部分；`templates/narrative/` 是情况说明的措辞，生成 Markdown；`templates/forms/` 是表样（YAML，不是模板）。
- 主题可在 `themes/主题/templates/` 放同名的模板代替；样式在 `themes/主题/assets/`。
- 页面模板继承 `partials/base.html`，写出其中的块 `content`；几类页面相同的部分用 `include`。模板名从 `templates/` 起算，是直接写出的文字。
- 情况说明的模板由表样的 `set.yaml` 指明（`template:`）；共用的措辞写成宏，放在 `_wording.md` 中用 `from … import … with context` 引入。
- 改完后 `gongkai template check` 列出各模板的引用、块、宏和变量，以及没有用到的模板；`gongkai check` 生成所有页面而不写文件。
)";

inline constexpr const char* escaping = R"(所有输出自动转义。`table.html`、`section.html` 一类的 HTML 和宏、`set` 块的结果不再转义。转义不足以保证安全的地方，模板不能通过检查：

)";

inline constexpr const char* undefined = R"(没有的名称是错误，不会输出成空白。模板读的每个变量，须是用到它的页面所提供的，或本模板、引用它的模板所设的，否则报 T-NAME；成员在生成页面时检查。可能没有的，用 `is defined`、`default`、`if`、`and`、`or` 来问。如 )";

inline constexpr const char* differences = R"(金额是精确的小数，从不变为浮点数；加减乘照写出的位数保留，`round`、`fixed`、`money` 四舍五入。

与 Jinja2 的主要不同：

1. 未定义的变量、没有的块、模板、过滤器和宏都是错误，多数在生成之前就能发现。
2. 列表、映射、是否值不能直接输出（用 `join`、`tojson`、`'是' if x else '否'`）；空值输出为空白。
3. `extends`、`include`、`import` 的模板名是直接写出的文字；`extends` 不在 `if` 中。
4. 值没有 Python 的方法（`x.upper()`、`m.items()`），用过滤器；没有 `random`、`pprint`、`urlize`、`filesizeformat`、`attr`、`wordwrap`、`wordcount`、`center` 和 `lipsum`。
5. 小数四舍五入，不是“四舍六入五成双”；整数限 64 位。标记独占一行时，这一行不留空行（trim_blocks、lstrip_blocks）。
)";

inline constexpr const char* reading_names = R"(地址都从网站根算起，写成 `{{ (page.root ~ 地址)|url }}`。“或空值”的用 `if` 判断；“映射的列表”下面列出的是其中每个映射的成员。
)";

inline constexpr const char* expressions = R"(输出写 `{{ 表达式 }}`，注释写 `{# … #}`；标记写成 `{%-`、`-%}` 时去掉那一边的空白。表达式：文字 `'…'`、数、`true`、`false`、`none`、列表 `[…]`、映射 `{'键': 值}`；`a.b`、`a['b']`、`a[0]`、`a[1:3]`；`+ - * / // % **`、`~`（连接文字）、`== != < <= > >=`、`in`、`not in`、`and`、`or`、`not`、`甲 if 条件 else 乙`、`值|过滤器`、`值 is 测试`、函数和宏的调用。

)";

}  // namespace gongkai::cli
