package tech.turso;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SqlScanTest {
  @Test
  void escapesBecomeWhatIsInside() {
    assertThat(SqlScan.withoutEscapes("select {d '2024-01-02'}, {ts '2024-01-02 03:04:05'}"))
        .isEqualTo("select  '2024-01-02',  '2024-01-02 03:04:05'");
    assertThat(SqlScan.withoutEscapes("select {fn upper({fn lower('{d}')})}"))
        .isEqualTo("select  upper( lower('{d}'))");
    assertThat(SqlScan.withoutEscapes("x like '%\\_' {escape '\\'}"))
        .isEqualTo("x like '%\\_' escape '\\'");
    assertThat(SqlScan.withoutEscapes("select * from {oj a left join b on 1} {limit 3}"))
        .isEqualTo("select * from  a left join b on 1 limit 3");
  }

  @Test
  void bracesInStringsNamesAndCommentsStay() {
    String sql = "select '{d}', \"{t}\", [{ts}], `{d}` -- {d}\n/* {d } */ {x}";
    assertThat(SqlScan.withoutEscapes(sql)).isEqualTo(sql);
  }

  @Test
  void theFirstWordIsFoundBehindComments() {
    assertThat(SqlScan.firstWord("/* x */ -- y\n ;; insert into t")).isEqualTo("INSERT");
    assertThat(SqlScan.firstWord("")).isEmpty();
    assertThat(SqlScan.firstWord("(select 1)")).isEmpty();
  }

  @Test
  void parametersAreSeenOutsideOfStrings() {
    assertThat(SqlScan.hasParameters("select '?', \":a\" -- ?\n")).isFalse();
    assertThat(SqlScan.hasParameters("select ?1")).isTrue();
    assertThat(SqlScan.hasParameters("select :name")).isTrue();
    assertThat(SqlScan.hasParameters("select @v, $x")).isTrue();
  }

  @Test
  void blankTextHasNothingButCommentsAndSemicolons() {
    assertThat(SqlScan.isBlank("select 1; -- done\n ; /* x */", 9)).isTrue();
    assertThat(SqlScan.isBlank("select 1; select", 9)).isFalse();
  }

  @Test
  void theTableOfAnInsertIsFound() {
    assertThat(SqlScan.insertTarget("insert into t values(1)")).containsExactly("", "t");
    assertThat(SqlScan.insertTarget("INSERT OR REPLACE INTO main.\"a \"\"b\"(x) VALUES(1)"))
        .containsExactly("main", "a \"b");
    assertThat(SqlScan.insertTarget("replace into [t x] select 1")).containsExactly("", "t x");
    assertThat(SqlScan.insertTarget("with c as (select 1) insert into t select * from c"))
        .containsExactly("", "t");
    assertThat(SqlScan.insertTarget("with c as (select 1) select replace(1,2,3)")).isNull();
    assertThat(SqlScan.insertTarget("update t set a=1")).isNull();
    assertThat(SqlScan.insertTarget("create trigger x after insert on t begin select 1; end"))
        .isNull();
  }

  @Test
  void constraintsHaveNames() {
    var names =
        new ConstraintNames(
            "create table c(a int constraint nn not null constraint f1 references p,"
                + " b int references p(x) deferrable initially deferred,"
                + " c check (a in (1,2)), constraint pk primary key(a, b),"
                + " constraint \"f 3\" foreign key (a,b) references q(a,b) on delete cascade"
                + " not deferrable initially deferred, unique(c))");
    assertThat(names.primaryKey()).isEqualTo("pk");
    assertThat(names.foreignKey(0)).isEqualTo("f1");
    assertThat(names.foreignKey(1)).isNull();
    assertThat(names.foreignKey(2)).isEqualTo("f 3");
    assertThat(names.deferrability(0)).isEqualTo(7);
    assertThat(names.deferrability(1)).isEqualTo(5);
    assertThat(names.deferrability(2)).isEqualTo(7);
  }
}
