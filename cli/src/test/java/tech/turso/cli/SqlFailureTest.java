package tech.turso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SqlFailureTest {
  @Test
  void anArrowPointsToThePlace() {
    assertThat(SqlFailure.context("selec 1", 0)).isEqualTo("\n  selec 1\n  ^--- error here");
    assertThat(SqlFailure.context("select a,\n\tb frm t", 12))
        .isEqualTo("\n  select a,  b frm t\n              ^--- error here");
  }

  @Test
  void farToTheRightTheArrowStandsBeforeIt() {
    String sql = "select 1234567890, 1234567890, frm";
    assertThat(SqlFailure.context(sql, 31))
        .isEqualTo("\n  " + sql + "\n  " + " ".repeat(17) + "error here ---^");
  }

  @Test
  void longTextIsCutOnBothSides() {
    String sql = "x".repeat(200);
    assertThat(SqlFailure.context(sql, 120))
        .isEqualTo("\n  " + "x".repeat(78) + "\n  " + " ".repeat(36) + "error here ---^");
  }

  @Test
  void withoutAPlaceNothingIsShown() {
    assertThat(SqlFailure.context("select 1", -1)).isEmpty();
    assertThat(SqlFailure.context("select 1", 8)).isEmpty();
  }
}
