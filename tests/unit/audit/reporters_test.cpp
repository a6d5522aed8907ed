#include "audit/reporters.hpp"

#include <catch2/catch.hpp>

#include "audit/cells.hpp"
#include "unit/audit/fixture.hpp"

using namespace gongkai;
using audit::Finding;

namespace {

/// An audit made by hand: an error, an acknowledged one, a warning without a place in
/// a file, a note.
struct SmallAudit {
    test::Fixture fixture;
    base::SourceFile file{"content/财政局/2023-final.yaml", "tables:\n  公开05表:\n    合计: {小计: 12.30, 其他: 0}\n    201: {小计: 537.827}\n"};
    audit::Audit result;

    SmallAudit()
    {
        fixture.forms.tables[0].number = "公开05表";
        fixture.forms.kind_name = "决算";
        fixture.department.slug = "caizheng";
        fixture.department.short_name = "财政局";
        fixture.report.path = file.path;
        fixture.set(0, "合计", 0, -1230);
        fixture.set(0, "合计", 1, 163852);
        fixture.report.tables[0].at(1, 0).figure = model::Figure::of(decimal::Money::from_cents(537'827'000), 3);
        fixture.report.tables[0].at(0, 0).span = span("12.30");
        fixture.report.tables[0].at(1, 0).span = span("537.827");
        result.findings = {contradiction(), acknowledged(), doubt(), tail()};
        result.tallies["B1"].not_applicable = 2;
        result.tallies["J05-C"] = {10, 1, 0, 0, 3};
        result.tallies["J05-H"] = {3, 0, 1, 0, 0};
        result.tallies["R-A1"] = {0, 1, 0, 0, 0};
        result.tallies["X6"] = {0, 1, 0, 1, 0};
    }

    std::vector<audit::ReportFindings> reports() const { return {{&fixture.department, &fixture.report, &result}}; }

private:
    base::Span span(std::string_view text) const
    {
        const auto begin = static_cast<std::uint32_t>(file.text.find(text));
        return {&file, begin, begin + static_cast<std::uint32_t>(text.size())};
    }

    Finding about(std::string rule, base::Severity severity, std::uint32_t row, std::string message) const
    {
        Finding finding;
        finding.rule = std::move(rule);
        finding.severity = severity;
        finding.operands = {audit::operand_of(fixture.report, {0, 0, row})};
        finding.span = finding.operands.front().span;
        finding.place = finding.operands.front().label;
        finding.message = std::move(message);
        return finding;
    }

    Finding contradiction() const
    {
        auto finding = about("J05-C", base::Severity::error, 0, "公开05表 合计 1栏 -12.30 ≠ 2栏 1638.52，相差 1650.82 万元");
        finding.operands.push_back(audit::operand_of(fixture.report, {0, 1, 0}));
        finding.formula = "1栏各行 = (2+3)栏各行";
        finding.difference = "1650.82 万元";
        finding.diagnosis = "若公开05表 合计 1栏为 1638.52，有关的 2 处全部相符";
        finding.advice = "请核对 \"合计\"";
        return finding;
    }

    Finding acknowledged() const
    {
        auto finding = about("X6", base::Severity::error, 1, "公开05表 201 1栏 537.827 ≠ 537.83");
        finding.acknowledged = "原件如此";
        return finding;
    }

    static Finding doubt()
    {
        Finding finding;
        finding.rule = "R-A1";
        finding.severity = base::Severity::warning;
        finding.place = "published_on";
        finding.message = "没有写明批复日期";
        return finding;
    }

    Finding tail() const { return about("J05-H", base::Severity::note, 1, "公开05表 201 1栏 537.827 ≠ 537.82，相差 0.007 万元（尾差）"); }
};

}  // namespace

TEST_CASE("findings as text: what needs somebody first, the summary aligned by display width")
{
    const SmallAudit small;
    CHECK(audit::text_report(small.reports()) == R"text(== 2023年度财政局决算（content/财政局/2023-final.yaml）
content/财政局/2023-final.yaml:3:14: 错误 [J05-C] 公开05表 合计 1栏 -12.30 ≠ 2栏 1638.52，相差 1650.82 万元
    3 |     合计: {小计: 12.30, 其他: 0}
      |                  ^^^^^
   提示: 请核对 "合计"
   公式: 1栏各行 = (2+3)栏各行
   诊断: 若公开05表 合计 1栏为 1638.52，有关的 2 处全部相符
警告 [R-A1] 没有写明批复日期
已说明 [X6] 公开05表 201 1栏：原件如此
提示（尾差等）1 条：
   content/财政局/2023-final.yaml:4:15: [J05-H] 公开05表 201 1栏 537.827 ≠ 537.82，相差 0.007 万元（尾差）

规则   通过  未通过  提示  不适用  数据不足
J05-C    10       1     0       0         3
J05-H     3       0     1       0         0
R-A1      0       1     0       0         0
X6        0       1     0       1         0
B1        0       0     0       2         0
共 2 个错误（其中 1 个已说明）、1 个警告、1 条提示；核对 17 处，13 处通过。
)text");
}

TEST_CASE("nothing found, nothing checked: the text tells them apart")
{
    const SmallAudit small;
    audit::Audit clean;
    clean.tallies["J05-C"].passed = 12;
    CHECK(audit::text_report({{&small.fixture.department, &small.fixture.report, &clean}}) ==
          "规则   通过  未通过  提示  不适用  数据不足\n"
          "J05-C    12       0     0       0         0\n"
          "共 0 个错误（其中 0 个已说明）、0 个警告、0 条提示；核对 12 处，12 处通过。\n");
    CHECK(audit::text_report({}) == "规则  通过  未通过  提示  不适用  数据不足\n"
                                    "共 0 个错误（其中 0 个已说明）、0 个警告、0 条提示；核对 0 处，0 处通过。\n");
}

TEST_CASE("findings as JSON: every field, columns in characters")
{
    SmallAudit small;
    small.result.findings.resize(1);
    small.result.tallies = {{"J05-C", {10, 1, 0, 0, 3}}};
    CHECK(audit::json_report(small.reports()) == R"json({
  "format": "gongkai-audit/1",
  "totals": {
    "errors": 1,
    "acknowledged": 0,
    "warnings": 0,
    "notes": 0,
    "checked": 11,
    "passed": 10
  },
  "rules": [
    {
      "rule": "J05-C",
      "passed": 10,
      "failed": 1,
      "noted": 0,
      "notApplicable": 0,
      "insufficient": 3
    }
  ],
  "reports": [
    {
      "department": "caizheng",
      "report": "2023-final",
      "file": "content/财政局/2023-final.yaml",
      "totals": {
        "errors": 1,
        "acknowledged": 0,
        "warnings": 0,
        "notes": 0,
        "checked": 11,
        "passed": 10
      },
      "findings": [
        {
          "rule": "J05-C",
          "severity": "error",
          "blocks": true,
          "place": "公开05表 合计 1栏",
          "location": {
            "file": "content/财政局/2023-final.yaml",
            "line": 3,
            "column": 14,
            "endLine": 3,
            "endColumn": 19
          },
          "message": "公开05表 合计 1栏 -12.30 ≠ 2栏 1638.52，相差 1650.82 万元",
          "formula": "1栏各行 = (2+3)栏各行",
          "operands": [
            {
              "label": "公开05表 合计 1栏",
              "figure": "-12.30",
              "cell": {
                "table": "公开05表",
                "row": "合计",
                "column": "1栏"
              },
              "location": {
                "file": "content/财政局/2023-final.yaml",
                "line": 3,
                "column": 14,
                "endLine": 3,
                "endColumn": 19
              }
            },
            {
              "label": "公开05表 合计 2栏",
              "figure": "1638.52",
              "cell": {
                "table": "公开05表",
                "row": "合计",
                "column": "2栏"
              },
              "location": null
            }
          ],
          "difference": "1650.82 万元",
          "diagnosis": "若公开05表 合计 1栏为 1638.52，有关的 2 处全部相符",
          "advice": "请核对 \"合计\"",
          "acknowledged": null
        }
      ],
      "rules": [
        {
          "rule": "J05-C",
          "passed": 10,
          "failed": 1,
          "noted": 0,
          "notApplicable": 0,
          "insufficient": 3
        }
      ]
    }
  ]
}
)json");
}

TEST_CASE("findings as SARIF 2.1.0")
{
    SmallAudit small;
    small.result.findings.resize(3);
    const std::vector<audit::Rule> rules = {{"J05-C", "公开05表：1栏各行 = (2+3)栏各行", "表内公式"}, {"X6", "基本支出两表相符", ""}};
    CHECK(audit::sarif_report(small.reports(), rules, "0.1.0") == R"json({
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "gongkai",
          "version": "0.1.0",
          "language": "zh-CN",
          "rules": [
            {
              "id": "J05-C",
              "shortDescription": {
                "text": "公开05表：1栏各行 = (2+3)栏各行"
              },
              "help": {
                "text": "依据：表内公式"
              }
            },
            {
              "id": "X6",
              "shortDescription": {
                "text": "基本支出两表相符"
              }
            }
          ]
        }
      },
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": {
            "text": "项目文件夹"
          }
        }
      },
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "J05-C",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "公开05表 合计 1栏 -12.30 ≠ 2栏 1638.52，相差 1650.82 万元\n公式: 1栏各行 = (2+3)栏各行\n诊断: 若公开05表 合计 1栏为 1638.52，有关的 2 处全部相符\n建议: 请核对 \"合计\""
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/%E8%B4%A2%E6%94%BF%E5%B1%80/2023-final.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 3,
                  "startColumn": 14,
                  "endColumn": 19
                }
              },
              "logicalLocations": [
                {
                  "name": "公开05表 合计 1栏",
                  "fullyQualifiedName": "caizheng/2023-final 公开05表 合计 1栏"
                }
              ]
            }
          ],
          "relatedLocations": [
            {
              "id": 1,
              "message": {
                "text": "公开05表 合计 1栏 -12.30"
              },
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/%E8%B4%A2%E6%94%BF%E5%B1%80/2023-final.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 3,
                  "startColumn": 14,
                  "endColumn": 19
                }
              }
            }
          ],
          "partialFingerprints": {
            "ruleAndPlace/v1": "J05-C caizheng/2023-final 公开05表 合计 1栏"
          },
          "suppressions": []
        },
        {
          "ruleId": "X6",
          "ruleIndex": 1,
          "level": "error",
          "message": {
            "text": "公开05表 201 1栏 537.827 ≠ 537.83"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/%E8%B4%A2%E6%94%BF%E5%B1%80/2023-final.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 4,
                  "startColumn": 15,
                  "endColumn": 22
                }
              },
              "logicalLocations": [
                {
                  "name": "公开05表 201 1栏",
                  "fullyQualifiedName": "caizheng/2023-final 公开05表 201 1栏"
                }
              ]
            }
          ],
          "relatedLocations": [
            {
              "id": 1,
              "message": {
                "text": "公开05表 201 1栏 537.827"
              },
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/%E8%B4%A2%E6%94%BF%E5%B1%80/2023-final.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 4,
                  "startColumn": 15,
                  "endColumn": 22
                }
              }
            }
          ],
          "partialFingerprints": {
            "ruleAndPlace/v1": "X6 caizheng/2023-final 公开05表 201 1栏"
          },
          "suppressions": [
            {
              "kind": "external",
              "justification": "原件如此"
            }
          ]
        },
        {
          "ruleId": "R-A1",
          "level": "warning",
          "message": {
            "text": "没有写明批复日期"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/%E8%B4%A2%E6%94%BF%E5%B1%80/2023-final.yaml",
                  "uriBaseId": "%SRCROOT%"
                }
              },
              "logicalLocations": [
                {
                  "name": "published_on",
                  "fullyQualifiedName": "caizheng/2023-final published_on"
                }
              ]
            }
          ],
          "partialFingerprints": {
            "ruleAndPlace/v1": "R-A1 caizheng/2023-final published_on"
          },
          "suppressions": []
        }
      ]
    }
  ]
}
)json");
}

TEST_CASE("what is acknowledged is JSON null or the reason")
{
    const SmallAudit small;
    const auto json = audit::json_report(small.reports());
    CHECK(json.find("\"acknowledged\": \"原件如此\"") != std::string::npos);
    CHECK(json.find("\"severity\": \"note\"") != std::string::npos);
    CHECK(json.find("\"location\": null,\n          \"message\": \"没有写明批复日期\"") != std::string::npos);
}

TEST_CASE("findings on the content as a whole belong to no report")
{
    const SmallAudit small;
    audit::Audit whole;
    Finding finding;
    finding.rule = "W-P1";
    finding.span = {&small.file, 0, 6};
    finding.place = small.file.path;
    finding.message = "含有身份证号";
    whole.findings = {finding};
    whole.tallies["W-P1"].failed = 1;
    const std::vector<audit::ReportFindings> reports = {{nullptr, nullptr, &whole}};
    CHECK(audit::text_report(reports).starts_with("== 全部内容\ncontent/财政局/2023-final.yaml:1:1: 错误 [W-P1] 含有身份证号\n"));
    CHECK(audit::json_report(reports).find("\"department\": null,\n      \"report\": null,\n      \"file\": null,") != std::string::npos);
    CHECK(audit::sarif_report(reports, {}, "0.1.0").find("\"fullyQualifiedName\": \"content/财政局/2023-final.yaml\"") != std::string::npos);
}

TEST_CASE("totals and tallies add up over reports")
{
    const SmallAudit small;
    auto twice = small.reports();
    twice.push_back(twice.front());
    const auto totals = audit::totals_of(twice);
    CHECK(totals.errors == 4);
    CHECK(totals.acknowledged == 2);
    CHECK(totals.warnings == 2);
    CHECK(totals.notes == 2);
    CHECK(totals.checked == 34);
    CHECK(totals.passed == 26);
    const auto tallies = audit::tallies_of(twice);
    REQUIRE(tallies.size() == 5);
    CHECK(tallies.front().first == "J05-C");
    CHECK(tallies.front().second.passed == 20);
    CHECK(tallies.back().first == "B1");
    CHECK(tallies.back().second.not_applicable == 4);
}
