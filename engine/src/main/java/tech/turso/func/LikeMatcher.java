package tech.turso.func;

import tech.turso.base.Ascii;
import tech.turso.value.Utf8Reader;

/**
 * Matches texts of UTF-8 against patterns of LIKE and GLOB. Pattern and text end at their first
 * NUL. No recursion: a mismatch goes back to the last wildcard alone, since an earlier one cannot
 * help; the worst case is the product of the lengths.
 *
 * <p>GLOB: {@code *} any characters, {@code ?} one, {@code [a-z]} and {@code [^a-z]} one of a set.
 * LIKE: {@code %} any characters, {@code _} one, and after the escape character any character
 * stands for itself; ASCII letters match both cases unless told otherwise.
 *
 * <p>SQLite: func.c patternCompare.
 */
public final class LikeMatcher {
  /** A character that is no wildcard: 0 ends a pattern. */
  private static final int NONE = 0;

  private final int matchAll;
  private final int matchOne;
  private final boolean sets;
  private final boolean foldsCase;
  private final int escape;

  private byte[] pattern = {};
  private int patternEnd;
  private byte[] text = {};
  private int textEnd;

  /** Where the pattern goes on and the text is; moved by {@link #next} and the like. */
  private int p;

  private int t;

  private LikeMatcher(int matchAll, int matchOne, boolean sets, boolean foldsCase, int escape) {
    this.matchAll = matchAll;
    this.matchOne = matchOne;
    this.sets = sets;
    this.foldsCase = foldsCase;
    this.escape = escape;
  }

  /** A matcher of GLOB. */
  public static LikeMatcher glob() {
    return new LikeMatcher('*', '?', true, false, NONE);
  }

  /**
   * A matcher of LIKE.
   *
   * @param escape code point of the escape character; 0 for none; if it is a wildcard, that is none
   *     any more
   */
  public static LikeMatcher like(boolean foldsCase, int escape) {
    return new LikeMatcher(
        escape == '%' ? NONE : '%', escape == '_' ? NONE : '_', false, foldsCase, escape);
  }

  /** The escape character that it was made with; 0 for none. */
  public int escape() {
    return escape;
  }

  /** Whether ASCII letters match both cases. */
  public boolean foldsCase() {
    return foldsCase;
  }

  /** Whether the whole of a text matches. */
  public boolean matches(
      byte[] pattern, int patternAt, int patternLength, byte[] text, int textAt, int textLength) {
    this.pattern = pattern;
    this.patternEnd = patternAt + patternLength;
    this.text = text;
    this.textEnd = textAt + textLength;
    this.p = patternAt;
    this.t = textAt;
    return run();
  }

  private boolean run() {
    int first = NONE; // the character after the last wildcard
    boolean firstIsSet = false; // or a set is there
    boolean wildcard = false;
    int wildcardPattern = 0; // where the pattern goes on after that character
    int wildcardText = 0; // where to look for that character next
    while (true) {
      int c = nextOfPattern();
      if (c == 0) {
        if (t >= textEnd || text[t] == 0) {
          return true;
        }
      } else if (c == matchAll) {
        if (!skipWildcards()) {
          return false;
        }
        first = nextOfPattern();
        if (first == 0) {
          return true;
        }
        firstIsSet = sets && first == '[';
        if (firstIsSet) {
          p--;
        } else if (first == escape) {
          first = nextOfPattern();
          if (first == 0) {
            return false;
          }
        }
        wildcard = true;
        wildcardPattern = p;
        wildcardText = t;
      } else if (matchesOne(c)) {
        continue;
      }
      if (!wildcard) {
        return false;
      }
      t = wildcardText;
      if (firstIsSet) {
        if (t >= textEnd || text[t] == 0) {
          return false;
        }
        wildcardText = afterCharacter(t);
      } else {
        if (!find(first)) {
          return false;
        }
        wildcardText = t;
      }
      p = wildcardPattern;
    }
  }

  /**
   * Skips wildcards after a wildcard for any characters, and a character of the text for each of
   * those for one; false if the text has not so many.
   */
  private boolean skipWildcards() {
    while (true) {
      int before = p;
      int c = nextOfPattern();
      if (c == 0) {
        return true;
      }
      if (c == matchOne) {
        if (nextOfText() == 0) {
          return false;
        }
      } else if (c != matchAll) {
        p = before;
        return true;
      }
    }
  }

  /** Moves the text behind the next character {@code c}; false if there is none. */
  private boolean find(int c) {
    if (c >= 0 && c < 0x80) {
      return findAscii(foldsCase ? Ascii.upper(c) : c, foldsCase ? Ascii.lower(c) : c);
    }
    while (true) {
      int found = nextOfText();
      if (found == 0) {
        return false;
      }
      if (found == c) {
        return true;
      }
    }
  }

  private boolean findAscii(int upper, int lower) {
    byte[] s = text;
    int end = textEnd;
    for (int at = t; at < end; at++) {
      int b = s[at];
      if (b == lower || b == upper) {
        t = at + 1;
        return true;
      }
      if (b == 0) {
        return false;
      }
    }
    return false;
  }

  private int afterCharacter(int at) {
    int n = at + 1;
    if ((text[at] & 0xff) >= 0xc0) {
      while (n < textEnd && (text[n] & 0xc0) == 0x80) {
        n++;
      }
    }
    return n;
  }

  /** Whether the next character of the text is what {@code c}, just read, stands for. */
  private boolean matchesOne(int c) {
    int wanted = c;
    boolean escaped = false;
    if (c == escape) {
      wanted = nextOfPattern();
      if (wanted == 0) {
        return false;
      }
      escaped = true;
    } else if (sets && c == '[') {
      return matchesSet();
    }
    int found = nextOfText();
    if (found == wanted) {
      return true;
    }
    if (foldsCase
        && found < 0x80
        && wanted < 0x80
        && found >= 0
        && wanted >= 0
        && Ascii.lower(found) == Ascii.lower(wanted)) {
      return true;
    }
    return wanted == matchOne && !escaped && found != 0;
  }

  /** Reads a set, whose bracket was just read, to its end. */
  private boolean matchesSet() {
    int found = nextOfText();
    if (found == 0) {
      return false;
    }
    int c = nextOfPattern();
    boolean inverted = c == '^';
    if (inverted) {
      c = nextOfPattern();
    }
    boolean seen = false;
    if (c == ']') {
      seen = found == ']';
      c = nextOfPattern();
    }
    int previous = 0;
    while (c != 0 && c != ']') {
      int following = p < patternEnd ? pattern[p] : 0;
      if (c == '-' && following != ']' && following != 0 && previous != 0) {
        c = nextOfPattern();
        seen |=
            Integer.compareUnsigned(found, previous) >= 0 && Integer.compareUnsigned(found, c) <= 0;
        previous = 0;
      } else {
        seen |= found == c;
        previous = c;
      }
      c = nextOfPattern();
    }
    return c != 0 && seen != inverted;
  }

  /** The next code point of the pattern; 0 at its end, where it stays. */
  private int nextOfPattern() {
    int at = p;
    if (at >= patternEnd) {
      return 0;
    }
    int b = pattern[at];
    if (b > 0) {
      p = at + 1;
      return b;
    }
    if (b == 0) {
      return 0;
    }
    p = at + Utf8Reader.encodedBytes(pattern, at, patternEnd);
    return Utf8Reader.codePoint(pattern, at, patternEnd);
  }

  /** The next code point of the text; 0 at its end, where it stays. */
  private int nextOfText() {
    int at = t;
    if (at >= textEnd) {
      return 0;
    }
    int b = text[at];
    if (b > 0) {
      t = at + 1;
      return b;
    }
    if (b == 0) {
      return 0;
    }
    t = at + Utf8Reader.encodedBytes(text, at, textEnd);
    return Utf8Reader.codePoint(text, at, textEnd);
  }
}
