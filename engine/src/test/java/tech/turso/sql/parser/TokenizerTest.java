package tech.turso.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenizerTest {
  /** Kinds and texts of all tokens but blanks. */
  private static List<String> tokens(String sql) {
    Tokenizer tokenizer = new Tokenizer(sql);
    List<String> tokens = new ArrayList<>();
    int at = 0;
    for (Token token = tokenizer.scan(at); token != Token.EOF; token = tokenizer.scan(at)) {
      if (token != Token.SPACE) {
        tokens.add(token + " " + sql.substring(at, tokenizer.end()));
      }
      at = tokenizer.end();
    }
    return tokens;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "Select | SELECT Select",
        "selects | ID selects",
        "a1$_ | ID a1$_",
        "\u00e9\u0301x | ID \u00e9\u0301x",
        "\ud83d\ude00 | ID \ud83d\ude00",
        "\"a\"\"b\" | ID \"a\"\"b\"",
        "[a]]b | ID [a],ILLEGAL ],ID b",
        "`a``b` | ID `a``b`",
        "'a''b' | STRING 'a''b'",
        "'a | ILLEGAL 'a",
        "[a | ILLEGAL [a",
        "x'0aF9' | BLOB x'0aF9'",
        "x'0' | ILLEGAL x'0'",
        "x'0g' | ILLEGAL x'0g'",
        "x'00 | ILLEGAL x'00",
        "xy | ID xy",
        "12 | INTEGER 12",
        "1.5 | FLOAT 1.5",
        ".5e-3 | FLOAT .5e-3",
        "5. | FLOAT 5.",
        "1e5 | FLOAT 1e5",
        "1e | ILLEGAL 1e",
        "1e+ | ILLEGAL 1e,PLUS +",
        "0x1F | INTEGER 0x1F",
        "0x | ILLEGAL 0x",
        "1_0 | QNUMBER 1_0",
        "1_ | QNUMBER 1_",
        "0x1_f | QNUMBER 0x1_f",
        "12ab | ILLEGAL 12ab",
        "1.2.3 | FLOAT 1.2,FLOAT .3",
        "? | VARIABLE ?",
        "?12a | VARIABLE ?12,ID a",
        ":a::b(c:d)e | VARIABLE :a::b(c:d),ID e",
        "$a(b c) | ILLEGAL $a(b,ID c,RP )",
        "@ | ILLEGAL @",
        "#1 | VARIABLE #1",
        "->>-> | PTR ->>,PTR ->",
        "a-->b | ID a",
        "<<=<>== | LSHIFT <<,EQ =,NE <>,EQ ==",
        "!=! | NE !=,ILLEGAL !",
        "~~~&% | BITNOT ~,BITNOT ~,BITNOT ~,BITAND &,REM %",
        "a/**/b/*c*//d | ID a,ID b,SLASH /,ID d",
        "a/* open | ID a",
        "a/* | ID a,SLASH /,STAR *",
        "/*/ a */b | ID b",
        "\ufeffa\ufeffb | ID a\ufeffb",
        "\\ | ILLEGAL \\",
      })
  void cutsAsSqlite(String sql, String expected) {
    assertThat(String.join(",", tokens(sql))).isEqualTo(expected);
  }

  @Test
  void pipesAndBlanks() {
    assertThat(tokens("a|b||c")).containsExactly("ID a", "BITOR |", "ID b", "CONCAT ||", "ID c");
    assertThat(tokens("a --c\n\t\f\r b")).containsExactly("ID a", "ID b");
    assertThat(tokens("a \u000bb")).containsExactly("ID a", "ID b");
    assertThat(tokens("\u000ba")).containsExactly("ILLEGAL \u000b", "ID a");
  }

  @Test
  void everyKeywordIsFoundInAnyCase() {
    for (String keyword : Keyword.ALL) {
      String mixed = keyword.charAt(0) + keyword.substring(1).toLowerCase(java.util.Locale.ROOT);
      assertThat(Keyword.find(" " + mixed, 1, mixed.length() + 1)).hasToString(keyword);
      assertThat(Keyword.find(keyword + "X", 0, keyword.length() + 1)).isEqualTo(Token.ID);
    }
  }
}
