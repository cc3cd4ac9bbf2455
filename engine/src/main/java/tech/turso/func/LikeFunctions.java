package tech.turso.func;

import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import tech.turso.base.DbException;
import tech.turso.func.FunctionDef.Role;
import tech.turso.value.Register;
import tech.turso.value.Utf8Reader;

/**
 * The functions behind the operators LIKE and GLOB: the pattern is their first argument.
 *
 * <p>SQLite: func.c likeFunc.
 */
final class LikeFunctions {
  private LikeFunctions() {}

  static List<FunctionDef> all() {
    return List.of(
        builtIn("like", 2, 2).role(Role.LIKE).scalar(LikeFunctions::like),
        builtIn("like", 3, 3).role(Role.LIKE).scalar(LikeFunctions::like),
        builtIn("glob", 2, 2).role(Role.GLOB).scalar(LikeFunctions::glob));
  }

  private static void glob(CallContext c) {
    checkPattern(c);
    LikeMatcher matcher;
    if (c.memo() instanceof LikeMatcher last) {
      matcher = last;
    } else {
      matcher = LikeMatcher.glob();
      c.memo(matcher);
    }
    match(c, matcher);
  }

  private static void like(CallContext c) {
    checkPattern(c);
    int escape = 0;
    if (c.argCount() == 3) {
      Register text = c.textArg(2);
      if (text == null) {
        return;
      }
      if (TextFunctions.characters(text.bytes, text.offset, text.length) != 1) {
        throw new DbException.Sql("ESCAPE expression must be a single character");
      }
      escape = Utf8Reader.codePoint(text.bytes, text.offset, text.offset + text.length);
    }
    boolean foldsCase = !c.host().isLikeCaseSensitive();
    LikeMatcher matcher;
    if (c.memo() instanceof LikeMatcher last
        && last.escape() == escape
        && last.foldsCase() == foldsCase) {
      matcher = last;
    } else {
      matcher = LikeMatcher.like(foldsCase, escape);
      c.memo(matcher);
    }
    match(c, matcher);
  }

  private static void checkPattern(CallContext c) {
    Register pattern = c.blobArg(0);
    if (pattern != null && pattern.length > c.host().maxLikePatternBytes()) {
      throw new DbException.Sql("LIKE or GLOB pattern too complex");
    }
  }

  private static void match(CallContext c, LikeMatcher matcher) {
    Register pattern = c.textArg(0);
    Register text = c.textArg(1);
    if (pattern != null && text != null) {
      boolean matches =
          matcher.matches(
              pattern.bytes, pattern.offset, pattern.length, text.bytes, text.offset, text.length);
      c.result().setInteger(matches ? 1 : 0);
    }
  }
}
