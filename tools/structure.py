"""Where functions begin and end, and where a TRY stands: by brackets alone, for formatted C++."""

import re
from dataclasses import dataclass

from source import line_of

TOKEN = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.)*|[{}();\[\]]|\bTRY\b", re.M | re.S)
HEAD_OF_TYPE = re.compile(r"\s*(?:template\s*<.*>\s*)?(?:class|struct|union|enum)\b[^()=]*", re.S)
OPENS_BLOCK = re.compile(
    r"(?:[)}\]&;:]|\b(?:else|do|try|const|noexcept|mutable|override|final)|\)[^()]*->[^;=]*)\s*"
)
STARTS_STATEMENT = re.compile(r"[;{}]|\)|\b(?:else|do)|\b(?:case\b[^?;{}]*|default\s*):")


@dataclass
class Bracket:
    kind: str  # "space", "type", "block", "init" for {, else "(" or "["
    start: int  # of the first word that belongs to it
    function: bool = False


@dataclass(frozen=True)
class Function:
    line: int
    length: int  # in lines, from its first word to its closing brace


def _kind_of_brace(head, outer):
    if re.search(r"(?:\bnamespace\b[\w:\s]*|extern\s*\"\s*\")$", head):
        return "space"
    if HEAD_OF_TYPE.fullmatch(head):
        return "type"
    last = head.rstrip()
    if not last:  # after { or ; or a finished block
        return "block" if outer == "block" else "init"
    if last.endswith(("=", ",", "(")):
        return "init"
    return "block" if OPENS_BLOCK.fullmatch(last, _tail(last)) else "init"


def _tail(head):
    """Where the last word of a head begins, or its trailing return type."""
    arrow = head.rfind("->")
    parameters = head.rfind(")", 0, arrow) if arrow > 0 else -1
    if parameters >= 0 and not re.search(r"[;={]", head[arrow:]):
        return parameters
    return re.search(r"(\w+|.)$", head, re.S).start()


class Structure:
    """Of one file whose comments and literals are blanked (source.code_only)."""

    def __init__(self, code):
        self.code = code
        self.functions = []
        self.misplaced_tries = []  # line numbers
        self._stack = []
        self._head = 0  # where the present statement or declaration began
        for token in TOKEN.finditer(code):
            self._take(token[0], token.start(), token.end())

    def _outer(self):
        return self._stack[-1].kind if self._stack else "space"

    def _take(self, token, start, end):
        if token == "TRY":
            if not self._try_stands_right(start):
                self.misplaced_tries.append(line_of(self.code, start))
        elif token == "{":
            self._open_brace(start, end)
        elif token in "([":
            self._stack.append(Bracket(token, self._head))
        elif token in ")]":
            if self._stack:
                self._stack.pop()
        elif token == "}":
            self._close_brace(start, end)
        elif token == ";":
            if self._outer() not in "([":
                self._head = end
        else:  # a line of the preprocessor
            self._head = end

    def _open_brace(self, start, end):
        head = self.code[self._head : start]
        outer = self._outer()
        kind = _kind_of_brace(head, outer)
        function = kind == "block" and outer in ("space", "type")
        first_word = self._head + len(head) - len(head.lstrip())
        self._stack.append(Bracket(kind, first_word, function))
        if kind != "init":
            self._head = end

    def _close_brace(self, start, end):
        if not self._stack:
            return
        bracket = self._stack.pop()
        if bracket.function:
            first = line_of(self.code, bracket.start)
            self.functions.append(Function(first, line_of(self.code, start) - first + 1))
        if bracket.kind != "init":
            inside_call = self._outer() in "(["
            self._head = bracket.start if inside_call else end

    def _try_stands_right(self, start):
        if self._outer() != "block":
            return False
        head = self.code[self._head : start].rstrip()
        if head.endswith("=") and not head.endswith(("==", "!=", "<=", ">=")):
            return True
        if not head:
            return True
        last = re.search(r"(?:\b(?:case\b[^?]*|default\s*):|\b(?:else|do)|\)|\})$", head)
        return bool(last) and "?" not in head.split(")")[-1]
