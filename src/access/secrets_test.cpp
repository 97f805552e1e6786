// The primitives: against the standards' own numbers.

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <limits>

#include "access/crypt.h"
#include "access/mask.h"
#include "access/password.h"
#include "access/totp.h"

namespace zonebook::access {
namespace {

// RFC 6238, appendix B (SHA-1), and RFC 4226, appendix D.
TEST(Totp, is_that_of_the_standard) {
  std::string const secret = "12345678901234567890";
  struct Case {
    std::int64_t seconds;
    std::string code;
  };
  for (auto const& [seconds, code] : std::vector<Case>{{59, "94287082"},
                                                       {1111111109, "07081804"},
                                                       {1111111111, "14050471"},
                                                       {1234567890, "89005924"},
                                                       {2000000000, "69279037"},
                                                       {20000000000, "65353130"}}) {
    EXPECT_EQ(totp(secret, totp_step(Instant(seconds * 1'000'000)), 8), code) << seconds;
  }
  std::vector<std::string> const by_counter = {"755224", "287082", "359152", "969429", "338314",
                                               "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < by_counter.size(); ++i) {
    EXPECT_EQ(totp(secret, static_cast<std::int64_t>(i)), by_counter[i]) << i;
  }
}

TEST(Totp, is_taken_a_step_early_or_late_and_not_again) {
  std::string const secret = "12345678901234567890";
  Instant const now(std::int64_t{1111111111} * 1'000'000);
  auto const here = totp_step(now);
  for (std::int64_t const off : {-2, -1, 0, 1, 2}) {
    auto const step = accepted_step(secret, totp(secret, here + off), now, 0);
    EXPECT_EQ(step.has_value(), off >= -1 && off <= 1) << off;
  }
  EXPECT_EQ(accepted_step(secret, totp(secret, here), now, here), std::nullopt);
  EXPECT_EQ(accepted_step(secret, totp(secret, here + 1), now, here), here + 1);
  for (auto const* wrong : {"", "12345", "1234567", "abcdef"}) {
    EXPECT_EQ(accepted_step(secret, wrong, now, 0), std::nullopt) << wrong;
  }
}

// RFC 4648, section 10.
TEST(Base32, is_that_of_the_standard) {
  for (auto const& [bytes, text] : {std::pair("f", "MY"),
                                    {"fo", "MZXQ"},
                                    {"foo", "MZXW6"},
                                    {"foob", "MZXW6YQ"},
                                    {"fooba", "MZXW6YTB"},
                                    {"foobar", "MZXW6YTBOI"}}) {
    EXPECT_EQ(base32(bytes), text);
    EXPECT_EQ(from_base32(text), bytes);
  }
  EXPECT_EQ(totp_address("foobar", "王 某"),
            "otpauth://totp/Zonebook:%E7%8E%8B%20%E6%9F%90?secret=MZXW6YTBOI&issuer=Zonebook");
}

TEST(Password, is_kept_as_argon2id_with_the_parameters_that_were_chosen) {
  Passwords passwords;
  auto const hash = passwords.hash("correct horse battery");
  ASSERT_TRUE(hash);

  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *hash;
  EXPECT_NE(*hash, *passwords.hash("correct horse battery")) << "salted";
  EXPECT_TRUE(*passwords.agrees(*hash, "correct horse battery"));
  EXPECT_FALSE(*passwords.agrees(*hash, "correct horse batterz"));
  EXPECT_FALSE(*passwords.agrees(*hash, ""));
  EXPECT_FALSE(*passwords.agrees(std::nullopt, "correct horse battery"));
  EXPECT_FALSE(*passwords.agrees("", "")) << "what is no hash agrees with nothing";
}

// Nobody learns by time which accounts there are: the library must do its work for none too.
TEST(Password, costs_as_much_without_an_account) {
  Passwords passwords;
  auto const hash = *passwords.hash("correct horse battery");
  auto const best_of = [&](std::optional<std::string> const& against) {
    auto best = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 7; ++i) {
      auto const begun = std::clock();  // of the processor, whoever else is at work
      EXPECT_TRUE(passwords.agrees(against, "wrong horse battery"));
      best = std::min(best, std::clock() - begun);
    }
    return best;
  };

  EXPECT_GT(best_of(std::nullopt) * 2, best_of(hash));
}

TEST(Password, has_a_length_in_characters) {
  EXPECT_FALSE(check_password("123456789"));
  EXPECT_TRUE(check_password("1234567890"));
  EXPECT_FALSE(check_password("一二三四五六七八九"));
  EXPECT_TRUE(check_password("一二三四五六七八九十"));
  EXPECT_TRUE(check_password(std::string(200, 'a')));
  EXPECT_FALSE(check_password(std::string(201, 'a')));
  EXPECT_FALSE(check_password("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
}

TEST(Token, has_256_bits_that_nobody_has_seen) {
  auto const one = new_token(), other = new_token();

  EXPECT_NE(one, other);
  EXPECT_EQ(one.size(), 43u);
  EXPECT_TRUE(is_token(one));
  EXPECT_FALSE(is_token(one + "A"));
  EXPECT_FALSE(is_token(digest(one)));
  EXPECT_FALSE(is_token(std::string(43, '=')));
}

TEST(Seal, opens_with_its_key_and_for_what_it_is_of) {
  auto const key = *Key::of(std::string(64, 'a'));
  auto const box = seal("示例", key, "root.1.1");

  EXPECT_EQ(unseal(box, key, "root.1.1"), "示例");
  EXPECT_EQ(unseal(box, key, "root.1.2"), std::nullopt);
  EXPECT_EQ(unseal(box, key.derived("other"), "root.1.1"), std::nullopt);
  EXPECT_NE(seal("示例", key, "root.1.1"), box);
  auto broken = box;
  broken.back() = broken.back() == '0' ? '1' : '0';
  EXPECT_EQ(unseal(broken, key, "root.1.1"), std::nullopt);
  for (auto const* none : {"", "00", "zz", "示例"}) {
    EXPECT_EQ(unseal(none, key, "root.1.1"), std::nullopt) << none;
  }
  EXPECT_FALSE(Key::of("short"));
  EXPECT_FALSE(Key::of(std::string(64, 'x')));
}

TEST(Masked, tells_two_apart_and_not_what_they_say) {
  for (auto const& [value, shown] : {std::pair("", ""),
                                     {"13812345678", "138****5678"},
                                     {"8812345", "881****45"},
                                     {"示例人员01", "示****"},
                                     {"王", "王****"},
                                     {"li@example.cn", "l****@example.cn"},
                                     {"14011119900101123X", "1****"},
                                     {"@", "@****"}}) {
    EXPECT_EQ(masked(value), shown);
  }
}

}  // namespace
}  // namespace zonebook::access
