package tech.turso.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlTest {
  @Test
  void thereAre147KeywordsInOrder() {
    assertThat(Sql.keywords()).hasSize(147).isSorted().doesNotHaveDuplicates();
    assertThat(Sql.keywords()).startsWith("ABORT", "ACTION").endsWith("WITH", "WITHOUT");
    assertThat(Sql.isKeyword("select")).isTrue();
    assertThat(Sql.isKeyword("Current_Timestamp")).isTrue();
    assertThat(Sql.isKeyword("rowid")).isFalse();
    assertThat(Sql.isKeyword("")).isFalse();
    assertThat(Sql.isKeyword("concurrent")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        "SELECT 1;",
        "SELECT 1; -- c",
        "SELECT ';' ; /* ; */ ",
        "create table t(a);",
        "CREATE TRIGGER t BEGIN SELECT 1; END;",
        "create /* c */ temp trigger t begin select 1; select 2; end;",
        "EXPLAIN CREATE TRIGGER t BEGIN x; END;",
        "EXPLAIN QUERY PLAN CREATE TEMPORARY TRIGGER t BEGIN x; END;",
        "explain trigger;",
        "CREATE x TRIGGER;",
        "not sql at all;",
      })
  void complete(String text) {
    assertThat(Sql.complete(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-- c;",
        "/* c */",
        "SELECT 1",
        "SELECT 1; SELECT",
        "SELECT ';",
        "SELECT \";",
        "SELECT [;",
        "SELECT `;",
        "SELECT 1; /* ;",
        "/*;",
        "SELECT 1 -- ;",
        "CREATE TRIGGER t BEGIN SELECT 1;",
        "CREATE TRIGGER t BEGIN SELECT 1; END",
        "CREATE TRIGGER t BEGIN SELECT 1; END x;",
        "CREATE TRIGGER t;",
        "EXPLAIN QUERY PLAN CREATE TRIGGER t BEGIN x;",
      })
  void incomplete(String text) {
    assertThat(Sql.complete(text)).isFalse();
  }

  @Test
  void piecesAreCutAtParameters() {
    String sql = "SELECT ?, ':a', :a, ?1, ?5, ? -- ?";
    var pieces = Sql.pieces(sql, Parser.parse(sql, 0).parameters());
    assertThat(pieces).extracting(Sql.Piece::number).containsExactly(1, 2, 1, 5, 6, 0);
    assertThat(pieces.getLast().before()).isEqualTo(" -- ?");
  }
}
