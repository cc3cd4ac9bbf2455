package tech.turso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DotLineTest {
  private static List<String> arguments(String text) {
    DotLine line = new DotLine(text);
    List<String> result = new ArrayList<>();
    for (int i = 0; i < line.count(); i++) {
      result.add(line.argument(i));
    }
    return result;
  }

  @Test
  void blanksDivideAndQuotesHoldTogether() {
    assertThat(arguments(".mode  box")).containsExactly("mode", "box");
    assertThat(arguments(".import 'my file.csv' \"a b\""))
        .containsExactly("import", "my file.csv", "a b");
    assertThat(arguments(".print 'it\"s' x'y")).containsExactly("print", "it\"s", "x'y");
    assertThat(arguments(".print ''")).containsExactly("print", "");
    assertThat(arguments(".   ")).isEmpty();
  }

  @Test
  void oneSemicolonAtTheEndIsIgnored() {
    assertThat(arguments(".tables ; ")).containsExactly("tables");
    assertThat(arguments(".print a;;")).containsExactly("print", "a;");
  }

  @Test
  void doubleQuotesKnowBackslashes() {
    assertThat(arguments(".separator \"\\t\" '\\t'")).containsExactly("separator", "\t", "\\t");
    assertThat(arguments(".print \"a\\\"b\\\\ \\x41\\101\\0\""))
        .containsExactly("print", "a\"b\\ AA\0");
    assertThat(arguments(".print \"unfinished")).containsExactly("print", "unfinished");
  }

  @Test
  void optionsHaveOneHyphenOrTwo() {
    DotLine line = new DotLine(".open --new -readonly file");
    assertThat(line.option(1)).isEqualTo("new");
    assertThat(line.option(2)).isEqualTo("readonly");
    assertThat(line.option(3)).isEmpty();
  }
}
