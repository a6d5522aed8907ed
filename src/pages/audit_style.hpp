// The style sheet of the page of findings: in the file itself, for screen and paper.
#pragma once

#include <string_view>

namespace gongkai::pages {

/// Severity is told by words and by the kind of line around a cell, not by colour alone.
/// Text on its background has a contrast of at least 4.5:1 in both modes.
inline constexpr std::string_view audit_style = R"css(
:root {
  --paper: #fff; --raised: #f6f8fa; --ink: #1b2430; --soft: #55606e; --rule: #d5dbe2; --accent: #12508c;
  --error: #a4161a; --error-soft: #fdecec; --warning: #7a4b00; --warning-soft: #fdf3dc; --note: #3c5a78; --note-soft: #eef3f8;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --raised: #1d232b; --ink: #e6eaef; --soft: #a8b3c0; --rule: #343d48; --accent: #8ebcf0;
    --error: #ff9d98; --error-soft: #3c1b1d; --warning: #f0c674; --warning-soft: #33290f; --note: #a9c4de; --note-soft: #1b2836;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 72rem; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.7 "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", sans-serif;
}
h1, h2, h3 { line-height: 1.35; font-weight: 650; }
h1 { font-size: 1.7rem; margin: .5rem 0; }
h2 { font-size: 1.35rem; margin: 3rem 0 .8rem; padding-bottom: .35rem; border-bottom: 2px solid var(--accent); }
h3 { font-size: 1.1rem; margin: 2rem 0 .8rem; }
a { color: var(--accent); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.lead, .legend { color: var(--soft); max-width: 50em; }
.legend { margin: .6rem 0 0; padding: 0; list-style: none; }
.legend li { margin: .3rem 0; }
.counts { display: flex; flex-wrap: wrap; gap: .3rem 2.2rem; margin: .8rem 0; }
.counts div { display: flex; gap: .5rem; }
.counts dt { color: var(--soft); }
.counts dd { margin: 0; font-weight: 650; font-variant-numeric: tabular-nums; }

.blocks { display: grid; gap: 1rem; }
.block { min-width: 0; }
.table-scroll { overflow-x: auto; border: 1px solid var(--rule); border-radius: .3rem; }
table { width: 100%; border-collapse: collapse; font-size: .9em; line-height: 1.45; }
caption { padding: .6rem .8rem; text-align: left; font-weight: 650; }
.caption-note { margin-left: .8rem; font-weight: 400; font-size: .88em; color: var(--soft); }
th, td { padding: .35rem .7rem; border-top: 1px solid var(--rule); text-align: left; vertical-align: top; }
thead th { background: var(--raised); font-weight: 600; text-align: center; vertical-align: middle; }
tbody th, tfoot th { font-weight: 400; min-width: 8em; }
.rules tbody th { min-width: 0; }
.amount, .count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .code { white-space: normal; }
thead .amount { text-align: center; white-space: normal; }
.code, .line { color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums; }
.line { text-align: center; }
.level-1 { font-weight: 650; }
.level-2 { padding-left: 2em; }
.level-3, .level-4, .level-5 { padding-left: 3.2em; color: var(--soft); }
.total > * { font-weight: 650; background: var(--raised); }
.columns-row > * { font-size: .82em; color: var(--soft); text-align: center; font-weight: 400; }
.computed { text-decoration: underline dotted; text-underline-offset: .28em; }
thead th.count { white-space: nowrap; text-align: right; }
.rules .source { min-width: 11em; }
.rules .unused > * { color: var(--soft); }

.marked-part { background: var(--raised); box-shadow: inset 0 -2px 0 var(--soft); }
.marked-note { outline: 2px dotted var(--note); outline-offset: -3px; }
.marked-acknowledged { outline: 4px double var(--soft); outline-offset: -4px; }
.marked-warning { outline: 2px dashed var(--warning); outline-offset: -3px; background: var(--warning-soft) !important; }
.marked-error { outline: 2px solid var(--error); outline-offset: -3px; background: var(--error-soft) !important; }
.note-mark { margin-left: .25em; font-size: .72em; line-height: 0; }
.note-mark + .note-mark { margin-left: .1em; }
.note-mark + .note-mark::before { content: ","; }

.findings { margin: 1rem 0; padding: 0; list-style: none; }
.finding { margin: .7rem 0; padding: .6rem .9rem; border: 1px solid var(--rule); border-left: 4px solid var(--note); border-radius: .3rem; scroll-margin-top: 1rem; }
.finding.error { border-left-color: var(--error); }
.finding.warning { border-left: 4px dashed var(--warning); }
.finding.acknowledged { border-left: 4px double var(--soft); color: var(--soft); background: var(--raised); }
.finding:target { box-shadow: 0 0 0 2px var(--accent); }
.finding p { margin: 0; }
.finding-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .7rem; }
.number { min-width: 1.4em; font-weight: 650; font-variant-numeric: tabular-nums; }
.badge { padding: 0 .5em; border: 1px solid; border-radius: .25rem; font-size: .85em; font-weight: 650; white-space: nowrap; }
.badge.error { color: var(--error); background: var(--error-soft); }
.badge.warning { color: var(--warning); background: var(--warning-soft); border-style: dashed; }
.badge.note { color: var(--note); background: var(--note-soft); border-style: dotted; }
.badge.acknowledged { color: var(--soft); background: none; border-style: double; border-width: 3px; }
.rule { color: var(--soft); font-size: .88em; }
.place { font-weight: 650; }
.message { font-variant-numeric: tabular-nums; }
.details { margin: .3rem 0 0; font-size: .92em; }
.details div { display: flex; gap: .8rem; }
.details dt { flex: none; color: var(--soft); }
.details dd { margin: 0; min-width: 0; }
code { font: .88em "Cascadia Mono", Consolas, Menlo, monospace; color: var(--soft); overflow-wrap: anywhere; }
.notes { margin: 1rem 0; padding: 0; list-style: none; font-size: .88em; color: var(--soft); }
.notes li { padding: .25rem 0; border-top: 1px solid var(--rule); scroll-margin-top: 1rem; font-variant-numeric: tabular-nums; }

@media (min-width: 60rem) {
  .blocks-2 { grid-template-columns: 1fr 1fr; align-items: start; }
  .blocks-3 { grid-template-columns: repeat(3, 1fr); align-items: start; }
}
@media (max-width: 40rem) {
  body { padding: 1rem 1rem 3rem; }
  .filler { display: none; }
  .caption-note { display: block; margin: 0; }
}
@page { size: A4 landscape; margin: 13mm; }
@media print {
  :root {
    --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --rule: #999; --accent: #000;
    --error: #a4161a; --error-soft: #fff; --warning: #7a4b00; --warning-soft: #fff; --note: #3c5a78; --note-soft: #fff;
    color-scheme: light;
  }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.5; }
  h1 { font-size: 15pt; }
  h2 { font-size: 13pt; margin-top: 0; }
  h3 { font-size: 11pt; margin: 10pt 0 6pt; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
  .report, .rules-section { break-before: page; }
  .table-scroll { overflow: visible; border: 0; }
  table { font-size: 8pt; line-height: 1.3; }
  th, td { padding: 1.5pt 3.5pt; border: .5pt solid #999; }
  .blocks-2 { grid-template-columns: 1fr 1fr; gap: 6pt; }
  .blocks-3 { grid-template-columns: repeat(3, 1fr); gap: 6pt; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr, .finding, .notes li { break-inside: avoid; }
  .finding { padding: 3pt 6pt; margin: 4pt 0; }
}
@media (forced-colors: active) { .marked-error, .marked-warning, .marked-note { outline-color: CanvasText; } }
)css";

}  // namespace gongkai::pages
