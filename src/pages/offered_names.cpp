#include "pages/offered_names.hpp"

#include "pages/narrative.hpp"

namespace gongkai::pages {
namespace {

using Names = std::vector<OfferedName>;

// --- what several kinds of page have -----------------------------------------

OfferedName site()
{
    const Names fact = {{"label", "文字", "如“主办单位”"}, {"value", "文字", "所填的内容"}};
    return {"site", "映射", "site.yaml 中的设置",
            {{"name", "文字", "网站名称"},
             {"domain", "文字", "域名，可能为空"},
             {"id_code", "文字", "政府网站标识码，可能为空"},
             {"base_url", "文字", "网站的完整地址，以 / 结尾；没有写明时为空"},
             {"notice", "文字", "每页都显示的说明，可能为空"},
             {"description", "文字", "网站简介；没有写明时为网站名称"},
             {"error_report_url", "文字", "“我为政府网站找错”的地址，可能为空"},
             {"footer", "映射的列表", "页脚各项：只有填了的", fact}}};
}

Names link() { return {{"title", "文字", "页面标题"}, {"url", "文字", "从网站根算起的地址"}}; }

OfferedName page()
{
    const Names column = {{"name", "文字", "栏目名称（ColumnName）"},
                          {"description", "文字", "栏目描述（ColumnDescription）"},
                          {"keywords", "文字", "栏目关键词（ColumnKeywords）"},
                          {"type", "文字", "栏目类别（ColumnType），如“数据发布”"}};
    return {"page", "映射", "当前页面",
            {{"kind", "文字", "页面种类，如 table，与模板的文件名相同"},
             {"url", "文字", "本页从网站根算起的地址"},
             {"root", "文字", "从本页到网站根的相对路径，如 ../../；网站各处的地址都要接在它后面"},
             {"title", "文字", "页面标题"},
             {"description", "文字", "一句话的内容提要"},
             {"orientation", "文字", "纸张方向：portrait 或 landscape"},
             {"published", "文字", "公开日期，如 2024-09-01；没有时为空"},
             {"source", "文字", "内容来源：公开的部门；不是正文页时为空"},
             {"is_content", "是否值", "是正文页：带 ArticleTitle、PubDate、ContentSource"},
             {"breadcrumbs", "映射的列表", "从首页到本页的路径；最后一项是本页，其 url 为空", link()},
             {"previous", "映射或空值", "同一报告的上一页", link()},
             {"next", "映射或空值", "同一报告的下一页", link()},
             {"column", "映射", "《政府网站发展指引》规定的栏目标签", column}}};
}

OfferedName department()
{
    return {"department", "映射", "公开报告的部门",
            {{"name", "文字", "全称"}, {"short_name", "文字", "简称"}, {"url", "文字", "部门页的地址"}}};
}

Names correction()
{
    const Names cell = {{"place", "文字", "位置，如“公开05表 合计 1栏”"},
                        {"url", "文字", "这一格的地址；没有它的网页时为空"},
                        {"from", "文字", "更正前的数，照表的格式；空白为空"},
                        {"to", "文字", "更正后的数"},
                        {"unit", "文字", "金额单位；不是金额时为空"}};
    return {{"date", "文字", "更正日期，如 2024-09-01"},
            {"what", "文字", "更正了什么"},
            {"reason", "文字", "原因"},
            {"cells", "映射的列表", "更正的数，可能没有", cell}};
}

OfferedName report()
{
    return {"report", "映射", "本页所属的报告",
            {{"title", "文字", "报告标题"},
             {"year", "整数", "年度"},
             {"kind_name", "文字", "种类，如“部门预算”"},
             {"entity", "文字", "“部门”或“单位”"},
             {"unit", "文字", "金额单位，如“万元”"},
             {"published", "文字", "公开日期，如 2024-09-01；没有时为空"},
             {"published_text", "文字", "公开日期，如“2024年9月1日”；没有时为空"},
             {"summarised", "是否值", "文字是摘要"},
             {"corrections", "映射的列表", "更正说明",
              correction()},
             {"source", "映射", "数据的出处",
              {{"title", "文字", "文件标题"}, {"date", "文字", "日期，如“2024年9月1日”；没有时为空"}, {"note", "文字", "录入说明，可能为空"}}},
             {"downloads", "映射", "整份报告的下载",
              {{"workbook", "文字", "XLSX 的地址"}, {"package", "文字", "数据包说明的地址"}}}}};
}

Names chart()
{
    return {{"id", "文字", "HTML 的 id"},
            {"number", "文字", "图号，如“图1”"},
            {"title", "文字", "图的标题"},
            {"unit", "文字", "单位"},
            {"wide", "HTML", "宽屏上的图（svg 元素）"},
            {"narrow", "HTML", "窄屏上的图（svg 元素）"},
            {"columns", "文字的列表", "数据表的栏目"},
            {"rows", "文字的列表的列表", "数据表各行的各格"},
            {"note", "文字", "图注，可能为空"},
            {"svg", "文字", "SVG 文件的地址"}};
}

Names sheet()
{
    return {{"name", "文字", "项目名称；整体的表为表样所定的名称"},
            {"title", "文字", "表的标题"},
            {"url", "文字", "表页从网站根算起的地址"},
            {"file", "文字", "表页从报告的文件夹算起的地址：情况说明中用它"},
            {"scope", "文字", "whole：整体；project：一个项目"},
            {"unit", "文字", "金额单位"},
            {"budget", "文字或空值", "所填的预算金额，照原文"},
            {"executed", "文字或空值", "所填的执行金额，照原文"},
            {"rate", "文字或空值", "执行率，照原文"},
            {"score", "文字或空值", "执行率的得分"},
            {"total", "文字或空值", "全表的得分"}};
}

Names key_figure()
{
    return {{"label", "文字", "名称"},
            {"value", "文字", "数，已按报告的格式写好；没有时为“—”"},
            {"unit", "文字", "单位"},
            {"change", "映射或空值", "与上年相比；没有上年的数时为空值",
             {{"direction", "文字", "up、down 或 same"}, {"text", "文字", "如“比上年增加 127.20（18.6%）”"}}}};
}

Names report_link()
{
    return {{"year", "整数", "年度"}, {"kind_name", "文字", "种类"}, {"title", "文字", "报告标题"}, {"url", "文字", "报告首页的地址"}};
}

Names whole_department()
{
    return {{"name", "文字", "全称"},
            {"short_name", "文字", "简称"},
            {"id", "文字", "HTML 的 id"},
            {"url", "文字", "部门页的地址"},
            {"kind", "文字", "类别，如“党政机关”"},
            {"province", "文字", "省"},
            {"city", "文字", "市"},
            {"district", "文字", "区县"},
            {"budget_code", "文字", "预算代码，可能为空"},
            {"units", "文字的列表", "编制范围内的单位"},
            {"reports", "映射的列表", "已公开的报告，新的在前", report_link()}};
}

Names with(Names common, const Names& own)
{
    common.insert(common.end(), own.begin(), own.end());
    return common;
}

/// Names of a page of the whole site.
Names site_page(const Names& own) { return with({site(), page()}, own); }

/// Names of a page of a report.
Names report_page(const Names& own) { return with({site(), page(), department(), report()}, own); }

// --- kinds of page ------------------------------------------------------------

PageKind home()
{
    return {"首页", "pages/home.html", "网站的首页。",
            site_page({{"districts", "映射的列表", "按地区的部门",
                        {{"id", "文字", "HTML 的 id"}, {"name", "文字", "地区"}, {"departments", "映射的列表", "各部门", whole_department()}}},
                       {"years", "映射的列表", "按年度的报告，新的在前",
                        {{"year", "整数", "年度"},
                         {"reports", "映射的列表", "各部门的报告",
                          {{"department", "文字", "部门简称"}, {"kind_name", "文字", "种类"}, {"url", "文字", "报告首页的地址"}}}}},
                       {"counts", "映射", "全站的数量",
                        {{"departments", "整数", "部门"},
                         {"reports", "整数", "报告"},
                         {"tables", "整数", "公开的表"},
                         {"sheets", "整数", "绩效表"},
                         {"figures", "整数", "填了数的格"}}}})};
}

PageKind site_map()
{
    return {"站点地图", "pages/sitemap.html", "列出网站的所有页面。",
            site_page({{"departments", "映射的列表", "各部门",
                        {{"id", "文字", "HTML 的 id"},
                         {"name", "文字", "全称"},
                         {"url", "文字", "部门页的地址"},
                         {"reports", "映射的列表", "各报告",
                          {{"title", "文字", "报告标题"}, {"url", "文字", "报告首页的地址"}, {"pages", "映射的列表", "报告的其他各页", link()}}}}}})};
}

PageKind not_found() { return {"没有找到", "pages/notfound.html", "网址不存在时的页面（404.html）。", site_page({})}; }

PageKind archive_page()
{
    const Names base = {{"name", "文字", "上一份归档的文件名"},
                        {"sha256", "文字", "它的摘要值"},
                        {"has_corrections_since", "是否值", "那以后有更正"}};
    const Names note = {{"number", "整数", "注的序号"}, {"id", "文字", "HTML 的 id"}, {"text", "文字", "注的内容"}};
    const Names report = {{"label", "文字", "种类，如“决算”"},
                          {"title", "文字", "报告标题；没有公开的为空"},
                          {"url", "文字", "报告首页的地址；没有公开的为空"},
                          {"standing", "文字", "published、unpublished、missing 或 exempt"},
                          {"mark", "文字", "“未公开”“缺”“不公开”；已公开的为空"},
                          {"note", "映射或空值", "原因", note}};
    const Names cell = {{"year", "整数", "年度"}, {"reports", "映射的列表", "这一年应有的和已有的报告", report}};
    const Names department = {{"name", "文字", "简称"}, {"url", "文字", "部门页的地址"}, {"cells", "映射的列表", "各年度", cell}};
    return {"归档目录", "pages/archive.html", "档案的首页（data/index.html），在网站的上一级文件夹中：page.root 为 site/。",
            site_page({{"archive", "映射", "档案",
                        {{"date", "文字", "归档日期，如 2024-09-01"},
                         {"date_text", "文字", "归档日期，如“2024年9月1日”"},
                         {"version", "文字", "gongkai 的版本"},
                         {"retention", "文字", "保管期限"},
                         {"departments", "整数", "部门"},
                         {"reports", "整数", "已公开的报告"},
                         {"pages", "整数", "网页"},
                         {"files", "整数", "文件"},
                         {"size", "文字", "总的大小，如“12.3 MB”"},
                         {"unpublished", "整数", "未公开的报告"},
                         {"missing", "整数", "缺的报告"},
                         {"exempt", "整数", "不公开的报告"},
                         {"base", "映射或空值", "上一份归档；本档是全的时为空值", base}}},
                       {"districts", "映射的列表", "按地区的部门和它们各年度的报告",
                        {{"id", "文字", "HTML 的 id"},
                         {"name", "文字", "地区"},
                         {"years", "整数的列表", "年度，旧的在前"},
                         {"departments", "映射的列表", "各部门", department},
                         {"notes", "映射的列表", "没有公开的原因", {{"id", "文字", "HTML 的 id"}, {"text", "文字", "注的内容"}}}}},
                       {"corrected_reports", "映射的列表", "更正过的报告",
                        {{"title", "文字", "报告标题"}, {"url", "文字", "报告首页的地址"}, {"corrections", "映射的列表", "更正说明", correction()}}}})};
}

PageKind department_page()
{
    return {"部门页", "pages/department.html", "一个部门和它的各份报告。",
            site_page({{"department", "映射", "部门", whole_department()},
                       {"reports", "映射的列表", "已公开的报告，新的在前",
                        {{"year", "整数", "年度"},
                         {"kind_name", "文字", "种类"},
                         {"url", "文字", "报告首页的地址"},
                         {"published_text", "文字", "公开日期，如“2024年9月1日”；没有时为空"},
                         {"source_title", "文字", "出处的文件标题"},
                         {"key_figures", "映射的列表", "关键数字", key_figure()}}}})};
}

PageKind contents()
{
    const Names item = {{"number", "文字", "表号；不是表时为空"},
                        {"title", "文字", "标题"},
                        {"url", "文字", "地址"},
                        {"statement", "文字", "空表的说明；有数据时为空"}};
    return {"报告首页", "pages/report.html", "一份报告的关键数字、图和目录。",
            report_page({{"key_figures", "映射的列表", "关键数字", key_figure()},
                         {"charts", "映射的列表", "报告的各图", chart()},
                         {"parts", "映射的列表", "目录的各部分",
                          {{"id", "文字", "部分的 id"}, {"title", "文字", "标题"}, {"items", "映射的列表", "各页", item}}},
                         {"figure_notes", "文字的列表", "不在任何一张表上的公布数据说明"}})};
}

PageKind table()
{
    return {"表页", "pages/table.html", "一张表。",
            report_page({{"table", "映射", "本页的表",
                          {{"number", "文字", "表号"},
                           {"title", "文字", "表名"},
                           {"unit", "文字", "金额单位；没有金额栏时为空"},
                           {"html", "HTML", "整张表（table 元素）"},
                           {"notes", "文字的列表", "表注"},
                           {"figure_notes", "文字的列表", "公布数据说明：第 n 项的 id 须为 note-n，表中的数链接到它"},
                           {"formulas", "文字的列表", "表内公式"},
                           {"statement", "文字", "空表的说明，可能为空"},
                           {"computed", "是否值", "有由本站算出的数"},
                           {"csv", "文字", "CSV 的地址"},
                           {"json", "文字", "JSON 的地址"}}}})};
}

PageKind evaluations()
{
    return {"绩效汇总", "pages/evaluations.html", "一份报告的各张绩效表。",
            report_page({{"title", "文字", "本页的标题"},
                         {"sheets", "映射的列表", "各张表", sheet()},
                         {"chart", "映射或空值", "各项目执行率的图；画不出时为空值", chart()},
                         {"csv", "文字", "各表全部内容的 CSV 的地址"}})};
}

PageKind sheet_page()
{
    return {"绩效表页", "pages/sheet.html", "一张绩效自评表或绩效目标表。",
            report_page({{"sheet", "映射", "本页的表",
                          {{"title", "文字", "标题"},
                           {"number", "文字", "表号，可能为空"},
                           {"unit", "文字", "金额单位"},
                           {"html", "HTML", "整张表"},
                           {"notes", "文字的列表", "表注"}}},
                         {"figure_notes", "文字的列表", "公布数据说明"},
                         {"summary_url", "文字", "绩效汇总页的地址"}})};
}

PageKind narrative_page()
{
    const Names section = {{"id", "文字", "HTML 的 id"},
                           {"number", "文字", "序号，如“一”；可能为空"},
                           {"title", "文字", "节的标题"},
                           {"html", "HTML", "由情况说明的模板或部门的文字生成的正文"},
                           {"missing", "文字的列表", "部门没有提供的数据"},
                           {"charts", "映射的列表", "放在这一节的图", chart()}};
    return {"情况说明页", "pages/narrative.html", "情况说明的一个部分。",
            report_page({{"part", "映射", "本页的部分", {{"title", "文字", "标题"}, {"sections", "映射的列表", "各节", section}}}})};
}

PageKind glossary()
{
    auto of_report = report();
    of_report.type = "映射或空值";
    of_report.summary = "本页所属的报告；全站的名词解释为空值";
    auto of_department = department();
    of_department.type = "映射（部分页面没有）";
    of_department.summary = "公开报告的部门；全站的名词解释没有这个名称";
    return {"名词解释", "pages/glossary.html", "全站的名词解释，和每份报告用到的名词、科目。",
            site_page({of_department, of_report,
                       {"terms", "映射的列表", "名词",
                        {{"id", "文字", "HTML 的 id：须原样写出，各页的名词链接到它"}, {"term", "文字", "名词"}, {"definition", "文字", "释义"}}},
                       {"subjects", "映射的列表", "报告用到的科目（到项级）；全站的名词解释为空列表",
                        {{"code", "文字", "科目编码"}, {"path", "文字", "从类到项的名称"}, {"explanation", "文字", "说明，可能为空"}}}})};
}

PageKind texts()
{
    Names names = {{"year", "整数", "年度"},
                   {"entity", "文字", "“部门”或“单位”"},
                   {"name", "文字", "部门全称"},
                   {"short_name", "文字", "部门简称"},
                   {"unit", "文字", "表的金额单位"},
                   {"facts", "映射", "报告的 facts：键由内容而定，没有填的用 default 或 is defined 来问"},
                   {"units", "文字的列表", "编制范围内的单位"},
                   {"sheets", "映射的列表", "报告的绩效表", sheet()}};
    for (const auto& function : narrative_functions())
        names.push_back({function.name, "函数", function.summary});
    return {"情况说明", "narrative/", "情况说明的各节：生成 Markdown。部门在 content 中写的文字也可以用这些名称。", names};
}

}  // namespace

const std::vector<PageKind>& page_kinds()
{
    static const std::vector<PageKind> kinds = {home(),     department_page(), contents(), narrative_page(), table(), evaluations(),
                                                sheet_page(), glossary(),       site_map(), not_found(),      archive_page(), texts()};
    return kinds;
}

std::vector<jinja::Offer> offers(const std::vector<std::string>& texts)
{
    std::vector<jinja::Offer> offers;
    for (const auto& kind : page_kinds()) {
        jinja::Offer offer{kind.title, kind.template_name, {}};
        for (const auto& name : kind.names)
            offer.names.push_back(name.name);
        offers.push_back(std::move(offer));
    }
    auto of_texts = offers.back();
    of_texts.template_name.clear();
    offers.push_back(of_texts);
    for (const auto& name : texts) {
        if (offers[page_kinds().size() - 1].covers(name))
            continue;
        of_texts.template_name = name;
        offers.push_back(of_texts);
    }
    return offers;
}

}  // namespace gongkai::pages
