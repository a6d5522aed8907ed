// A report as XLSX. libxlsxwriter writes to a path: here an anonymous file in
// memory. Amounts become floating-point numbers here and nowhere else: the
// format has no others, and 15 digits come back as written.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <map>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "pages/downloads/downloads.hpp"
#include "pages/format.hpp"

namespace gongkai::pages {
namespace {

constexpr std::int64_t largest_exact_cents = 1'000'000'000'000'000;  // 15 digits

struct MemoryFile {
    int descriptor = memfd_create("workbook", MFD_CLOEXEC);
    MemoryFile() = default;
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile()
    {
        if (descriptor >= 0)
            close(descriptor);
    }
    std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor); }
    std::string bytes() const
    {
        const auto size = lseek(descriptor, 0, SEEK_END);
        std::string data(static_cast<std::size_t>(std::max<off_t>(size, 0)), '\0');
        const auto count = pread(descriptor, data.data(), data.size(), 0);
        data.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        return data;
    }
};

class WorkbookWriter {
public:
    WorkbookWriter(const model::Department& department, const model::Report& report) : department_(department), report_(report) {}

    base::Result<std::string> write()
    {
        MemoryFile file;
        lxw_workbook_options options{};
        std::string folder = "/dev/shm";
        options.tmpdir = access(folder.c_str(), W_OK) == 0 ? folder.data() : nullptr;
        book_ = workbook_new_opt(file.path().c_str(), &options);
        if (!book_)
            return failure("无法建立工作簿", no_space);
        set_properties();
        make_formats();
        for (std::size_t i = 0; i < report_.forms->tables.size() && error_ == LXW_NO_ERROR; ++i)
            if (model::is_published(report_.forms->tables[i], report_.tables[i]))
                write_table(i);
        if (error_ == LXW_NO_ERROR)
            write_remarks();
        if (error_ != LXW_NO_ERROR) {
            lxw_workbook_free(book_);
            return failure(fmt::format("“{}”：{}", place_, lxw_strerror(error_)), "请检查表号（至多 31 字，各不相同）和过长的文字");
        }
        if (const auto result = workbook_close(book_); result != LXW_NO_ERROR)
            return failure(lxw_strerror(result), no_space);
        return file.bytes();
    }

private:
    static constexpr const char* no_space = "请检查 /dev/shm 或 /tmp 的空间";

    base::Diagnostic failure(std::string_view reason, std::string hint) const
    {
        return base::error("D-XLSX", report_.span, fmt::format("无法生成 XLSX：{}", reason), std::move(hint));
    }

    /// Keeps the first error: a cell that could not be written must not pass unseen.
    void check(lxw_error result)
    {
        if (error_ == LXW_NO_ERROR)
            error_ = result;
    }

    /// A sheet takes none of []:*?/\ in its name. nullptr (and error_) when the
    /// name is taken or too long.
    lxw_worksheet* add_sheet(std::string name)
    {
        std::replace_if(name.begin(), name.end(), [](char c) { return std::string_view("[]:*?/\\").find(c) != std::string_view::npos; }, '_');
        place_ = name;
        check(workbook_validate_sheet_name(book_, name.c_str()));
        return error_ == LXW_NO_ERROR ? workbook_add_worksheet(book_, name.c_str()) : nullptr;
    }

    void set_properties()
    {
        auto title = report_title(department_, report_);
        auto author = department_.name;
        lxw_doc_properties properties{};
        properties.title = title.data();
        properties.author = author.data();
        // A fixed date: the same report gives the same bytes. Noon UTC, whatever the zone.
        const auto day = report_.published_on.value_or(model::Date{2000, 1, 1});
        std::tm time{};
        time.tm_year = day.year - 1900;
        time.tm_mon = day.month - 1;
        time.tm_mday = day.day;
        time.tm_hour = 12;
        properties.created = timegm(&time);
        check(workbook_set_properties(book_, &properties));
    }

    lxw_format* make_format(bool bold, const char* number, std::uint8_t align)
    {
        auto* format = workbook_add_format(book_);
        format_set_font_name(format, "宋体");
        format_set_font_size(format, 10);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_align(format, align);
        if (bold)
            format_set_bold(format);
        if (number)
            format_set_num_format(format, number);
        return format;
    }

    void make_formats()
    {
        head_ = make_format(true, nullptr, LXW_ALIGN_CENTER);
        format_set_align(head_, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(head_);
        text_ = make_format(false, "@", LXW_ALIGN_LEFT);
        total_ = make_format(true, "@", LXW_ALIGN_LEFT);
        for (std::size_t i = 0; i < amounts_.size(); ++i) {
            const auto decimals = i + least_decimals;
            const auto number = "#,##0" + (decimals == 0 ? std::string() : "." + std::string(decimals, '0'));
            amounts_[i] = make_format(false, number.c_str(), LXW_ALIGN_RIGHT);
            computed_[i] = make_format(false, number.c_str(), LXW_ALIGN_RIGHT);
            format_set_italic(computed_[i]);
        }
        title_ = workbook_add_format(book_);
        format_set_bold(title_);
        format_set_font_size(title_, 14);
        format_set_align(title_, LXW_ALIGN_CENTER);
        plain_ = workbook_add_format(book_);
        format_set_font_size(plain_, 10);
    }

    void write_table(std::size_t index)
    {
        const auto& form = report_.forms->tables[index];
        sheet_ = add_sheet(form.number);
        if (!sheet_)
            return;
        column_formats_ = column_formats(report_, form);
        std::size_t columns = 0;
        std::size_t depth = 1;
        for (const auto& block : form.blocks) {
            columns += block.columns.size();
            for (const auto& column : block.columns)
                depth = std::max(depth, column.path.size());
        }
        const auto last = static_cast<lxw_col_t>(columns - 1);
        merge(0, 0, 0, last, fmt::format("{}年度{}", report_.year, form.title), title_);
        check(worksheet_write_string(sheet_, 1, 0, fmt::format("{}：{}", report_.entity, department_.name).c_str(), plain_));
        const auto unit = unit_text(report_, form);
        check(worksheet_write_string(sheet_, 1, last, (unit.empty() ? form.number : fmt::format("{} 单位：{}", form.number, unit)).c_str(), plain_));
        lxw_row_t row = 2;
        if (!form.headings.empty())
            write_headings(form, row++);
        const auto heads = row;
        lxw_col_t column = 0;
        lxw_row_t end = 0;
        const bool numbered = has_numbers(form);
        for (std::size_t b = 0; b < form.blocks.size(); ++b) {
            write_heads(form.blocks[b].columns, heads, column, depth, numbered);
            end = std::max(end, write_rows(index, static_cast<int>(b), heads + static_cast<lxw_row_t>(depth) + (numbered ? 1 : 0), column));
            column = static_cast<lxw_col_t>(column + form.blocks[b].columns.size());
        }
        end = write_footer(index, end);
        for (const auto& note : form.notes)
            check(worksheet_write_string(sheet_, end++, 0, filled(note, department_, report_).c_str(), plain_));
        if (report_.tables[index].is_empty() || report_.tables[index].is_stated)
            check(worksheet_write_string(sheet_, end++, 0, filled(report_.tables[index].statement, department_, report_).c_str(), plain_));
        set_layout(form, heads, static_cast<lxw_row_t>(heads + depth + (numbered ? 1 : 0)));
    }

    static bool has_numbers(const model::TableForm& form)
    {
        return std::any_of(form.blocks.begin(), form.blocks.end(), [](const model::Block& block) {
            return std::any_of(block.columns.begin(), block.columns.end(), [](const auto& column) { return !column.number.empty(); });
        });
    }

    void write_headings(const model::TableForm& form, lxw_row_t row)
    {
        lxw_col_t column = 0;
        std::size_t block = 0;
        for (const auto& heading : form.headings) {
            std::size_t width = 0;
            for (int i = 0; i < heading.blocks && block < form.blocks.size(); ++i)
                width += form.blocks[block++].columns.size();
            merge(row, column, row, static_cast<lxw_col_t>(column + width - 1), heading.label, head_);
            column = static_cast<lxw_col_t>(column + width);
        }
    }

    void merge(lxw_row_t top, lxw_col_t left, lxw_row_t bottom, lxw_col_t right, const std::string& text, lxw_format* format)
    {
        if (top == bottom && left == right)
            check(worksheet_write_string(sheet_, top, left, text.c_str(), format));
        else
            check(worksheet_merge_range(sheet_, top, left, bottom, right, text.c_str(), format));
    }

    void write_heads(const std::vector<model::Column>& columns, lxw_row_t top, lxw_col_t left, std::size_t depth, bool numbered)
    {
        for (std::size_t level = 0; level < depth; ++level) {
            for (std::size_t i = 0; i < columns.size();) {
                auto end = i + 1;
                while (end < columns.size() && level + 1 < std::min(columns[i].path.size(), columns[end].path.size()) &&
                       std::equal(columns[i].path.begin(), columns[i].path.begin() + static_cast<std::ptrdiff_t>(level) + 1,
                                  columns[end].path.begin()))
                    ++end;
                if (level < columns[i].path.size()) {
                    const bool leaf = level + 1 == columns[i].path.size();
                    merge(top + static_cast<lxw_row_t>(level), static_cast<lxw_col_t>(left + i),
                          top + static_cast<lxw_row_t>(leaf ? depth - 1 : level), static_cast<lxw_col_t>(left + end - 1),
                          columns[i].path[level], head_);
                }
                i = end;
            }
        }
        if (!numbered)
            return;
        for (std::size_t i = 0; i < columns.size(); ++i)
            check(worksheet_write_string(sheet_, top + static_cast<lxw_row_t>(depth), static_cast<lxw_col_t>(left + i),
                                   columns[i].role == model::ColumnRole::name ? "栏次" : columns[i].number.c_str(), head_));
    }

    lxw_row_t write_rows(std::size_t index, int block, lxw_row_t top, lxw_col_t left)
    {
        const auto& table = report_.tables[index];
        const auto& columns = report_.forms->tables[index].blocks[static_cast<std::size_t>(block)].columns;
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            if (table.rows[row].block == block && !table.rows[row].footer)
                write_row(table, row, columns, top++, left);
        return top;
    }

    void write_row(const model::Table& table, std::size_t row, const std::vector<model::Column>& columns, lxw_row_t at, lxw_col_t left)
    {
        const auto& head = table.rows[row];
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(left + i);
            auto* format = head.emphasis ? total_ : text_;
            switch (columns[i].role) {
            case model::ColumnRole::name:
            case model::ColumnRole::code:
            case model::ColumnRole::line:
            case model::ColumnRole::text:
                check(worksheet_write_string(sheet_, at, column, std::string(row_text(head, columns[i])).c_str(), format));
                break;
            case model::ColumnRole::amount: write_cell(table, row, columns[i].amount_index, at, column); break;
            }
        }
    }

    void write_cell(const model::Table& table, std::size_t table_row, int amount_column, lxw_row_t row, lxw_col_t column)
    {
        const auto& cell = table.at(table_row, static_cast<std::size_t>(amount_column));
        const auto text = figure_text(cell.figure, column_formats_[static_cast<std::size_t>(amount_column)].plain());
        if (!cell.figure.has_amount()) {
            check(text.empty() ? worksheet_write_blank(sheet_, row, column, text_)
                               : worksheet_write_string(sheet_, row, column, text.c_str(), text_));
            return;
        }
        if (std::abs(cell.figure.amount.cents()) >= largest_exact_cents) {
            check(worksheet_write_string(sheet_, row, column, text.c_str(), text_));
            return;
        }
        const auto point = text.find('.');
        const auto decimals = point == std::string::npos ? 0 : text.size() - point - 1;
        const auto& formats = cell.origin == model::Origin::computed ? computed_ : amounts_;
        auto* format = formats[std::clamp(decimals, least_decimals, most_decimals) - least_decimals];
        check(worksheet_write_number(sheet_, row, column, std::strtod(text.c_str(), nullptr), format));
    }

    /// Columns of the blocks that a footer spans: each amount in the last column
    /// that shows it, the name over those before the first amount.
    lxw_row_t write_footer(std::size_t index, lxw_row_t row)
    {
        const auto& form = report_.forms->tables[index];
        lxw_col_t left = 0;
        std::size_t block = 0;
        for (const auto& footer : form.footer) {
            std::map<int, lxw_col_t> amounts;
            auto right = left;
            for (int i = 0; i < footer.blocks && block < form.blocks.size(); ++i)
                for (const auto& column : form.blocks[block++].columns) {
                    if (column.amount_index >= 0)
                        amounts[column.amount_index] = right;
                    ++right;
                }
            write_footer_row(footer, report_.tables[index], row, left, right, amounts);
            left = right;
        }
        return form.footer.empty() ? row : row + 1;
    }

    void write_footer_row(const model::FooterRow& footer, const model::Table& table, lxw_row_t row, lxw_col_t left, lxw_col_t right,
                          const std::map<int, lxw_col_t>& amounts)
    {
        auto name_end = right;
        for (const auto& [amount, column] : amounts)
            name_end = std::min(name_end, column);
        if (name_end > left)
            merge(row, left, row, static_cast<lxw_col_t>(name_end - 1), footer.name, head_);
        for (auto column = name_end; column < right; ++column)
            check(worksheet_write_blank(sheet_, row, column, text_));
        const auto found = table.find_row(footer.key);
        for (const auto& [amount, column] : amounts)
            if (found)
                write_cell(table, *found, amount, row, column);
    }

    void set_layout(const model::TableForm& form, lxw_row_t heads, lxw_row_t body)
    {
        lxw_col_t column = 0;
        for (const auto& block : form.blocks)
            for (const auto& c : block.columns) {
                const bool is_wide = c.role == model::ColumnRole::name || c.role == model::ColumnRole::text;
                const double width = is_wide ? 34 : c.role == model::ColumnRole::line ? 6 : 14;
                check(worksheet_set_column(sheet_, column, column, width, nullptr));
                ++column;
            }
        worksheet_freeze_panes(sheet_, body, 0);
        check(worksheet_repeat_rows(sheet_, heads, body - 1));
        worksheet_set_paper(sheet_, 9);
        if (form.orientation == model::Orientation::landscape)
            worksheet_set_landscape(sheet_);
        worksheet_fit_to_pages(sheet_, 1, 0);
    }

    void write_remarks()
    {
        sheet_ = add_sheet("说明");
        if (!sheet_)
            return;
        check(worksheet_set_column(sheet_, 0, 0, 16, nullptr));
        check(worksheet_set_column(sheet_, 1, 1, 90, nullptr));
        const std::vector<std::pair<std::string, std::string>> remarks = {
            {"报告", report_title(department_, report_)},
            {"公开单位", department_.name},
            {"来源", report_.source.title},
            {"单位", std::string(decimal::unit_name(report_.forms->unit))},
            {"空格", "空白、—、不适用、0 各不相同：空白为文件未填，0 为填写了零。"},
            {"斜体", "斜体的数，文件中未列，按表内公式算出。"},
            {"科目编码", "科目编码是文字，不是数。"},
        };
        lxw_row_t row = 0;
        for (const auto& [name, text] : remarks) {
            check(worksheet_write_string(sheet_, row, 0, name.c_str(), plain_));
            check(worksheet_write_string(sheet_, row++, 1, text.c_str(), plain_));
        }
    }

    static constexpr std::size_t least_decimals = 0;  // of counts
    static constexpr std::size_t most_decimals = 10;  // of 亿元 down to 分
    using AmountFormats = std::array<lxw_format*, most_decimals - least_decimals + 1>;

    const model::Department& department_;
    const model::Report& report_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* head_ = nullptr;
    lxw_format* text_ = nullptr;
    lxw_format* total_ = nullptr;
    lxw_format* title_ = nullptr;
    lxw_format* plain_ = nullptr;
    AmountFormats computed_{};
    AmountFormats amounts_{};
    std::vector<FigureFormat> column_formats_;  ///< of the table being written
    lxw_error error_ = LXW_NO_ERROR;
    std::string place_;  ///< the sheet being written
};

}  // namespace

base::Result<std::string> workbook(const model::Department& department, const model::Report& report)
{
    return WorkbookWriter(department, report).write();
}

}  // namespace gongkai::pages

/// libxlsxwriter formats the date of a workbook with gmtime(), whose result all threads
/// share: of two workbooks made at once one could get the other's date. The library finds
/// this function before that of the C library; here each thread has a result of its own.
extern "C" std::tm* gmtime(const std::time_t* time) noexcept
{
    static thread_local std::tm result;
    return gmtime_r(time, &result);
}
