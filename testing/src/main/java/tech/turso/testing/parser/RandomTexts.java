package tech.turso.testing.parser;

import java.util.List;
import java.util.SplittableRandom;
import tech.turso.sql.parser.Sql;

/**
 * Random inputs of a parser: statements of the grammar, spoiled ones, any tokens in any order, any
 * characters, and statements nested deeply.
 */
final class RandomTexts {
  private static final List<String> BEGINNINGS =
      List.of(
          "SELECT ", "SELECT a FROM t WHERE ", "CREATE TABLE x(a CHECK(", "DELETE FROM t LIMIT ");

  /** What nests: what opens, what closes. */
  private static final List<List<String>> NESTING =
      List.of(
          List.of("(", ")"),
          List.of("-", ""),
          List.of("NOT ", ""),
          List.of("+ ", ""),
          List.of("(SELECT ", ")"),
          List.of("EXISTS(SELECT ", ")"),
          List.of("CASE WHEN ", " THEN 1 END"),
          List.of("abs(", ")"),
          List.of("1 IN (", ")"),
          List.of("CAST(", " AS int)"),
          List.of("1+(", ")"),
          List.of("1+", ""),
          List.of("a AND ", ""),
          List.of("a || ", ""),
          List.of("1 BETWEEN 0 AND ", ""),
          List.of("(1,", ")"),
          List.of("(SELECT a FROM (SELECT ", " AS a))"),
          List.of("sum(a) FILTER (WHERE ", ")"),
          List.of("(VALUES(", "))"));

  private final SplittableRandom random;
  private final SqlSentences sentences;
  private final TokenMutator mutator;
  private final List<String> keywords;

  RandomTexts(SplittableRandom random) {
    this.random = random;
    this.sentences = new SqlSentences(random);
    this.mutator = new TokenMutator(random);
    this.keywords = List.copyOf(Sql.keywords());
  }

  /** The next input. */
  String next() {
    int kind = random.nextInt(1000);
    if (kind < 300) {
      return mutator.text(sentences.next());
    }
    if (kind < 900) {
      return mutator.text(mutator.mutate(sentences.next()));
    }
    if (kind < 960) {
      return mutator.text(mutator.anyTokens(1 + random.nextInt(12)));
    }
    return kind < 995 ? characters() : nested();
  }

  /** Characters of all kinds, often after a keyword: SQLite ignores a text without a statement. */
  private String characters() {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(4) > 0) {
      text.append(keywords.get(random.nextInt(keywords.size()))).append(' ');
    }
    for (int i = random.nextInt(20); i >= 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> text.append((char) (1 + random.nextInt(31)));
        case 1 -> text.append((char) (0x80 + random.nextInt(0x700)));
        case 2 -> text.append((char) (0x800 + random.nextInt(0xd000)));
        case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0xfffff));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  /** Up to some thousand levels, of one kind or of several. */
  private String nested() {
    int most = 1 << (2 + random.nextInt(11));
    int depth = 1 + random.nextInt(most);
    StringBuilder before = new StringBuilder(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())));
    StringBuilder after = new StringBuilder();
    List<String> level = NESTING.get(random.nextInt(NESTING.size()));
    boolean mixed = random.nextInt(3) == 0;
    for (int i = 0; i < depth; i++) {
      before.append(level.get(0));
      after.insert(0, level.get(1));
      if (mixed && random.nextInt(8) == 0) {
        level = NESTING.get(random.nextInt(NESTING.size()));
      }
    }
    if (random.nextInt(4) == 0) {
      after.setLength(random.nextInt(after.length() + 1));
    }
    if (before.charAt(0) == 'C') {
      after.append("))");
    }
    return before.append("1").append(after).toString();
  }
}
