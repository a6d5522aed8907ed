// Texts of pages, and lists of files.

#include <map>

#include <fmt/format.h>

#include "serve/changes_page.hpp"
#include "serve/changes_text.hpp"
#include "serve/changes_values.hpp"

namespace gongkai::serve {
namespace {

using build::Presence;
using build::Standing;
using build::TextComparison;
using jinja::Value;

Value integer(std::size_t number) { return Value::integer(static_cast<std::int64_t>(number)); }

Value part_name(build::TextPart part)
{
    switch (part) {
    case build::TextPart::body: return Value::string("");
    case build::TextPart::attributes: return Value::string("不显示在页面上的文字");
    case build::TextPart::footer: return Value::string("页脚");
    }
    return Value::none();
}

Value text_value(const build::TextChange& change)
{
    return Value::map({{"part", part_name(change.part)},
                       {"times", integer(change.times)},
                       {"before", pieces_value(change.pair.before)},
                       {"after", pieces_value(change.pair.after)}});
}

std::string standing_text(Standing standing)
{
    switch (standing) {
    case Standing::as_listed: return "";
    case Standing::differs: return "内容与清单不符，可能被人改过";
    case Standing::missing: return "清单中有，文件夹中没有";
    case Standing::not_a_file: return "不是普通文件（链接、文件夹或管道），没有读取";
    case Standing::too_large: return fmt::format("超过 {} MB，没有读取", build::largest_published_file >> 20);
    case Standing::unreadable: return "无法读取";
    }
    return "";
}

/// Why the texts of a changed page are not listed; empty if they are.
std::string comparison_text(const build::FileChange& file)
{
    switch (file.texts.comparison) {
    case TextComparison::done:
        if (!file.texts.changes.empty() || file.in_common > 0)
            return "";
        return file.texts.in_charts > 0 ? "只有图中的文字不同" : "文字没有改动，只有标记（不显示的部分）不同";
    case TextComparison::too_many: return fmt::format("差异过多（超过 {} 行），请对照两版整页核对", build::most_changed_lines);
    case TextComparison::too_large: return fmt::format("页面超过 {} MB，没有逐行比较", build::largest_compared_page >> 20);
    case TextComparison::left_out:
        return file.published == Standing::as_listed ? "改动的页面过多，此页没有逐行比较" : "已发布的页面不可读，没有比较";
    }
    return "";
}

/// Lists of plain paths.
class FileList {
public:
    void add(const build::FileChange& file)
    {
        if (files_.size() == most_listed_pages) {
            ++more_;
            return;
        }
        files_.push_back(Value::map({{"path", safe_text(file.path)},
                                     {"url", Value::string(file.presence == Presence::removed ? "" : file.path)},
                                     {"title", safe_text(file.title)}}));
    }
    Value finish()
    {
        const auto count = files_.size() + more_;
        return Value::map({{"files", Value::list(std::move(files_))}, {"more", integer(more_)}, {"count", integer(count)}});
    }

private:
    std::vector<Value> files_;
    std::size_t more_ = 0;
};

class PageList {
public:
    explicit PageList(const build::PublicationChanges& changes) : changes_(changes)
    {
        for (const auto& report : changes.reports)
            titles_[report.folder] = report.title;
    }

    Value run()
    {
        std::vector<Value> common;
        for (const auto& one : changes_.common)
            if (take_text())
                common.push_back(Value::map({{"pages", integer(one.pages)}, {"change", text_value(one.change)}}));
        const auto more_common = changes_.common.size() - common.size();
        FileList alike;
        for (const auto& file : changes_.files)
            if (file.is_page && file.presence == Presence::both)
                has_only_common(file) ? alike.add(file) : add_page(file);
        return Value::map({{"common", Value::list(std::move(common))},
                           {"more_common", integer(more_common)},
                           {"groups", finish_groups()},
                           {"more", integer(more_)},
                           {"alike", alike.finish()},
                           {"added", plain_list(Presence::added)},
                           {"removed", plain_list(Presence::removed)}});
    }

private:
    /// Told with the common changes; a list of such pages is enough.
    static bool has_only_common(const build::FileChange& file)
    {
        const auto& texts = file.texts;
        return texts.comparison == TextComparison::done && texts.changes.empty() && texts.more == 0 && texts.in_charts == 0 &&
               file.in_common > 0 && file.published == Standing::as_listed;
    }

    bool take_text() { return texts_++ < most_listed_texts; }

    void add_page(const build::FileChange& file)
    {
        if (pages_++ >= most_listed_pages) {
            ++more_;
            return;
        }
        groups_[file.report].push_back(page_value(file));
    }

    Value page_value(const build::FileChange& file)
    {
        std::vector<Value> texts;
        for (const auto& change : file.texts.changes)
            if (texts.size() < most_texts_of_page && take_text())
                texts.push_back(text_value(change));
        const auto count = file.texts.changes.size() + file.texts.more;
        const auto more = count - texts.size();
        return Value::map({{"title", safe_text(file.title.empty() ? file.path : file.title)},
                           {"path", safe_text(file.path)},
                           {"url", Value::string(file.path)},
                           {"note", Value::string(comparison_text(file))},
                           {"standing", Value::string(standing_text(file.published))},
                           {"is_folded", Value::boolean(file.is_told_by_data)},
                           {"texts", Value::list(std::move(texts))},
                           {"count", integer(count)},
                           {"more", integer(more)},
                           {"in_common", integer(file.in_common)},
                           {"in_charts", integer(file.texts.in_charts)}});
    }

    /// Reports by their folders, pages of no report behind them.
    Value finish_groups()
    {
        std::vector<Value> values;
        const auto add = [&](std::string_view title, std::vector<Value>& pages) {
            values.push_back(Value::map({{"title", safe_text(title)}, {"pages", Value::list(std::move(pages))}}));
        };
        for (auto& [folder, pages] : groups_)
            if (!folder.empty())
                add(titles_[folder], pages);
        if (const auto others = groups_.find(""); others != groups_.end())
            add("各报告之外的页面", others->second);
        return Value::list(std::move(values));
    }

    Value plain_list(Presence presence) const
    {
        FileList list;
        for (const auto& file : changes_.files)
            if (file.is_page && file.presence == presence)
                list.add(file);
        return list.finish();
    }

    const build::PublicationChanges& changes_;
    std::map<std::string, std::string> titles_;  ///< of reports, by folder
    std::size_t texts_ = 0;
    std::size_t pages_ = 0;
    std::size_t more_ = 0;
    std::map<std::string, std::vector<Value>> groups_;  ///< pages by the folder of their report
};

}  // namespace

Value pages_value(const build::PublicationChanges& changes) { return PageList(changes).run(); }

Value others_value(const build::PublicationChanges& changes)
{
    std::vector<Value> lists;
    for (const auto& [presence, label] : {std::pair{Presence::added, "新增"}, {Presence::both, "有改动"}, {Presence::removed, "移除"}}) {
        FileList list;
        for (const auto& file : changes.files)
            if (!file.is_page && file.presence == presence)
                list.add(file);
        lists.push_back(Value::map({{"label", Value::string(label)}, {"list", list.finish()}}));
    }
    return Value::list(std::move(lists));
}

Value mismatches_value(const build::PublicationChanges& changes)
{
    std::vector<Value> files;
    for (const auto& mismatch : changes.mismatches)
        if (files.size() < most_listed_pages)
            files.push_back(Value::map({{"path", safe_text(mismatch.path)}, {"what", Value::string(standing_text(mismatch.standing))}}));
    const auto more = changes.mismatches.size() - files.size();
    return Value::map({{"files", Value::list(std::move(files))}, {"more", integer(more)}, {"count", integer(changes.mismatches.size())}});
}

}  // namespace gongkai::serve
