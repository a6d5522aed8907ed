// What the audit and the build may say of the sample site, for tests of the preview.

export const PAGE = "hanyang-quweiban/2023-final/table-05.html";
export const OTHER = "hanyang-quweiban/2023-final/table-06.html";

export const report = {
  title: "2023年度中国共产党武汉市汉阳区委员会办公室部门决算", status: "draft", status_text: "草稿", errors: 3, acknowledged: 1, warnings: 2, notes: 2,
};

const content = "content/hanyang-quweiban/2023-final.yaml";

function finding(severity, rule, place, message, marks, more = {}) {
  const [first] = marks;
  return {
    severity, acknowledged: "", rule, place, message, formula: "", diagnosis: "", advice: "", location: `${content}:74:13`,
    page: first ? first.page : "", anchor: first ? first.anchor : "", marks, ...more,
  };
}

const at = (page, ...anchors) => anchors.map((anchor) => ({ page, anchor }));

export const findings = [
  finding("note", "R-A1", "批复日期", "没有写批复日期，无法核对是否在批复后二十日内公开", [], { advice: "请写明 approved_on：财政部门批复的日期", location: `${content}:4:9` }),
  finding("error", "J05-C", "公开05表 合计 1栏（小计）", "公开05表 合计 1栏 811.25 ≠ 2栏 705.08 + 3栏 106.71 = 811.79，相差 0.54 万元", at(PAGE, "c-r1-1", "c-r1-2", "c-r1-3"), {
    formula: "1栏各行 = (2+3)栏各行", diagnosis: "3栏 106.71 疑为 106.17（数字颠倒）：改后 4 处都相合", advice: "核对后改正，或在 acknowledge 中说明",
  }),
  finding("note", "J05-H", "公开05表 201 1栏（小计）", "公开05表 201 1栏 748.40 ≠ 2013101 1栏 648.42 + 2013102 1栏 99.97 = 748.39，相差 0.01 万元（尾差：3 项四舍五入，至多 0.015 万元）",
    at(PAGE, "c201-1", "c2013101-1", "c2013102-1"), { formula: "类 = 款之和", location: `${content}:75:15` }),
  finding("warning", "X9", "公开06表 30108", "公开06表 30108 60.08 ≠ 公开05表 2080505 2栏 26.18，相差 33.90 万元", [...at(OTHER, "c30108-1"), ...at(PAGE, "c2080505-2")], {
    formula: "公开06表 30108行 = 公开05表 2080505行 2栏", location: `${content}:98:12`,
  }),
  finding("error", "J05-H", "公开05表 213 1栏（小计）", "公开05表 213 1栏 3.20：此格为空", at(PAGE, "c213-1"), { acknowledged: "文件此格为空，照原文录入", location: `${content}:86:15` }),
  finding("warning", "J-K", "公开05表 21305", "“巩固脱贫衔接乡村振兴”在科目表中作“巩固脱贫攻坚成果衔接乡村振兴”", at(PAGE, "c21305-3"), { location: `${content}:87:9` }),
  finding("error", "J06-R1", "公开06表 302", "公开06表 302 39.54 ≠ 30201 5.72 + 30216 0.48 + 30228 1.97 = 8.17，相差 31.37 万元", at(OTHER, "c302-1", "c30201-1"), { location: `${content}:104:10` }),
];

function problem(severity, code, line, message, more = {}) {
  return { severity, code, location: `${content}:${line}:5`, message, excerpt: null, evidence: [], hint: "", related: [], ...more };
}

export const warnings = {
  total: 2,
  shown: [
    problem("warning", "N-MISSING", 1, "“国有资产占用情况说明”一节缺少数据：大型设备数", { hint: "请在 facts 下补上；没有数据的句子不会生成" }),
    problem("warning", "A-UNUSED", 130, "这条说明没有对应的检查意见", { hint: "数已改正就删去这条，否则核对 rule 和 cell" }),
  ],
};

export const hostile = '<img src=x onerror="globalThis.attacked = true"><script>globalThis.attacked = true</script>';

export const problems = {
  total: 3,
  shown: [
    problem("warning", "N-MISSING", 1, "“政府采购支出说明”一节缺少数据：政府采购工程支出"),
    problem("error", "F-NUM", 74, "“8ll.25”不是金额", {
      excerpt: { line: 74, text: "    合计: {小计: 8ll.25, 基本支出: 705.08, 项目支出: 106.17}", from: 13, to: 19 },
      evidence: ["小计 = “8ll.25”"], hint: "请只写数字、小数点和负号：811.25",
    }),
    problem("error", "Y-DUP", 98, "科目 30108 写了两次", {
      excerpt: { line: 98, text: "    30108: 60.08", from: 4, to: 9 }, hint: "请删去其中一个",
      related: [{ location: `${content}:92:5`, message: "先在这里写过" }],
    }),
  ],
};

/** One problem whose every text tries to be more than text. */
export const hostileProblems = {
  total: 1,
  shown: [problem("error", hostile, 1, hostile, {
    location: hostile + ":1:1", excerpt: { line: 1, text: "𠮷" + hostile, from: 1, to: 5 }, evidence: [hostile], hint: hostile,
    related: [{ location: hostile, message: hostile }],
  })],
};

/** As many errors as wished. */
export function manyProblems(count) {
  return { total: count, shown: Array.from({ length: Math.min(count, 60) }, (_, index) => problem("error", "F-NUM", index + 1, `第 ${index + 1} 个数不是金额`)) };
}

const codes = ["c-r1", "c201", "c20131", "c2013101", "c2013102", "c208", "c20805", "c2080505", "c2080506"];

/** Hundreds of findings, every one on the page. */
export function manyFindings(count) {
  return Array.from({ length: count }, (_, index) => finding(["error", "warning", "note"][index % 3], `J05-${index}`,
    `公开05表 第 ${index + 1} 处`, `第 ${index + 1} 处不符，相差 ${index}.00 万元`, at(PAGE, `${codes[index % 9]}-${1 + (index % 2)}`), { formula: "1栏 = 2栏 + 3栏" }));
}
