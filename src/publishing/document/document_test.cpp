#include "publishing/document/document.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "publishing/archive_fixture.h"

namespace zonebook::publishing {
namespace {

std::string docx(std::string const& body) {
  return archive_of(
      {{"word/document.xml",
        R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
        R"(xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>)" +
            body + "</w:body></w:document>"}});
}

std::string paragraph(std::string const& text) {
  return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

// A page of one line for each text, in a font that names no shapes, only what its signs mean.
std::string pdf(std::vector<std::string> const& lines) {
  std::string shown, meanings;
  int code = 0, y = 800;
  for (auto const& line : lines) {
    std::string codes;
    for (std::string_view rest = line; !rest.empty();) {
      auto const sign = first_code_point(rest);
      rest.remove_prefix(sign.bytes);
      ++code;
      codes += fmt::format("{:04X}", code);
      meanings += fmt::format("<{:04X}> <{:04X}>\n", code, static_cast<unsigned>(sign.value));
    }
    shown += fmt::format("BT /F 12 Tf 1 0 0 1 40 {} Tm <{}> Tj ET\n", y, codes);
    y -= 30;
  }
  auto const map = fmt::format(
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /m def /CMapType 2 "
      "def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} beginbfchar\n{}endbfchar\n"
      "endcmap end end",
      code, meanings);
  auto const stream = [](std::string const& text) {
    return fmt::format("<< /Length {} >>\nstream\n{}\nendstream", text.size(), text);
  };
  std::vector<std::string> const objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << "
      "/F 5 0 R >> >> >>",
      stream(shown),
      "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 "
      "R] /ToUnicode 7 0 R >>",
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) "
      "/Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
      stream(map)};
  std::string file = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    table += fmt::format("{:010} 00000 n \n", file.size());
    file += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  auto const at = file.size();
  return file + fmt::format(
                    "xref\n0 {}\n0000000000 65535 f \n{}trailer\n<< /Size {} /Root 1 0 R "
                    ">>\nstartxref\n{}\n%%EOF\n",
                    objects.size() + 1, table, objects.size() + 1, at);
}

std::string read(std::string bytes) {
  auto const text = document_text(std::move(bytes), "示例.bin");
  return text ? *text : "refused: " + text.error().says.key;
}

TEST(Document, a_paragraph_of_word_is_a_line) {
  EXPECT_EQ(read(docx(paragraph("签约项目6个，") + paragraph("总投资7.64亿元。"))),
            "签约项目6个，\n总投资7.64亿元。\n");
}

TEST(Document, runs_of_word_are_one_text) {
  EXPECT_EQ(read(docx("<w:p><w:r><w:t>总投资7.</w:t></w:r><w:r><w:t>64</w:t></w:r><w:r><w:t>亿元"
                      "</w:t></w:r></w:p>")),
            "总投资7.64亿元\n");
}

TEST(Document, what_was_deleted_or_is_drawn_twice_is_not_read) {
  EXPECT_EQ(
      read(docx("<w:p><w:del><w:r><w:delText>8个</w:delText></w:r></w:del><w:ins><w:r><w:t>6个"
                "</w:t></w:r></w:ins><mc:AlternateContent><mc:Choice><w:r><w:t>框</w:t></w:r>"
                "</mc:Choice><mc:Fallback><w:r><w:t>框</w:t></w:r></mc:Fallback>"
                "</mc:AlternateContent></w:p>")),
      "6个框\n");
}

TEST(Document, a_row_of_a_table_is_a_line) {
  EXPECT_EQ(read(docx("<w:tbl><w:tr><w:tc>" + paragraph("签约") + "</w:tc><w:tc>" +
                      paragraph("6个") + paragraph("7.64亿元") + "</w:tc></w:tr></w:tbl>")),
            "签约\t6个 7.64亿元\t\n");
}

TEST(Document, what_was_moved_away_is_read_where_it_went_alone) {
  EXPECT_EQ(
      read(docx("<w:p><w:moveFrom><w:r><w:t>8个</w:t><w:br/></w:r></w:moveFrom><w:r><w:t>签约"
                "</w:t></w:r><w:moveTo><w:r><w:t>6个</w:t></w:r></w:moveTo><w:del><w:r><w:tab/>"
                "</w:r></w:del></w:p>")),
      "签约6个\n");
}

TEST(Document, where_tabs_stop_is_no_tab) {
  EXPECT_EQ(
      read(docx("<w:p><w:pPr><w:tabs><w:tab w:pos='420'/><w:tab w:pos='840'/></w:tabs></w:pPr>"
                "<w:r><w:t>签约</w:t><w:tab/><w:t>6个</w:t></w:r></w:p>")),
      "签约\t6个\n");
}

TEST(Document, a_row_of_a_table_is_a_line_whatever_is_in_its_cells) {
  auto const cell = [](std::string const& runs) {
    return "<w:tc><w:p><w:r>" + runs + "</w:r></w:p></w:tc>";
  };
  EXPECT_EQ(read(docx("<w:tbl><w:tr>" + cell("<w:t>签约</w:t><w:br/><w:t>项目</w:t>") +
                      cell("<w:t>6个</w:t><w:tab/><w:t>已备案</w:t>") + "<w:tc><w:tbl><w:tr>" +
                      cell("<w:t>投资</w:t>") + cell("<w:t>7.64亿元</w:t>") +
                      "</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>")),
            "签约 项目\t6个 已备案\t投资 7.64亿元\t\n");
}

TEST(Document, a_row_of_values_on_a_web_page_is_a_line_whatever_is_in_its_cells) {
  EXPECT_EQ(read("<html><body><table>\n<tr>\n<th><p>类别</p></th>\n<th><div>项目</div></th></tr>\n"
                 "<tr>\n<td>\n <p>开工<br>项目</p>\n</td>\n<td><p>8个</p><p>在建</p></td></tr>\n"
                 "</table><p>完</p></body></html>"),
            "类别\t项目\n开工 项目\t8个 在建\n完\n");
}

TEST(Document, a_table_that_lays_out_a_web_page_keeps_its_paragraphs) {
  EXPECT_EQ(
      read("<html><body><table><tr><td><p>签约6个</p><p>开工8个</p></td></tr></table>"
           "<table><tr><td>目录</td><td><h1>简报</h1><p>签约6个</p><table><tr><td><p>甲</p></td>"
           "<td><p>乙</p></td></tr></table></td></tr></table></body></html>"),
      "签约6个\n开工8个\n目录\n# 简报\n签约6个\n甲\t乙\n");
}

TEST(Document, a_web_page_that_is_one_form_is_read) {
  EXPECT_EQ(read("<html><body><form action='/'><div>签约项目6个</div><textarea>填</textarea>"
                 "<select><option>选</option></select></form></body></html>"),
            "签约项目6个\n");
}

TEST(Document, a_web_page_is_read_without_what_surrounds_it) {
  EXPECT_EQ(
      read("<!DOCTYPE html><html><head><title>站</title><style>p{}</style></head><body>"
           "<nav>首页 1200人在线</nav><h1>示例区简报</h1><script>var a = 5;</script>"
           "<p>签约项目<b>6</b>个，<br>总投资7.64亿元。</p><table><tr><td>开工</td><td>8个</td>"
           "</tr></table><footer>电话 1234567</footer></body></html>"),
      "# 示例区简报\n签约项目6个，\n总投资7.64亿元。\n开工\t8个\n");
}

TEST(Document, a_web_page_may_be_saved_as_gbk) {
  EXPECT_EQ(read("<html><body><p>\xca\xbe\xc0\xfd</p></body></html>"), "示例\n");
}

TEST(Document, a_web_page_may_be_nested_as_deep_as_it_likes) {
  std::string page = "<html><body>";
  for (int i = 0; i < 100'000; ++i) page += "<i>";
  EXPECT_EQ(read(page + "签约6个").substr(0, 8), "refused:");  // libxml2 stops at 256, and says so

  page = "<html><body>";
  for (int i = 0; i < 200; ++i) page += "<div>";
  EXPECT_EQ(read(page + "签约6个"), "签约6个\n");
}

TEST(Document, a_pdf_that_holds_text_is_read) {
  EXPECT_EQ(read(pdf({"示例区简报", "签约项目6个，总投资7.64亿元。"})),
            "示例区简报\n签约项目6个，总投资7.64亿元。\n");
}

TEST(Document, a_line_of_a_pdf_that_the_paper_ends_goes_on) {
  EXPECT_EQ(read(pdf({"全年签约一批项目六个总投", "资7.64亿元，开工一批8", "个。", "另起一段"})),
            "全年签约一批项目六个总投资7.64亿元，开工一批8个。\n另起一段\n");
}

TEST(Document, plain_text_is_read_in_each_encoding) {
  EXPECT_EQ(read("示例"), "示例");
  EXPECT_EQ(read("\xEF\xBB\xBF示例"), "示例");
  EXPECT_EQ(read("\xca\xbe\xc0\xfd"), "示例");
  EXPECT_EQ(read(std::string("\xFF\xFE\x3A\x79\x8B\x4F", 6)), "示例");
}

TEST(Document, what_cannot_be_read_is_refused_with_why) {
  for (auto const& [bytes, key] : std::vector<std::pair<std::string, std::string>>{
           {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old"},
           {"{\\rtf1 text}", "old"},
           {"PK\x03\x04 and no archive", "damaged"},
           {archive_of({{"xl/workbook.xml", "<workbook/>"}}), "unknown"},
           {docx("<w:p>"), "damaged"},
           {archive_of({{"word/document.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}}),
            "damaged"},
           {"%PDF-1.4\nno pdf at all", "damaged"},
           {pdf({}), "no_words"},
           {"<html><body><img src='a.png'></body></html>", "no_words"},
           {std::string("\x89PNG\0\0\0", 7), "unknown"}}) {
    EXPECT_EQ(read(bytes), "refused: publishing.document." + key);
  }
}

TEST(Document, a_bomb_is_refused_whole) {
  auto const line = paragraph(std::string(1 << 20, 'a'));
  std::string body;
  for (int i = 0; i < 20; ++i) body += line;

  EXPECT_EQ(read(docx(body)), "refused: publishing.document.too_large");
  EXPECT_EQ(read(std::string(document_bytes_max + 1, 'a')),
            "refused: publishing.document.too_large");
}

}  // namespace
}  // namespace zonebook::publishing
