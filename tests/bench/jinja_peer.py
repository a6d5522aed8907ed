#!/usr/bin/env python3
"""Renders one template of the benchmark with Jinja2: prints the nanoseconds of
the best round and writes the output to a file.

    jinja_peer.py FOLDER TEMPLATE OUTPUT
"""
import decimal
import sys
import time

import jinja2

RENDERS, ROUNDS = 40, 7


def context():
    """The data of jinja_bench.cpp."""
    rows = [{"name": f"一般公共服务支出<{i}",
             "cells": [decimal.Decimal(163852 + 977 * i * j).scaleb(-2) for j in range(8)]} for i in range(60)]
    return {"columns": [f"第{j + 1}栏" for j in range(8)], "rows": rows, "site": "预决算公开", "year": 2023}


def main():
    folder, name, output = sys.argv[1:]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True,
                                     trim_blocks=True, lstrip_blocks=True)
    environment.filters["fixed"] = lambda value, places=2: f"{value:.{places}f}"
    environment.filters["thousands"] = lambda text: f"{decimal.Decimal(text):,}"
    template, data = environment.get_template(name), context()
    best = None
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        for _ in range(RENDERS):
            text = template.render(data)
        taken = (time.perf_counter_ns() - start) / RENDERS
        best = taken if best is None else min(best, taken)
    with open(output, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    print(best)


main()
