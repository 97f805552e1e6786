#include "publishing/archive_fixture.h"

#include <gtest/gtest.h>
#include <zip.h>

namespace zonebook::publishing {
namespace {

constexpr auto relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string relation(std::string const& id, std::string const& type, std::string const& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + relations + "/" + type + "\" Target=\"" +
         target + "\"/>";
}

std::string relations_with(std::string const& all) {
  return R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)" +
         all + "</Relationships>";
}

std::string spreadsheet(std::string const& name, std::string const& inside) {
  return "<" + name + R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" )" +
         "xmlns:r=\"" + relations + "\">" + inside + "</" + name + ">";
}

}  // namespace

std::string archive_of(Parts const& parts, Packing packing) {
  zip_error_t error;
  zip_error_init(&error);
  auto* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  auto* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  EXPECT_NE(archive, nullptr);
  for (auto const& [path, bytes] : parts) {
    auto* part = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    auto const index = zip_file_add(archive, path.c_str(), part, ZIP_FL_ENC_UTF_8);
    EXPECT_GE(index, 0) << path;
    auto const method = packing == Packing::stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    EXPECT_EQ(zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method, 0), 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_stat_t told;
  zip_source_stat(source, &told);
  std::string bytes(told.size, '\0');
  zip_source_open(source);
  EXPECT_EQ(zip_source_read(source, bytes.data(), bytes.size()),
            static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(source);
  zip_source_free(source);
  zip_error_fini(&error);
  return bytes;
}

Parts parts_of(ByHand const& by_hand) {
  return {{"_rels/.rels", relations_with(relation("rId1", "officeDocument", "xl/workbook.xml"))},
          {"xl/workbook.xml",
           spreadsheet(
               "workbook",
               by_hand.book + R"(<sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets>)")},
          {"xl/_rels/workbook.xml.rels",
           relations_with(relation("rId1", "worksheet", "worksheets/sheet1.xml") +
                          relation("rId2", "styles", "/xl/styles.xml") +
                          relation("rId3", "sharedStrings", "sharedStrings.xml"))},
          {"xl/worksheets/sheet1.xml", spreadsheet("worksheet", by_hand.sheet)},
          {"xl/styles.xml", spreadsheet("styleSheet", by_hand.styles)},
          {"xl/sharedStrings.xml", spreadsheet("sst", by_hand.shared)}};
}

std::string workbook_of(ByHand const& by_hand) { return archive_of(parts_of(by_hand)); }

}  // namespace zonebook::publishing
