"""Dirty workbooks of our making, as zones really keep them, each with what an import must say of it.

Everything in them is invented (示例…).  `python3 tests/workbooks/books.py FOLDER` writes them, to be
looked at in a spreadsheet program; tests/commands/import imports each into a ledger of its own.
"""

import sys
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class Formula(str):
    """A formula that nobody has computed."""


class Fault(str):
    """#REF! and the like."""


class Percent(float):
    """0.667 in a format that shows 66.7%."""


@dataclass
class Sheet:
    name: str
    rows: list
    merges: list = field(default_factory=list)
    hidden_rows: tuple = ()
    hidden_columns: tuple = ()
    hidden: bool = False


@dataclass
class Book:
    """`rows`: of each row that is a record "PLACE STATE", or "PLACE CODE" of a rejected one;
    `told`: the places and codes of what is told beside."""
    name: str
    about: str
    data: bytes
    register: str
    rows: list
    told: list = field(default_factory=list)
    words: list = field(default_factory=list)


def letters(column):
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(ref, value):
    if isinstance(value, Formula):
        return f'<c r="{ref}"><f>{escape(value)}</f></c>'
    if isinstance(value, Fault):
        return f'<c r="{ref}" t="e"><v>{escape(value)}</v></c>'
    if isinstance(value, Percent):
        return f'<c r="{ref}" s="2"><v>{float(value)!r}</v></c>'
    if isinstance(value, date):
        return f'<c r="{ref}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{ref}"><v>{value!r}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_xml(sheet):
    columns = "".join(f'<col min="{c}" max="{c}" width="9" hidden="1"/>'
                      for c in sheet.hidden_columns)
    rows = []
    for number, values in enumerate(sheet.rows, 1):
        cells = "".join(cell(f"{letters(column)}{number}", value)
                        for column, value in enumerate(values, 1) if value not in ("", None))
        hidden = ' hidden="1"' if number in sheet.hidden_rows else ""
        rows.append(f'<row r="{number}"{hidden}>{cells}</row>')
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merges)
    return (f'<worksheet xmlns="{SPACE}">' + (f"<cols>{columns}</cols>" if columns else "")
            + f'<sheetData>{"".join(rows)}</sheetData>'
            + (f"<mergeCells>{merges}</mergeCells>" if merges else "") + "</worksheet>")


def xlsx(*sheets):
    import io
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        def put(path, text):
            # The same bytes each time: no clock.
            parts.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)),
                           '<?xml version="1.0" encoding="UTF-8"?>' + text)
        numbers = range(1, len(sheets) + 1)
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in numbers)
        put("[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="'
            'application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
            '"/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
            + types + "</Types>")
        put("_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        names = "".join(
            f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="r{n}"'
            + (' state="hidden"' if sheet.hidden else "") + "/>"
            for n, sheet in zip(numbers, sheets))
        put("xl/workbook.xml",
            f'<workbook xmlns="{SPACE}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>')
        links = "".join(f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" '
                        f'Target="worksheets/sheet{n}.xml"/>' for n in numbers)
        put("xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}<Relationship Id="s" '
            f'Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>')
        put("xl/styles.xml",
            f'<styleSheet xmlns="{SPACE}"><fonts count="1"><font/></fonts><fills count="1"><fill/>'
            '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
            '</cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
            '<xf numFmtId="10"/></cellXfs></styleSheet>')
        for n, sheet in zip(numbers, sheets):
            put(f"xl/worksheets/sheet{n}.xml", sheet_xml(sheet))
    return out.getvalue()


# What every project must say; the workbooks differ in the rest.
MUST = ["工业", "线索", "公开", date(2023, 6, 1)]
MUST_HEADS = ["项目类型", "阶段", "公开范围", "首报日期"]


def project_sheet(name, heads, rows, title="示例开发区2023年项目台账", unit="", below=(), **rest):
    top = [[title]] if title else []
    if unit:
        top.append(["填报单位：示例开发区", "", "", unit])
    body = [row + MUST if len(row) > 1 else row for row in rows]
    return Sheet(name, top + [heads + MUST_HEADS] + body + [[line] for line in below], **rest)


def tidy_title():
    sheet = project_sheet(
        "项目", ["序号", "项目编号", "项目名称*", "计划总投资", "用地面积（㎡）"],
        [[1, "示例-11", "示例项目11", 20300, 10000], [2, "示例-12", "示例项目12", 15000.5, 6666]],
        unit="单位：万元", below=["注：以上均为示例。", "填表人：示例人员01"])
    return Book("01 标题和单位行", "题目、单位行、注、填表人；平方米换成亩", xlsx(sheet), "project",
                ["项目!4 added", "项目!E5 rejected meta.value.too_fine"],
                ["项目!6 publishing.import.note", "项目!7 publishing.import.note"])


def two_lines():
    rows = [["2023年项目进展情况表"],
            ["项目编号", "项目名称", "投资（万元）", "", "时间", ""] + MUST_HEADS[:3],
            ["", "", "计划总投资", "其中：固定资产投资", "首报日期", "签约日期"],
            ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
            ["示例-21", "示例项目21", 500, 300, date(2023, 6, 28), ""] + MUST[:3],
            ["示例-22", "示例项目22", 300, 500, date(2023, 7, 1), ""] + MUST[:3]]
    merges = ["A1:I1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3", "H2:H3", "I2:I3"]
    return Book("02 两行合并表头", "两行表头、栏号行；固定资产投资大于总投资的由账本挡下",
                xlsx(Sheet("进展", rows, merges)), "project",
                ["进展!5 added", "进展!6 rejected ledger.check_failed"])


def wrong_sums():
    sheet = project_sheet(
        "汇总", ["项目编号", "项目名称", "计划总投资（亿元）"],
        [["一、制造业"], ["示例-31", "示例项目31", 2.03], ["示例-32", "示例项目32", 1.5]])
    sheet.rows += [["小计", "", 3.53], ["二、服务业"],
                   ["示例-33", "示例项目33", 1] + MUST, ["小计", "", 1.2], ["合计", "", 4.53]]
    return Book("03 小计对不上", "分组行、小计、合计；第二个小计写错了", xlsx(sheet), "project",
                ["汇总!4 added", "汇总!5 added", "汇总!8 added"],
                ["汇总!3 publishing.import.note", "汇总!7 publishing.import.note",
                 "汇总!C9 publishing.import.wrong_sum"])


def days():
    heads = ["项目编号", "项目名称", "竣工日期"]
    given = [date(2023, 6, 28), "2023.6.28", "2023年6月28日", 20230628, "2023/6/28", "２０２３－６－２８",
             "2023.6", "6月底", "2023年上半年", "2023-02-30"]
    rows = [[f"示例-4{n}", f"示例项目4{n}", day] for n, day in enumerate(given)]
    rows.append(["示例-4a", "示例项目4a", 45105])
    return Book("04 各式日期", "写法各异的日期照收；只到月的、没有年的不编造日子", xlsx(
        project_sheet("日期", heads, rows)), "project",
        [f"日期!{n} added" for n in range(3, 12)]
        + ["日期!C12 rejected publishing.cell.no_day", "日期!13 added"],
        [f"日期!C{n} publishing.import.vague" for n in (9, 10, 11)])


def amounts():
    heads = ["项目编号", "项目名称", "计划总投资"]
    given = ["2.03亿元", "２０，３００万元", "1,500万", "约3亿", "3亿以上", "2-3亿", 2.03, "三亿", "—"]
    rows = [[f"示例-5{n}", f"示例项目5{n}", amount] for n, amount in enumerate(given)]
    return Book("05 金额写法", "带单位的文本、全角、千分位；约数记原文；没写单位的不猜", xlsx(
        project_sheet("金额", heads, rows)), "project",
        [f"金额!{n} added" for n in range(3, 9)]
        + ["金额!C9 rejected publishing.cell.no_unit", "金额!C10 rejected publishing.cell.no_number",
           "金额!11 added"],
        [f"金额!C{n} publishing.import.vague" for n in (6, 7, 8)])


def as_above():
    heads = ["项目编号", "项目名称", "投资方", "竣工日期"]
    rows = [["示例-61", "示例项目61", "示例投资方", date(2023, 6, 28)],
            ["示例-62", "示例项目62", "同上", "〃"], ["示例-63", "示例项目63", "", ""],
            [4, "", "", ""]]
    return Book("06 同上与合并", "“同上”、合并单元格沿用上一行；编号写成数字的行缺名称", xlsx(
        project_sheet("名单", heads, rows, merges=["C4:C5"])), "project",
        ["名单!3 added", "名单!4 added", "名单!5 added", "名单!6 rejected publishing.import.missing"])


def many_sheets():
    heads = ["项目编号", "项目名称", "计划总投资（万元）"]
    return Book("07 多张工作表", "两张同样的表都读；说明页不读；隐藏的不读；重复的项目指出来", xlsx(
        Sheet("填表说明", [["一、本表按月填报。"], ["二、金额以万元计。"]]),
        project_sheet("1月", heads, [["示例-71", "示例项目71", 100]]),
        project_sheet("2月", heads, [["示例-72", "示例项目72", 200], ["示例-71", "示例项目71", 100]]),
        project_sheet("底稿", heads, [["示例-79", "示例项目79", 1]], hidden=True)), "project",
        ["1月!3 added", "2月!3 added", "2月!4 rejected publishing.import.twice"],
        ["填表说明 publishing.import.no_table", "底稿 publishing.import.hidden_sheet"])


def three_names():
    heads = ["项目编号", "项目名称", "项目业主"]
    names = ["示例新材料（山西）有限公司", "示例新材料(山西)有限公司", "示例新材料山西公司", "示例别家公司"]
    return Book("08 一企三名", "全称照认（括号全角半角不论）；别称只提示，不并", xlsx(
        project_sheet("业主", heads, [[f"示例-8{n}", f"示例项目8{n}", name]
                                    for n, name in enumerate(names)])), "project",
        ["业主!3 added", "业主!4 added", "业主!C5 rejected publishing.import.similar",
         "业主!C6 rejected publishing.import.no_such"])


def faults():
    heads = ["项目编号", "项目名称", "计划总投资（万元）", "预计年产值（万元）"]
    rows = [["示例-91", "示例项目91", Fault("#REF!"), 1],
            ["示例-92", "示例项目92", Formula("C3*2"), 1],
            ["示例-93", "示例项目93", 100, Fault("#DIV/0!")], ["示例-94", "示例项目94", 200, 300]]
    return Book("09 错误值和隐藏", "错误值、没算出的公式不收；隐藏的行和列说一声", xlsx(
        project_sheet("测算", heads, rows, hidden_rows=(6,), hidden_columns=(4,))), "project",
        ["测算!C3 rejected publishing.cell.fault", "测算!C4 rejected publishing.cell.not_computed",
         "测算!D5 rejected publishing.cell.fault", "测算!6 added"],
        ["测算!D publishing.import.hidden_column", "测算 publishing.import.hidden_rows"])


def codes():
    heads = ["统一社会信用代码", "企业名称", "企业来源", "存续状态"]
    rows = [["９１１４００００ＭＡ０００００１１２", "示例企业101", "省内", "在营"],
            [911400001234567890, "示例企业102", "省内", "在营"],
            ["91140000MA00000113", "示例企业103", "省内", "在营"],
            ["", "示例新材料（山西）公司", "省内", "在营"], ["", "示例企业105", "省外", "在营"]]
    return Book("10 代码走样", "全角代码照认；被表格改成数字的、校验位不对的不收；没代码的不另立", xlsx(
        Sheet("企业", [heads] + rows)), "enterprise",
        ["企业!2 added", "企业!A3 rejected publishing.cell.spoilt",
         "企业!A4 rejected meta.uscc.check_character", "企业!5 rejected publishing.import.looks_like",
         "企业!C6 rejected publishing.cell.no_choice"])


def gbk():
    text = ("项目编号,项目名称,计划总投资（万元）,项目类型,阶段,公开范围,首报日期,联系电话\r\n"
            "示例-A1,示例项目A1,\"1,234\",工业,线索,公开,2023/6/1,0000\r\n"
            "示例-A2,\"示例,项目A2\",56,工业,线索,公开,2023/6/1,0000\r\n")
    return Book("11 GBK 的 CSV", "国标编码、引号和千分位；不认得的列不读", text.encode("gb18030"), "project",
                ["CSV!2 added", "CSV!3 added"], ["CSV!H publishing.import.column_unknown"])


def page():
    text = ("<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><meta charset=utf-8>"
            "</head><body><table border=1><tr><td colspan=7>示例系统导出</td></tr>"
            "<tr><th>项目编号<th>项目名称<th>计划总投资<br>（亿元）<th>项目类型<th>阶段<th>公开范围<th>首报日期</tr>"
            "<tr><td>示例-B1<td>示例&amp;项目B1<td>2.03<td rowspan=2>工业<td>线索<td>公开<td>2023-06-01</tr>"
            "<tr><td>示例-B2<td>示例项目B2<td>1.50<td>线索<td>公开<td>2023-06-01</tr></table></body></html>")
    return Book("12 网页冒充的 xls", "系统导出的 .xls 其实是网页；跨行单元格也读", text.encode(), "project",
                ["Table1!3 added", "Table1!4 added"])


BOOKS = [tidy_title, two_lines, wrong_sums, days, amounts, as_above, many_sheets, three_names, faults,
         codes, gbk, page]


def all_books():
    return [make() for make in BOOKS]


def suffix(book):
    if book.data.startswith(b"PK"):
        return ".xlsx"
    return ".xls" if book.data.startswith(b"<") else ".csv"


if __name__ == "__main__":
    for one in all_books():
        (Path(sys.argv[1]) / (one.name + suffix(one))).write_bytes(one.data)
