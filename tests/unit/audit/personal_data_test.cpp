#include "audit/personal_data.hpp"

#include <catch2/catch.hpp>

#include "audit/identity_numbers.hpp"
#include "audit/page_text.hpp"
#include "audit/personal_names.hpp"
#include "base/source_tree.hpp"

using namespace gongkai;

namespace {

/// "W-P2 错误 手机号 138****5678 [13812345678]; …"
std::string found(std::string_view text)
{
    std::string out;
    for (const auto& datum : audit::find_personal_data(text))
        out += (out.empty() ? "" : "; ") + datum.rule + " " + std::string(base::severity_name(datum.severity)) + " " + datum.what + " [" +
               std::string(text.substr(datum.begin, datum.end - datum.begin)) + "]";
    return out;
}

std::string on_page(std::string_view html)
{
    std::string out;
    for (const auto& finding : audit::personal_data_on_page("2023/index.html", html))
        out += (out.empty() ? "" : "; ") + finding.rule + " " + finding.place + " " + finding.message;
    return out;
}

}  // namespace

TEST_CASE("an identity number needs a province, a day and its check digit")
{
    CHECK(found("张三 420106198001010015。") == "W-P1 错误 身份证号 42*************015 [420106198001010015]");
    CHECK(found("42010619800118017X") == "W-P1 错误 身份证号 42*************17X [42010619800118017X]");
    CHECK(found("42010619800118017x，") == "W-P1 错误 身份证号 42*************17x [42010619800118017x]");
    CHECK(found("420106 19800101 0015") == "W-P1 错误 身份证号 42*************015 [420106 19800101 0015]");
    CHECK(found("４２０１０６１９８００１０１００１５") == "W-P1 错误 身份证号 42*************015 [４２０１０６１９８００１０１００１５]");
    CHECK(found("420106198001010016").empty());   // check digit
    CHECK(found("420106198002300010").empty());   // no such day
    CHECK(found("A420106198001010015").empty());  // part of a code
    CHECK(found("4201061980010100151").empty());
    CHECK(found("35*************123，4201061980****0015").empty());
}

TEST_CASE("a code with a recent day may have the check digit by chance")
{
    CHECK(found("单据号 420106202401010013") == "W-P1 警告 身份证号 42*************013 [420106202401010013]");
    CHECK(found("身份证号：420106202401010013") == "W-P1 错误 身份证号 42*************013 [420106202401010013]");
}

TEST_CASE("an old identity number counts only beside a word for it")
{
    CHECK(found("身份证：420106491231002") == "W-P1 错误 身份证号 42**********002 [420106491231002]");
    CHECK(found("凭证编号 420106491231002").empty());
    CHECK(found("身份证：420106491331002").empty());
}

TEST_CASE("mobile numbers, also in groups and with the country's code")
{
    CHECK(found("13812345678") == "W-P2 错误 手机号 138****5678 [13812345678]");
    CHECK(found("手机+8613812345678、008613812345678") ==
          "W-P2 错误 手机号 138****5678 [8613812345678]; W-P2 错误 手机号 138****5678 [008613812345678]");
    CHECK(found("138-1234-5678") == "W-P2 错误 手机号 138****5678 [138-1234-5678]");
    CHECK(found("电话 138 1234 5678") == "W-P2 错误 手机号 138****5678 [138 1234 5678]");
    CHECK(found("**13812345678**, 13912345678,") == "W-P2 错误 手机号 138****5678 [13812345678]; W-P2 错误 手机号 139****5678 [13912345678]");
    CHECK(found("138****1234、138 1234 5678、12812345678、113812345678、13812345678.50").empty());
    CHECK(found("13812345678元，13812345678 万元，￥13812345678，0.13812345678，a13812345678").empty());
    CHECK(found("https://x.gov.cn/a/13812345678.html").empty());
}

TEST_CASE("telephones count beside a word for them")
{
    CHECK(found("电话 68865117") == "W-P3 警告 电话 6886**** [68865117]");
    CHECK(found("{填报人: ~, 联系电话: 027-68865117}") == "W-P3 警告 电话 6886**** [68865117]");
    CHECK(found("联系方式：（0717）6886511") == "W-P3 警告 电话 6886*** [6886511]");
    CHECK(found("电话：02768865117") == "W-P3 警告 电话 6886**** [02768865117]");
    CHECK(found("电话：68865117、68865118") == "W-P3 警告 电话 6886**** [68865117]; W-P3 警告 电话 6886**** [68865118]");
    CHECK(found("支出 68865117，电话费 68865117，电话会议68865117次，手机 20231231，电话 6886****").empty());
    CHECK(found("联系方式:\n2013201: 1").empty());  // another line
    CHECK(found("电话 68865117.50").empty());
    CHECK(found("电话回访 6886511 人次").empty());
    CHECK(found("电话 0071712，电话 00717126").empty());
}

TEST_CASE("bank cards have known first digits and a check digit")
{
    CHECK(found("6222021001123456789") == "W-P4 错误 银行卡号 6222***********6789 [6222021001123456789]");
    CHECK(found("6217000012345670") == "W-P4 错误 银行卡号 6217********5670 [6217000012345670]");
    CHECK(found("开户行账号：5512345678901231") == "W-P4 错误 银行卡号 5512********1231 [5512345678901231]");
    CHECK(found("卡号 6217 0000 1234 5670") == "W-P4 错误 银行卡号 6217********5670 [6217 0000 1234 5670]");
    CHECK(found("6217 0000 1234 5670").empty());  // a row of figures
    CHECK(found("6222021001123456780").empty());
    CHECK(found("6217000012345670.00，T6217000012345670，62170000123456701234").empty());
    CHECK(found("42010724112T000000100").empty());  // 项目编码
}

TEST_CASE("codes of districts begin like cards: only a warning")
{
    CHECK(found("4201072400000012") == "W-P4 警告 银行卡号 4201********0012 [4201072400000012]");
    CHECK(found("6201072400000000011") == "W-P4 警告 银行卡号 6201***********0011 [6201072400000000011]");
}

TEST_CASE("names after the words for who is responsible")
{
    CHECK(found("填报人 熊沁 联系电话 68865117") == "W-P5 警告 填报人姓名 熊* [熊沁]; W-P3 警告 电话 6886**** [68865117]");
    CHECK(found("项目负责人：周凯斌") == "W-P5 警告 负责人姓名 周** [周凯斌]");
    CHECK(found("联系人: \"欧阳小明\"") == "W-P5 警告 联系人姓名 欧阳** [欧阳小明]");
    CHECK(found("经办人（签字）：李四电话") == "W-P5 警告 经办人姓名 李* [李四]");
    CHECK(found("填表人　王五同志") == "W-P5 警告 填表人姓名 王* [王五]");
    CHECK(found("负责人：阿布都·热合曼") == "W-P5 警告 负责人姓名 阿****** [阿布都·热合曼]");
    CHECK(found("负责人才宏观管理，主要负责人用车0辆，各部门负责人季度联席会商，联系人民群众").empty());
    CHECK(found("负责人：财务科；负责人 项目名称；联系人：单位；联系人 电话；填报人：\n王五").empty());
    CHECK(found("负责人：张主任、李某，经办人：熊*，联系人：司法局").empty());
}

TEST_CASE("e-mail, licence plates and homes")
{
    CHECK(found("信箱 zhang.san@163.com。") == "W-P6 警告 电子邮箱 z***@163.com [zhang.san@163.com]");
    CHECK(found("z***@163.com，icon@2x.png，@某人").empty());
    CHECK(found("车辆鄂A12345") == "W-P6 警告 车牌号 鄂A***45 [鄂A12345]");
    CHECK(found("鄂A·D12345，鄂A1234警") == "W-P6 警告 车牌号 鄂A***45 [鄂A·D12345]; W-P6 警告 车牌号 鄂A***34 [鄂A1234警]");
    CHECK(found("鄂ICP备12345678号，新A级，鄂B2024-01，京A1234567").empty());
    CHECK(found("家庭住址：某区某路12号，") == "W-P6 警告 家庭住址 [某区某路12号]");
    CHECK(found("家庭住址在本区的占一半").empty());
}

TEST_CASE("marks of secrecy, not words about it")
{
    CHECK(found("机密★10年") == "W-P7 错误 密级标志“机密★10年” [机密★10年]");
    CHECK(found("本文为秘密★文件") == "W-P7 错误 密级标志“秘密★” [秘密★]");
    CHECK(found("绝密 ★") == "W-P7 错误 密级标志“绝密 ★” [绝密 ★]");
    CHECK(found("（机密 5年）") == "W-P7 错误 密级标志“机密 5年” [机密 5年]");
    CHECK(found("密级：秘密\n") == "W-P7 提示 “秘密”字样 [秘密]");
    CHECK(found("内部资料 注意保存") == "W-P7 提示 “内部资料”字样 [内部资料]");
    CHECK(found("机要保密、保密局、国家秘密、商业秘密、绝密、机密、秘密三级，涉密项目，编印内部资料3期").empty());
    CHECK(found("保守国家秘密10年").empty());
}

TEST_CASE("figures of tables are not numbers of persons")
{
    const base::SourceFile file{"content/a/2023-final.yaml",
                                "title: 决算\n"
                                "tables:\n"
                                "  公开01表:\n"
                                "    # 元\n"
                                "    收入总计: 13812345678\n"
                                "    支出总计: {合计: 13812345678, 手机: 13812345678}\n"
                                "facts:\n"
                                "  说明: 见 13812345678\n"};
    audit::Record record;
    audit::check_personal_data(file, record);
    REQUIRE(record.findings().size() == 2);
    const auto& finding = record.findings()[0];
    CHECK(base::to_text({finding.severity, finding.rule, finding.span, finding.message, finding.advice, {}}) ==
          "content/a/2023-final.yaml:6:33: 错误 [W-P2] 文中有手机号 138****5678\n"
          "    6 |     支出总计: {合计: 13812345678, 手机: 13812345678}\n"
          "      |                                         ^^^^^^^^^^^\n"
          "   提示: 请删去，或遮盖中间四位，如 138****1234\n");
    CHECK(finding.place == "手机号 138****5678");
    CHECK(base::locate(file.text, record.findings()[1].span.begin).line == 8);
    CHECK(record.tallies().at("W-P2").failed == 2);
    CHECK(record.tallies().at("W-P1").passed == 1);
}

TEST_CASE("advice on marks of secrecy")
{
    const base::SourceFile file{"content/a/2023-final.md", "# 主要职责\n\n机密★10年\n"};
    audit::Record record;
    audit::check_personal_data(file, record);
    REQUIRE(record.findings().size() == 1);
    CHECK(record.findings()[0].message == "文中有密级标志“机密★10年”");
    CHECK(record.findings()[0].advice == "标有密级的内容不得公开：请删去，并作保密审查");
}

TEST_CASE("pages are checked in their text and in the attributes that hold text")
{
    CHECK(on_page("<p>手机 1381<span>2345</span>678</p>") == "W-P2 2023/index.html 页面中有手机号 138****5678");
    CHECK(on_page("<dl><div><dt>联系电话</dt><dd>68865117</dd></div></dl>") == "W-P3 2023/index.html 页面中有电话 6886****");
    CHECK(on_page("<tr><th scope=\"row\">填报人</th>\n<td>熊沁</td></tr>") == "W-P5 2023/index.html 页面中有填报人姓名 熊*");
    CHECK(on_page("<p>&#49;3812345678 &amp; &#x31;3912345678</p>") ==
          "W-P2 2023/index.html 页面中有手机号 138****5678; W-P2 2023/index.html 页面中有手机号 139****5678");
    CHECK(on_page("<img alt='13812345678' src=a.png>") == "W-P2 2023/index.html 页面中有手机号 138****5678");
    CHECK(on_page("<meta name=\"description\" content=\"13812345678\">") == "W-P2 2023/index.html 页面中有手机号 138****5678");
    CHECK(on_page("<a href=\"tel:68865117\">拨打</a><a href=\"mailto:zhang@163.com\">写信</a>") ==
          "W-P3 2023/index.html 页面中有电话 6886****; W-P6 2023/index.html 页面中有电子邮箱 z***@163.com");
    CHECK(on_page("<!-- 13812345678 --><p>13812345678</p>") == "W-P2 2023/index.html 页面中有手机号 138****5678");  // once
}

TEST_CASE("pages: what is no text gives no finding")
{
    CHECK(on_page("<svg viewBox=\"0 0 13812345678 1\"><path d=\"M 13812345678 13912345678\" class=\"13812345678\"/></svg>").empty());
    CHECK(on_page("<link href=\"assets/13812345678.css\" integrity=\"sha256-13812345678\"><script>var a = 13812345678;</script>").empty());
    CHECK(on_page("<a href=\"../13812345678/index.html\" id=\"t-13812345678\">表</a><style>.a{order:13812345678}</style>").empty());
    CHECK(on_page("<tr><td>6217</td><td>0000</td><td>1234</td><td>5670</td></tr>").empty());
    CHECK(on_page("<tr><td>138</td><td>12345678</td></tr><td>13,812,345,678.00</td>").empty());
    CHECK(on_page("<p>1 < 2</p><p title=\"a\" hidden>好</p").empty());
}

TEST_CASE("pages: the footer is the site's own")
{
    CHECK(on_page("<footer><dl><dt>联系电话</dt><dd>027-68865117</dd></dl><a href=\"mailto:zw@x.gov.cn\">信箱</a></footer>").empty());
    CHECK(on_page("<footer>13812345678</footer>") == "W-P2 2023/index.html 页面中有手机号 138****5678");
}

TEST_CASE("broken markup is read to its end")
{
    for (const auto* html : {"<", "</", "<!--", "<a", "<a href", "<a href=", "<a href=\"", "<script>", "&#", "&#x110000;", "&#xD800;", "<a =\"x\" / >"})
        CHECK_NOTHROW(audit::text_of_page(html));
    CHECK(audit::text_of_page("a &lt; b &unknown; &#9733;").body == "a < b &unknown; ★");
    CHECK(audit::find_personal_data("\xEF\xBC").empty());
}

TEST_CASE("the content of this repository has no personal data")
{
    base::SourceTree tree;
    REQUIRE(base::read_tree(GONGKAI_SOURCE_DIR, {"content"}, {}, tree).empty());
    std::size_t checked = 0;
    for (const auto* file : tree.under("content"))
        if (file->path.ends_with(".yaml") || file->path.ends_with(".md")) {
            INFO(file->path);
            CHECK(found(file->text).empty());
            ++checked;
        }
    CHECK(checked > 40);
}
