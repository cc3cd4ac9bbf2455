package tech.turso.sql.parser;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Limits;

/**
 * The parameters of a statement: how many there are, and their names. Those without a number get
 * the next one; a name that comes again keeps its number.
 *
 * <p>SQLite: expr.c sqlite3ExprAssignVarNumber.
 */
public final class Parameters {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private int count;

  Parameters() {}

  /** The highest number; 0 if there is no parameter. */
  public int count() {
    return count;
  }

  /** The name of parameter {@code number}, 1-based, with its first char; null if it has none. */
  public @Nullable String name(int number) {
    return names.get(number);
  }

  /** The name of each parameter from number 1 at index 0; null for one without. */
  public @Nullable String[] names() {
    @Nullable String[] all = new String[count];
    for (int i = 0; i < count; i++) {
      all[i] = names.get(i + 1);
    }
    return all;
  }

  /** The number of the parameter so named, its first char included; 0 if there is none. */
  public int number(String name) {
    Integer number = numbers.get(name);
    return number == null ? 0 : number;
  }

  /** The number of the parameter written {@code text}, or an error noted in {@code tokens}. */
  int assign(String text, TokenStream tokens) {
    int number;
    if (text.equals("?")) {
      number = ++count;
    } else if (text.charAt(0) == '?') {
      number = explicit(text);
      if (number == 0) {
        String range = "between ?1 and ?" + Limits.MAX_VARIABLE_NUMBER;
        tokens.raise("variable number must be " + range, tokens.previousEnd() - text.length());
        return 1;
      }
      count = Math.max(count, number);
      if (names.putIfAbsent(number, text) == null) {
        numbers.putIfAbsent(text, number);
      }
    } else {
      Integer known = numbers.get(text);
      number = known == null ? ++count : known;
      if (known == null) {
        numbers.put(text, number);
        names.put(number, text);
      }
    }
    if (number > Limits.MAX_VARIABLE_NUMBER) {
      tokens.raise("too many SQL variables", tokens.previousEnd() - text.length());
    }
    return number;
  }

  /** The number of {@code ?NNN}, 0 if it is out of range. */
  private static int explicit(String text) {
    long number = 0;
    for (int i = 1; i < text.length() && number <= Limits.MAX_VARIABLE_NUMBER; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number > Limits.MAX_VARIABLE_NUMBER ? 0 : (int) number;
  }
}
