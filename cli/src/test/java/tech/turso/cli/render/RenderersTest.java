package tech.turso.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Expected texts follow ext/qrf of SQLite 3.54; list, csv, json and quote agree with 3.40. */
final class RenderersTest {
  private static final byte[] BLOB = {0, (byte) 0xff, 'A'};

  private static GivenRows people() {
    return new GivenRows(
        List.of("id", "name"),
        new @Nullable Object[] {1L, "Zoë"},
        new @Nullable Object[] {20L, null});
  }

  private static String drawn(Mode mode, GivenRows rows) throws IOException {
    return drawn(mode, rows, format -> {});
  }

  private static String drawn(Mode mode, GivenRows rows, Consumer<Format> settings)
      throws IOException {
    Format format = new Format();
    mode.applyTo(format);
    settings.accept(format);
    var out = new ByteArrayOutputStream();
    Renderers.of(format, null).render(rows, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listPutsBarsBetweenValuesAndNothingForNull() throws IOException {
    assertThat(drawn(Mode.LIST, people())).isEqualTo("1|Zoë\n20|\n");
    assertThat(drawn(Mode.LIST, people(), f -> f.titles = Titles.ON))
        .isEqualTo("id|name\n1|Zoë\n20|\n");
  }

  @Test
  void titlesWithoutRowsAreShownOnlyIfAlwaysWanted() throws IOException {
    var none = new GivenRows(List.of("id", "name"));
    assertThat(drawn(Mode.LIST, none, f -> f.titles = Titles.ON)).isEmpty();
    assertThat(drawn(Mode.LIST, none, f -> f.titles = Titles.ALWAYS)).isEqualTo("id|name\n");
    assertThat(drawn(Mode.BOX, none)).isEqualTo("╭────┬──────╮\n│ id │ name │\n╘════╧══════╛\n");
    assertThat(drawn(Mode.TABLE, none)).isEqualTo("+----+------+\n| id | name |\n+----+------+\n");
    assertThat(drawn(Mode.COLUMN, none)).isEqualTo("id  name\n--  ----\n");
    assertThat(drawn(Mode.MARKDOWN, none)).isEqualTo("| id | name |\n|----|------|\n");
    assertThat(drawn(Mode.JSON, none)).isEmpty();
  }

  @Test
  void csvQuotesWhatIsNotPlainAscii() throws IOException {
    var row = GivenRows.row("a b", "x,y", "say \"hi\"", "it's", "", "plain");
    assertThat(drawn(Mode.CSV, row))
        .isEqualTo("\"a b\",\"x,y\",\"say \"\"hi\"\"\",\"it's\",\"\",plain\r\n");
    assertThat(drawn(Mode.CSV, people())).isEqualTo("1,\"Zoë\"\r\n20,\r\n");
  }

  @Test
  void jsonEscapesTextAndBlobs() throws IOException {
    var row = GivenRows.row("q\"\\\n\u0001/", 1.5, BLOB, null);
    assertThat(drawn(Mode.JSON, row))
        .isEqualTo(
            "[{\"a\":\"q\\\"\\\\\\n"
                + "\\u0001/\",\"b\":1.5,\"c\":\"\\u0000\\u00ff\\u0041\",\"d\":null}]\n");
    assertThat(drawn(Mode.JSON, people()))
        .isEqualTo("[{\"id\":1,\"name\":\"Zoë\"},\n{\"id\":20,\"name\":null}]\n");
    assertThat(drawn(Mode.JOBJECT, people()))
        .isEqualTo("{\"id\":1,\"name\":\"Zoë\"}\n{\"id\":20,\"name\":null}\n");
  }

  @Test
  void jsonIsClosedEvenIfTheRowsFail() throws IOException {
    assertThat(drawn(Mode.JSON, GivenRows.row(1L).failing())).isEqualTo("[{\"a\":1}]\n");
  }

  @Test
  void lineAlignsNamesAtTheRight() throws IOException {
    assertThat(drawn(Mode.LINE, people())).isEqualTo("  id: 1\nname: Zoë\n\n  id: 20\nname: \n");
    assertThat(drawn(Mode.LINE, GivenRows.row("x\ny"))).isEqualTo("a: x\n   y\n");
  }

  @Test
  void quoteWritesLiterals() throws IOException {
    var row = GivenRows.row("it's", 1.5, BLOB, null, "tab\there");
    assertThat(drawn(Mode.QUOTE, row))
        .isEqualTo("'it''s',1.5,x'00ff41',NULL,unistr('tab\\u0009here')\n");
    assertThat(drawn(Mode.QUOTE, GivenRows.row("a\tb\\"), f -> f.escape = Escape.OFF))
        .isEqualTo("'a\tb\\'\n");
  }

  @Test
  void insertNamesTheTableAndKeepsInfinities() throws IOException {
    var row = GivenRows.row(1L, "it's", Double.POSITIVE_INFINITY, BLOB, null);
    assertThat(drawn(Mode.INSERT, row))
        .isEqualTo("INSERT INTO tab VALUES(1,'it''s',9.0e+999,x'00ff41',NULL);\n");
    assertThat(
            drawn(
                Mode.INSERT,
                people(),
                f -> {
                  f.tableName = "order";
                  f.titles = Titles.ON;
                }))
        .isEqualTo(
            "INSERT INTO \"order\"(id,name) VALUES(1,'Zoë');\n"
                + "INSERT INTO \"order\"(id,name) VALUES(20,NULL);\n");
    assertThat(drawn(Mode.INSERT, people(), f -> f.multiInsert = 3000))
        .isEqualTo("INSERT INTO tab VALUES(1,'Zoë'),\n  (20,NULL);\n");
  }

  @Test
  void htmlEscapesAndSaysNull() throws IOException {
    assertThat(drawn(Mode.HTML, GivenRows.row("<a href='x'>&\"", null)))
        .isEqualTo(
            """
            <tr>
            <th>a
            <th>b
            </tr>
            <tr>
            <td>&lt;a href=&#39;x&#39;&gt;&amp;&quot;
            <td>null
            </tr>
            """);
  }

  @Test
  void tabsTclAndAsciiDifferInSeparatorsAndQuoting() throws IOException {
    assertThat(drawn(Mode.TABS, people())).isEqualTo("1\t\"Zoë\"\n20\t\n");
    assertThat(drawn(Mode.TCL, people())).isEqualTo("1 \"Zoë\"\n20 \"\"\n");
    assertThat(drawn(Mode.ASCII, people())).isEqualTo("1\037Zoë\03620\037\036");
    assertThat(drawn(Mode.C, GivenRows.row(BLOB, "\u0001")))
        .isEqualTo("\"\\000\\377\\101\",\"\\001\"\n");
  }

  @Test
  void boxHasRoundedCornersAndNumbersAtTheRight() throws IOException {
    assertThat(drawn(Mode.BOX, people()))
        .isEqualTo(
            """
            ╭────┬──────╮
            │ id │ name │
            ╞════╪══════╡
            │  1 │ Zoë  │
            │ 20 │      │
            ╰────┴──────╯
            """);
    assertThat(drawn(Mode.QBOX, people()))
        .isEqualTo(
            """
            ╭────┬───────╮
            │ id │ name  │
            ╞════╪═══════╡
            │  1 │ 'Zoë' │
            │ 20 │ NULL  │
            ╰────┴───────╯
            """);
  }

  @Test
  void tableMarkdownAndColumnDrawTheSameCells() throws IOException {
    assertThat(drawn(Mode.TABLE, people()))
        .isEqualTo(
            """
            +----+------+
            | id | name |
            +----+------+
            |  1 | Zoë  |
            | 20 |      |
            +----+------+
            """);
    assertThat(drawn(Mode.MARKDOWN, people()))
        .isEqualTo(
            """
            | id | name |
            |----|------|
            |  1 | Zoë  |
            | 20 |      |
            """);
    assertThat(drawn(Mode.COLUMN, people())).isEqualTo("id  name\n--  ----\n 1  Zoë\n20\n");
    assertThat(drawn(Mode.PSQL, people()))
        .isEqualTo(" id | name\n----+------\n  1 | Zoë\n 20 |\n(2 rows)\n");
  }

  @Test
  void cellsOfSeveralLinesGetLinesBetweenRows() throws IOException {
    var rows =
        new GivenRows(
            List.of("a"), new @Nullable Object[] {"one\ntwo"}, new @Nullable Object[] {"three"});
    assertThat(drawn(Mode.BOX, rows))
        .isEqualTo(
            """
            ╭───────╮
            │   a   │
            ╞═══════╡
            │ one   │
            │ two   │
            ├───────┤
            │ three │
            ╰───────╯
            """);
  }

  @Test
  void wideCharactersCountTwice() throws IOException {
    assertThat(drawn(Mode.TABLE, GivenRows.row("日本", "e\u0301")))
        .isEqualTo(
            """
            +------+---+
            |  a   | b |
            +------+---+
            | 日本 | e\u0301 |
            +------+---+
            """);
  }

  @Test
  void widthsWrapBetweenWordsAndLimitsCutRows() throws IOException {
    assertThat(drawn(Mode.TABLE, GivenRows.row("the quick brown fox"), f -> f.wrap = 11))
        .isEqualTo(
            """
            +-------------+
            |      a      |
            +-------------+
            | the quick   |
            | brown fox   |
            +-------------+
            """);
    assertThat(
            drawn(
                Mode.TABLE,
                GivenRows.row("1\n2\n3"),
                f -> {
                  f.lineLimit = 2;
                  f.widths = new int[] {-5};
                }))
        .isEqualTo(
            """
            +-------+
            |   a   |
            +-------+
            |     1 |
            |     2 |
            |   ... |
            +-------+
            """);
  }

  @Test
  void columnsShrinkToTheScreen() throws IOException {
    assertThat(
            drawn(
                Mode.BOX,
                GivenRows.row("aaaaaaaaaa bbbbbbbbbb cccccccccc", 1L),
                f -> f.screenWidth = 30))
        .isEqualTo(
            """
            ╭──────────────────────────┬─╮
            │            a             │b│
            ╞══════════════════════════╪═╡
            │aaaaaaaaaa bbbbbbbbbb     │1│
            │cccccccccc                │ │
            ╰──────────────────────────┴─╯
            """);
  }

  @Test
  void splitReadsDownwards() throws IOException {
    var rows = new @Nullable Object[7][];
    for (int i = 0; i < 7; i++) {
      rows[i] = new @Nullable Object[] {"name" + i};
    }
    assertThat(drawn(Mode.SPLIT, new GivenRows(List.of("x"), rows), f -> f.screenWidth = 20))
        .isEqualTo("name0  name3  name6\nname1  name4\nname2  name5\n");
  }

  @Test
  void controlCharactersAreEscapedUnlessItIsOff() throws IOException {
    assertThat(drawn(Mode.LIST, GivenRows.row("a\u0007b\r\nc\rd"))).isEqualTo("a^Gb\r\nc^Md\n");
    assertThat(drawn(Mode.LIST, GivenRows.row("a\u0007"), f -> f.escape = Escape.SYMBOL))
        .isEqualTo("a␇\n");
    assertThat(drawn(Mode.LIST, GivenRows.row("a\u0007"), f -> f.escape = Escape.OFF))
        .isEqualTo("a\u0007\n");
    assertThat(drawn(Mode.LIST, GivenRows.row("cut\0here"))).isEqualTo("cut\n");
  }

  @Test
  void bytesThatAreNoUtf8LeaveAsTheyCame() throws IOException {
    var out = new ByteArrayOutputStream();
    Format format = new Format();
    Mode.LIST.applyTo(format);
    Renderers.of(format, null).render(GivenRows.row((Object) new byte[] {(byte) 0xc3, 'x'}), out);
    assertThat(out.toByteArray()).containsExactly(0xc3, 'x', '\n');
  }

  @Test
  void charLimitCountsCharactersAndRelaxedQuotesWhatLooksLikeANumber() throws IOException {
    assertThat(drawn(Mode.LIST, GivenRows.row("äöüäöü", 123456L), f -> f.charLimit = 5))
        .isEqualTo("äöüäö...|12345...\n");
    assertThat(
            drawn(Mode.LIST, GivenRows.row("abc", "12", "1.5e3", "-", " x", "1e"), Mode::applyTty))
        .isNotEmpty();
    assertThat(
            drawn(
                Mode.LIST,
                GivenRows.row("abc", "12", "-1.5e3", "-", " x", "Inf"),
                f -> f.quoting = Quoting.RELAXED))
        .isEqualTo("abc|'12'|'-1.5e3'|-|' x'|'Inf'\n");
  }

  @Test
  void countCountsAndOffIsSilent() throws IOException {
    assertThat(drawn(Mode.COUNT, people())).isEqualTo("2\n");
    assertThat(drawn(Mode.OFF, people())).isEmpty();
  }

  @Test
  void explainIndentsLoops() throws IOException {
    var names = List.of("addr", "opcode", "p1", "p2", "p3", "p4", "p5", "comment");
    var out = new ByteArrayOutputStream();
    Renderers.explain()
        .render(
            new GivenRows(
                names,
                new @Nullable Object[] {0L, "Init", 0L, 4L, 0L, null, 0L, null},
                new @Nullable Object[] {1L, "Rewind", 0L, 4L, 0L, null, 0L, null},
                new @Nullable Object[] {2L, "ResultRow", 1L, 1L, 0L, "x", 0L, "output=r[1]"},
                new @Nullable Object[] {3L, "Next", 0L, 2L, 0L, null, 1L, null},
                new @Nullable Object[] {4L, "Halt", 0L, 0L, 0L, null, 0L, null}),
            out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            addr  opcode         p1    p2    p3    p4             p5  comment     \s
            ----  -------------  ----  ----  ----  -------------  --  -------------
            0     Init           0     4     0                    0  \s
            1     Rewind         0     4     0                    0  \s
            2       ResultRow      1     1     0     x              0   output=r[1]
            3     Next           0     2     0                    1  \s
            4     Halt           0     0     0                    0  \s
            """);
  }

  @Test
  void queryPlanIsATree() throws IOException {
    var out = new ByteArrayOutputStream();
    Renderers.queryPlan()
        .render(
            new GivenRows(
                List.of("id", "parent", "notused", "detail"),
                new @Nullable Object[] {2L, 0L, 0L, "SCAN a"},
                new @Nullable Object[] {5L, 0L, 0L, "LIST SUBQUERY 1"},
                new @Nullable Object[] {7L, 5L, 0L, "SCAN b"}),
            out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("QUERY PLAN\n|--SCAN a\n`--LIST SUBQUERY 1\n   `--SCAN b\n");
  }
}
