"""Small trees that tools/tidy must complain about, and some that it must leave in peace."""

HEADER = "// What it is.\n\n#pragma once\n\n"
FEEL = "feel.a:\n  zh: 甲\n  en: a\n"
LONG = "int f(int x) {\n" + "  ++x;\n" * 59 + "  return x;\n}\n"


def cpp(text, path="src/feel/a.cpp"):
    return {path: text}


def body(statement):
    return cpp(f"namespace a {{\nResult<int> f(int x) {{\n  {statement}\n}}\n}}\n")


def toml(text, source):
    return {"tools/tidy.toml": text, "src/feel/a.cpp": source}


RATCHETS = [
    ("a file too long", cpp("int i;\n" * 501), "a.cpp:1: file: 501, the ratchet is 500"),
    ("a header too long", cpp(HEADER + "int i;\n" * 150, "src/feel/a.h"), "the ratchet is 150"),
    ("a component too long", cpp("<p>\n" * 201, "web/src/A.vue"), "the ratchet is 200"),
    ("a script too long", cpp("// x\n" * 501, "web/src/a.ts"), "the ratchet is 500"),
    ("a model file too long", cpp("# x\n" * 201, "model/terms/a.yaml"), "the ratchet is 200"),
    ("a function too long", cpp("\n" + LONG), "a.cpp:2: function: 62, the ratchet is 60"),
    ("two of them", cpp(LONG + LONG.replace("f(", "g(").replace("  return", "\n  return")),
     "a.cpp:1: function: 62 lines"),
    ("a member too long", cpp("struct A {\n" + LONG + "};\n"), "a.cpp:2: function: 62"),
    ("a constructor too long", cpp("A::A(int x) : a_{x}, b_(x) {\n" + "  ++x;\n" * 60 + "}\n"),
     "a.cpp:1: function: 62"),
    ("a test too long", cpp("TEST(a, b) {\n" + "  f();\n" * 60 + "}\n", "src/feel/a_test.cpp"),
     "function: 62"),
    ("a trailing type", cpp("auto f() -> std::vector<int> {\n" + "  g();\n" * 60 + "}\n"),
     "function: 62"),
    ("a long table is no function",
     cpp("constexpr std::array<Row, 80> rows = {{\n" + "    {1, 2},\n" * 80 + "}};\n"), None),
    ("nor is a long type", cpp("struct A {\n" + "  int a = 0;\n" * 80 + "};\n"), None),
    ("nor a long enum", cpp("enum class A : int {\n" + "  a,\n" * 80 + "};\n"), None),
    ("a line too long", cpp("int " + "x" * 97 + ";\n"), "102 columns, at most 100"),
    ("columns are characters", cpp("// " + "字" * 97 + "\n"), None),
    ("on the list", toml('[file]\n"src/feel/a.cpp" = 510\n', "int i;\n" * 510), None),
    ("grown", toml('[file]\n"src/feel/a.cpp" = 510\n', "int i;\n" * 511), "grown past its 510"),
    ("shrunk", toml('[file]\n"src/feel/a.cpp" = 510\n', "int i;\n" * 505), "has shrunk to 505"),
    ("healed", toml('[file]\n"src/feel/a.cpp" = 510\n', "int i;\n"), "is no longer needed"),
    ("gone", toml('[file]\n"src/feel/b.cpp" = 510\n', "int i;\n"), "there is no such thing"),
    ("a long function on the list", toml('[function]\n"src/feel/a.cpp" = 62\n', LONG), None),
]

TRIES = [
    ("TRY after =", body("auto y = TRY(g(x));"), None),
    ("TRY after = on the line before", body("auto y =\n      TRY(g(x));"), None),
    ("TRY as a statement", body("TRY(g(x));"), None),
    ("TRY after if", body("if (x) TRY(g(x));"), None),
    ("TRY in a block", body("for (auto y : x) {\n    TRY(g(y));\n  }"), None),
    ("TRY after else", body("if (x) {\n  } else {\n    z = TRY(g(x));\n  }"), None),
    ("TRY in a case", body("switch (x) {\n    case Kind::a: TRY(g(x));\n  }"), None),
    ("TRY in a lambda", body("each(x, [&](int y) -> Result<void> {\n    TRY(g(y));\n  });"), None),
    ("TRY after return", body("return TRY(g(x));"), "a.cpp:3: TRY stands"),
    ("TRY in a call", body("h(TRY(g(x)));"), "a.cpp:3: TRY stands"),
    ("TRY in braces", body("return A{TRY(g(x))};"), "a.cpp:3: TRY stands"),
    ("TRY after = in braces", body("A a{.b = TRY(g(x))};"), "a.cpp:3: TRY stands"),
    ("TRY in braces after =", body("A a = {TRY(g(x))};"), "a.cpp:3: TRY stands"),
    ("TRY in inner braces", body("A a = {\n      {TRY(g(x))},\n  };"), "a.cpp:4: TRY stands"),
    ("TRY in a condition", body("if (auto y = TRY(g(x))) f(y);"), "a.cpp:3: TRY stands"),
    ("TRY compared", body("auto y = x == TRY(g(x));"), "a.cpp:3: TRY stands"),
    ("TRY behind +", body("auto y = 1 + TRY(g(x));"), "a.cpp:3: TRY stands"),
    ("TRY behind ?", body("auto y = x ? 1 : TRY(g(x));"), "a.cpp:3: TRY stands"),
    ("TRY defined", cpp("#define TRY(x) \\\n  (g(TRY(x)))\n"), None),
]

WORDS = [
    ("an unfinished thing", cpp("// FIXME: later\n"), "FIXME names no issue"),
    ("another", cpp("// TODO later\n"), "TODO names no issue"),
    ("with its issue", cpp("// FIXME(#12): later\n"), None),
    ("new", cpp("auto* a = new A();\n"), "`new A`"),
    ("delete", cpp("void f(A* a) {\n  delete a;\n}\n"), "a.cpp:2: `delete`"),
    ("a deleted function", cpp("struct A {\n  A(A const&) = delete;\n};\n"), None),
    ("new in a comment", cpp("// a new beginning\n"), None),
    ("an empty name", cpp("class FileManager;\n"), "FileManager: a name"),
    ("an empty word", cpp("int date_helper();\n"), "date_helper: a name"),
    ("an empty file name", cpp("int i;\n", "src/feel/utils.cpp"), "utils: a file name"),
    ("the utility header", cpp("#include <utility>\n"), None),
    ("dead code", cpp("// return x + 1;\n"), "commented-out code"),
    ("a sentence", cpp("// return what was asked for\n"), None),
]

FILES = [
    ("no newline at the end", cpp("int i;"), "does not end with a newline"),
    ("a tab", cpp("\tint i;\n"), "a.cpp:1: a tab"),
    ("white space at the end", cpp("int i; \n"), "white space at the end"),
    ("a header with its manual", cpp(HEADER, "src/feel/a.h"), None),
    ("without a manual", cpp("#pragma once\n", "src/feel/a.h"), "a.h:1: no `#pragma once`"),
    ("includes before it", cpp("// A.\n#include <map>\n\n#pragma once\n", "src/feel/a.h"),
     "begins with its manual"),
]

MESSAGES = [
    ("a message said", {"src/feel/a.cpp": 'f("feel.a");\n', "model/messages/feel.yaml": FEEL}, None),
    ("an unknown message", cpp('\nf("feel.b");\n'), "a.cpp:2: no message feel.b"),
    ("nobody says it", {"src/feel/a.cpp": "\n", "model/messages/feel.yaml": FEEL},
     "feel.yaml:1: nobody says feel.a"),
    ("said in two parts", {"src/feel/a.cpp": 'f("feel.a");\nf(key + "_b");\n',
     "model/messages/feel.yaml": FEEL + FEEL.replace("feel.a", "feel.a_b")}, None),
    ("a test does not say it",
     {"src/feel/a_test.cpp": 'f("feel.a");\n', "model/messages/feel.yaml": FEEL}, "nobody says"),
    ("a comment does not say it",
     {"src/feel/a.cpp": '// "feel.a"\n', "model/messages/feel.yaml": FEEL}, "nobody says"),
    ("one language only",
     {"src/feel/a.cpp": 'f("feel.a");\n', "model/messages/feel.yaml": "feel.a:\n  zh: 甲\n"},
     "feel.a has no en"),
    ("another room's file name", {"src/feel/a.cpp": 'f("feel.a");\n',
     "model/messages/misc.yaml": FEEL}, "no room misc"),
]

CASES = RATCHETS + TRIES + WORDS + FILES + MESSAGES

COMMIT_CASES = [
    ("feel: Read names with spaces", True),
    ("base: Embed the zone rules", True),
    ("Read names with spaces", False),
    ("feel: read names", False),
    ("feel: Read names.", False),
    ("feel: Added names with spaces", False),
    ("feel: Adding names with spaces", False),
    ("Feel: Read names", False),
    ("feel: " + "Read " * 14, False),
]
