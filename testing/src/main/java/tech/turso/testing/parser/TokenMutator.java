package tech.turso.testing.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tech.turso.sql.parser.Sql;

/**
 * Spoils sentences: drops, doubles, swaps, replaces and inserts tokens; and writes them as text.
 */
final class TokenMutator {
  private static final List<String> OTHERS =
      List.of(
          "(", ")", ",", ".", ";", "+", "-", "*", "/", "%", "||", "->", "->>", "&", "|", "~", "<<",
          ">>", "=", "==", "<>", "!=", "<", "<=", ">", ">=", "a", "b", "t", "x", "\"q\"", "[q]",
          "`q`", "'q'", "1", "2.5", "1e5", "0x1f", "1_0", "1__0", "1_0__5", "x'00'", "x'0'", "?",
          "?1", "?0", ":a", "@a", "$a", "#1", "#a", "!", "\\", "{", "@", "'open", "\"open", "/*",
          "--", "12ab", "\ufeff", "\u00a0", "\u000b");

  private final SplittableRandom random;
  private final List<String> pool = new ArrayList<>();

  TokenMutator(SplittableRandom random) {
    this.random = random;
    pool.addAll(Sql.keywords());
    for (int i = 0; i < 3; i++) {
      pool.addAll(OTHERS);
    }
  }

  /** {@code sentence} with one change or a few. */
  List<String> mutate(List<String> sentence) {
    List<String> tokens = new ArrayList<>(sentence);
    int changes = 1 + random.nextInt(random.nextInt(4) == 0 ? 4 : 1);
    for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(7)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, tokens.get(random.nextInt(tokens.size())));
        case 2 -> tokens.set(at, tokens.set(random.nextInt(tokens.size()), tokens.get(at)));
        case 3 -> tokens.set(at, any());
        case 4 -> tokens.subList(at, tokens.size()).clear();
        default -> tokens.add(at, any());
      }
    }
    return tokens;
  }

  /** So many tokens, whatever comes. */
  List<String> anyTokens(int count) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tokens.add(any());
    }
    return tokens;
  }

  private String any() {
    return pool.get(random.nextInt(pool.size()));
  }

  /** The text of {@code tokens} with blanks or comments between them, in any case. */
  String text(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append(
          switch (random.nextInt(40)) {
            case 0 -> "\n";
            case 1 -> " /* c */ ";
            case 2 -> "--c\n";
            case 3 -> "\t";
            default -> " ";
          });
      text.append(random.nextInt(8) == 0 ? token.toLowerCase(java.util.Locale.ROOT) : token);
    }
    if (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? ";" : " ; SELECT FROM");
    }
    if (random.nextInt(10) == 0) {
      spoil(text);
    }
    return text.toString().stripLeading();
  }

  /** Changes a char or a few, in the midst of tokens too. */
  private void spoil(StringBuilder text) {
    String chars = "()\"'`[];-/*.,x_0e$:?@#!\u00e9\ufeff\u0001 ";
    for (int i = 1 + random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      char c = chars.charAt(random.nextInt(chars.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, c);
        default -> text.insert(at, c);
      }
    }
  }
}
