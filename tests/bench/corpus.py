#!/usr/bin/env python3
"""Writes a synthetic project: DEPARTMENTS departments with YEARS final accounts each.

    corpus.py TARGET [DEPARTMENTS [YEARS]]

Everything is invented and follows from the numbers alone: the same arguments
give the same bytes. Forms, templates and theme are those of the repository.
"""
import pathlib
import random
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLASSES = {
    "201": {"20132": ["2013201", "2013202", "2013299"], "20131": ["2013101", "2013102"]},
    "208": {"20805": ["2080501", "2080505", "2080506"], "20899": ["2089999"]},
    "210": {"21011": ["2101101", "2101103", "2101199"]},
    "221": {"22102": ["2210201", "2210202", "2210203"]},
    "206": {"20699": ["2069999"]},
}
PERSONAL = ["30101", "30102", "30103", "30108", "30109", "30110", "30113"]
GOODS = ["30201", "30202", "30211", "30216", "30228", "30229", "30239"]


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def report(random_source, year):
    lines = [f"title: {year}年度合成部门决算（虚构数据）", "status: published", f"published_on: {year + 1}-09-20", "unit: 万元",
             f"source: {{title: 合成数据 {year}}}", "tables:", "  公开02表:"]
    rows = {}
    for class_code, items in CLASSES.items():
        for item, leaves in items.items():
            for leaf in leaves:
                basic = leaf[-2:] not in ("02", "99")
                rows[leaf] = (random_source.randint(1, 90000), basic)
    for code, (amount, _) in rows.items():
        lines.append(f"    {code}: {{财政拨款收入: {money(amount)}}}")
    lines.append("  公开03表:")
    for code, (amount, basic) in rows.items():
        lines.append(f"    {code}: {{{'基本支出' if basic else '项目支出'}: {money(amount)}}}")
    basic_total = sum(amount for amount, basic in rows.values() if basic)
    lines.append("  公开06表:")
    parts = PERSONAL + GOODS
    each = basic_total // len(parts)
    for index, code in enumerate(parts):
        lines.append(f"    {code}: {money(each if index else basic_total - each * (len(parts) - 1))}")
    lines += ["  公开07表: {}", "  公开08表: {}", "  公开09表:", "    预算数: {公务接待费: 3.00}", "    决算数: {公务接待费: 1.08}"]
    return "\n".join(lines) + "\n"


def form_sets(target, years):
    """The repository's set, once for each year of the corpus."""
    folder = target / "templates" / "forms"
    text = (folder / "wuhan-final-2024" / "set.yaml").read_text(encoding="utf-8")
    for year in years:
        if year in (2023, 2024):
            continue
        made = folder / f"wuhan-final-{year}"
        made.mkdir()
        changed = text.replace("wuhan-final-2024", f"wuhan-final-{year}").replace("[2024, 2024]", f"[{year}, {year}]")
        (made / "set.yaml").write_text(changed, encoding="utf-8")


def main():
    target = pathlib.Path(sys.argv[1])
    departments = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    years = range(2020, 2020 + (int(sys.argv[3]) if len(sys.argv) > 3 else 5))
    random_source = random.Random(20260101)
    for name in ("templates", "themes"):
        shutil.copytree(ROOT / name, target / name)
    form_sets(target, years)
    (target / "content").mkdir()
    shutil.copytree(ROOT / "content" / "classification", target / "content" / "classification")
    shutil.copy(ROOT / "content" / "glossary.yaml", target / "content" / "glossary.yaml")
    (target / "site.yaml").write_text("name: 合成语料（虚构）\nnotice: 全部数据为虚构\nbase_url: https://example.org/\n", encoding="utf-8")
    for number in range(departments):
        folder = target / "content" / f"d{number:03d}"
        folder.mkdir()
        (folder / "department.yaml").write_text(
            f"name: 合成部门{number:03d}\nprovince: 湖北省\ncity: 武汉市\ndistrict: 虚构区{number // 10}\nkind: 部门\n", encoding="utf-8")
        for year in years:
            (folder / f"{year}-final.yaml").write_text(report(random_source, year), encoding="utf-8")


main()
