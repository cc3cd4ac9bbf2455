package tech.turso.testing.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The tokens of a random text, and the means to choose and add them. Names are few, so that many
 * statements also make sense.
 */
class RandomTokens {
  static final String[] NAMES =
      ("a b c d t u v x main \"a\" [b] `c` 's' rowid key of no row left full cross "
              + "indexed like match glob if current end desc asc temp plan query do replace "
              + "offset rows window over filter partition groups generated always with "
              + "without recursive materialized first last nulls ties range exclude begin "
              + "true false cast raise current_date natural \u00e9 _x a$")
          .split(" ");

  final SplittableRandom random;
  final List<String> tokens = new ArrayList<>();

  RandomTokens(SplittableRandom random) {
    this.random = random;
  }

  void add(String text) {
    for (String token : text.split(" ")) {
      tokens.add(token);
    }
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  void maybe(int percent, String text) {
    if (chance(percent)) {
      add(text);
    }
  }

  void maybe(int percent, Runnable part) {
    if (chance(percent)) {
      part.run();
    }
  }

  String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  void name() {
    add(chance(80) ? pick("a", "b", "c", "t", "u", "x") : pick(NAMES));
  }

  void list(Runnable part) {
    part.run();
    while (chance(35)) {
      add(",");
      part.run();
    }
  }

  void parenthesised(Runnable part) {
    add("(");
    part.run();
    add(")");
  }

  void table() {
    maybe(15, () -> add(pick("main", "temp", "'main'", "x") + " ."));
    add(chance(85) ? pick("t", "u", "v") : pick(NAMES));
  }
}
