// SPDX-License-Identifier: Apache-2.0
#include "image_io/xmp.h"

#include <gtest/gtest.h>

#include <chrono>

#include "image_io/md5.h"

namespace zaohua {
namespace {

constexpr std::string_view space = xmp_namespace::ours;

std::string packetWith(std::string_view inside, std::string_view prefix = "z") {
  return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description xmlns:" + std::string(prefix) + "='" +
         std::string(space) + "' " + std::string(inside) + "</rdf:RDF></x:xmpmeta>";
}

TEST(Xmp, GivesBackWhatWasPutIn) {
  for (const char* value : {"", "text", "一只猫 😀", "<&>\"'&amp;", "a]]>b</z:request>", "{\"a\":\"<b>\"}"}) {
    const std::string packet =
        makeXmp({{xmp_namespace::xmp, "xmp", "CreatorTool", "Zaohua"}, {space, "zaohua", "request", value}});
    EXPECT_EQ(findXmpProperty(packet, space, "request"), value);
    EXPECT_EQ(findXmpProperty(packet, xmp_namespace::xmp, "CreatorTool"), "Zaohua");
    EXPECT_EQ(findXmpProperty(packet, space, "other"), std::nullopt);
    EXPECT_EQ(findXmpProperty(packet, xmp_namespace::exif, "request"), std::nullopt);
  }
}

TEST(Xmp, FindsElementsAttributesAndLists) {
  EXPECT_EQ(findXmpProperty(packetWith("><z:request>a &#x732b;&#29483;&apos;</z:request>"), space, "request"),
            "a 猫猫'");
  EXPECT_EQ(findXmpProperty(packetWith("z:request=\"a &lt; b\"/>"), space, "request"), "a < b");
  EXPECT_EQ(findXmpProperty(packetWith("\n z:request = 'a'/>"), space, "request"), "a");
  EXPECT_EQ(findXmpProperty(packetWith("><z:request><rdf:Alt><rdf:li xml:lang=\"x-default\">{&quot;c&quot;:1}</rdf:li>"
                                       "</rdf:Alt></z:request>"),
                            space, "request"),
            "{\"c\":1}");
}

TEST(Xmp, ThePrefixIsWhateverThePacketSays) {
  EXPECT_EQ(findXmpProperty(packetWith("><ns1:request>a</ns1:request>", "ns1"), space, "request"), "a");
  EXPECT_EQ(findXmpProperty(packetWith("><z:request>a</z:request>", "other"), space, "request"), std::nullopt);
}

TEST(Xmp, LongerNamesAreOtherNames) {
  EXPECT_EQ(findXmpProperty(packetWith("><z:requested>a</z:requested><z:request>b</z:request>"), space, "request"),
            "b");
  EXPECT_EQ(findXmpProperty(packetWith("><z:request/><z:request>b</z:request>"), space, "request"), "b");
}

TEST(Xmp, EntitiesThatMeanNothingDoNoHarm) {
  EXPECT_EQ(
      findXmpProperty(packetWith("><z:request>a&b&#0;&#xd800;&#x110000;&unknown;&</z:request>"), space, "request"),
      "a&b\uFFFD\uFFFD\uFFFD&unknown;&");
}

TEST(Xmp, HostilePacketsEndSoon) {
  const auto begun = std::chrono::steady_clock::now();
  const std::string declared = packetWith(">");
  for (const char* piece :
       {"<z:request>", " z:request", " z:request=", " z:request=\"", "&", "<", "xmlns:", "http://ns.zaohua/1.0/"}) {
    std::string packet = declared;
    while (packet.size() < (4U << 20U))
      packet += piece;
    (void)findXmpProperty(packet, space, "request");
    (void)findXmpProperty("<z:request>" + packet, space, "request");
    (void)findXmpProperty(packet + "</z:request>", space, "request");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

TEST(Md5, IsThatOfTheStandard) {
  EXPECT_EQ(md5(""), "D41D8CD98F00B204E9800998ECF8427E");
  EXPECT_EQ(md5("abc"), "900150983CD24FB0D6963F7D28E17F72");
  EXPECT_EQ(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890"),
            "57EDF4A22BE3C955AC49DA2E2107B67A");
  EXPECT_EQ(md5(std::string(55, 'a')), "EF1772B6DFF9A122358552954AD0DF65");
  EXPECT_EQ(md5(std::string(56, 'a')), "3B0C8AC703F828B04C6C197006D17218");
  EXPECT_EQ(md5(std::string(64, 'a')), "014842D480B571495A4A0363793F7367");
}

}  // namespace
}  // namespace zaohua
