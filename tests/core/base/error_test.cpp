// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <gtest/gtest.h>

#include <set>

#include "base/cancel_token.h"
#include "base/result.h"

namespace zaohua {
namespace {

TEST(Error, PutsItsArgumentsInPlaceInAnyOrder) {
  const Error error = {ErrorCode::internal, "%2 of %1, 100 %, %3% and %2", {"a", "b", "c"}, "detail"};
  EXPECT_EQ(error.text(), "b of a, 100 %, c% and b");
}

TEST(Error, LeavesOutArgumentsThatAreMissing) {
  EXPECT_EQ((Error{ErrorCode::internal, "x%1y%9z%0%", {}, {}}.text()), "xyz%0%");
}

TEST(Error, DoesNotFillArgumentsInsideArguments) {
  EXPECT_EQ((Error{ErrorCode::internal, "%1 %2", {"%2", "%1"}, {}}.text()), "%2 %1");
}

TEST(Error, IsAlwaysOneLineOfUtf8) {
  const Error error = {ErrorCode::fileMissing, "There is no file %1.", {"a\nerror: forged\x1b[2J\xff"}, {}};
  EXPECT_EQ(error.text(), "There is no file a error: forged [2J\uFFFD.");
}

TEST(Error, EachCodeHasItsOwnName) {
  std::set<std::string_view> names;
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code)
    names.insert(errorCodeName(static_cast<ErrorCode>(code)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(ErrorCode::internal) + 1);
  EXPECT_EQ(errorCodeName(ErrorCode::outOfMemory), "out_of_memory");
  EXPECT_EQ(errorCodeName(ErrorCode::unsupportedModel), "unsupported_model");
}

TEST(Printable, KeepsTextAndReplacesTheRest) {
  EXPECT_EQ(printable("云 é 😀"), "云 é 😀");
  EXPECT_EQ(printable(std::string_view("a\0b\tc\x7f", 6)), "a b c ");
  EXPECT_EQ(printable("a\u0085b"), "a b");  // a line break to some terminals
  EXPECT_EQ(printable("\xe9\x80"), "\uFFFD\uFFFD");
  EXPECT_EQ(printable(""), "");
}

TEST(Failure, CarriesTheErrorOutOfAResult) {
  const Result<int> bad = failure(ErrorCode::diskFull, "The disk is full: %1.", {"here"});
  try {
    valueOrThrow(bad);
    FAIL() << "nothing was thrown";
  } catch (const Failure& thrown) {
    EXPECT_EQ(thrown.error().code, ErrorCode::diskFull);
    EXPECT_STREQ(thrown.what(), "The disk is full: here.");
  }
  EXPECT_EQ(valueOrThrow(Result<int>(7)), 7);
}

TEST(CancelToken, IsSharedByItsCopies) {
  const CancelToken token;
  const CancelToken copy = token;
  EXPECT_NO_THROW(token.throwIfCancelled());
  copy.cancel();
  EXPECT_TRUE(token.isCancelled());
  EXPECT_FALSE(CancelToken().isCancelled());
  EXPECT_THROW(token.throwIfCancelled(), Failure);
}

}  // namespace
}  // namespace zaohua
