#include "audit/personal_names.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace gongkai::audit {
namespace {

/// Surnames that cover nearly everyone; some that begin common words are left out.
constexpr std::u32string_view surnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    U"韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申"
    U"欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉"
    U"缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈"
    U"匡鞠惠荆乐冀胥班储栗燕楚鄢谌奚皮粟冼蔺楼闻厉伊仝郜阚屠廉禹井漆卿狄晋扈晁芮阙浦戈鹿邸雍辜裘亓邰赫杭况宿逯茹慕嵇湛戎茅於揭尉檀昝";

constexpr std::array<std::string_view, 14> double_surnames = {"欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "令狐",
                                                             "司徒", "东方", "夏侯", "慕容", "端木", "公孙", "宇文"};

/// Words that begin with a surname's character.
constexpr std::array<std::string_view, 96> words = {
    "单位", "单价", "单独", "项目", "项级", "任务", "任职", "方面", "方案", "方式", "方向", "管理", "党组", "党委", "党支", "党建", "党员", "党政", "党校", "时间",
    "时任", "时限", "金额", "金融", "安全", "安排", "安监", "成立", "成员", "成绩", "成果", "程序", "全体", "全面", "全程", "全部", "全年", "全区", "高度", "高级",
    "高管", "应当", "应急", "应有", "文件", "文化", "文明", "文旅", "车辆", "房屋", "房管", "路线", "连续", "常务", "常委", "常态", "施工", "施策", "严格", "严禁",
    "华东", "关于", "关注", "关系", "万元", "左右", "左侧", "申请", "申报", "景区", "尚未", "明确", "明细", "章程", "章节", "农业", "农村", "简介", "商务", "师资",
    "于是", "费用", "解决", "解释", "温馨", "卫生", "卫健", "司法", "司机", "查看", "查处", "包括", "包干", "向上", "于年", "范围"};

/// What may follow a name without a space.
constexpr std::array<std::string_view, 12> followers = {"联系", "电话", "手机", "职务", "职称", "日期", "同志", "填报", "填表", "负责", "审核", "单位"};

constexpr std::string_view middle_dot = "·";

template <std::size_t N>
bool begins_with_one_of(std::string_view text, const std::array<std::string_view, N>& beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view word) { return text.starts_with(word); });
}

/// 局, 办 …: a unit's name, not a person's; 张主任, 某: not the whole name.
bool ends_like_a_unit(std::string_view name)
{
    static constexpr std::array<std::string_view, 12> ends = {"局", "委", "办", "处", "室", "某", "科长", "局长", "主任", "书记", "部长", "老师"};
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return name.ends_with(end); });
}

}  // namespace

std::string_view name_at_start(std::string_view run)
{
    auto name = run;
    for (const auto follower : followers)
        name = name.substr(0, std::min(name.find(follower), name.size()));
    const auto length = base::code_point_count(name);
    if (name.find(middle_dot) != std::string_view::npos)
        return length >= 4 && length <= 15 && !name.starts_with(middle_dot) && !name.ends_with(middle_dot) ? name : std::string_view();
    if (begins_with_one_of(name, double_surnames))
        return length == 3 || length == 4 ? name : std::string_view();
    const bool has_surname = !name.empty() && surnames.find(base::decode(name, 0).value) != std::u32string_view::npos;
    if (!has_surname || length < 2 || length > 3 || begins_with_one_of(name, words) || ends_like_a_unit(name))
        return {};
    return name;
}

std::string masked_name(std::string_view name)
{
    std::size_t shown = base::decode(name, 0).length;
    if (begins_with_one_of(name, double_surnames))
        shown *= 2;
    std::string masked(name.substr(0, shown));
    masked.append(base::code_point_count(name.substr(shown)), '*');
    return masked;
}

}  // namespace gongkai::audit
