package tech.turso.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DelimitedReaderTest {
  private final List<String> messages = new ArrayList<>();

  private List<List<String>> rows(String text, boolean quoting, char column, char row)
      throws IOException {
    var reader =
        new DelimitedReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            "f",
            1,
            messages::add,
            quoting,
            column,
            row,
            0,
            0);
    List<List<String>> rows = new ArrayList<>();
    List<String> current = new ArrayList<>();
    while (true) {
      byte[] field = reader.read();
      if (field == null) {
        break;
      }
      current.add(new String(field, StandardCharsets.UTF_8));
      if (!reader.rowGoesOn()) {
        rows.add(current);
        current = new ArrayList<>();
      }
    }
    return rows;
  }

  private List<List<String>> csv(String text) throws IOException {
    return rows(text, true, ',', '\n');
  }

  @Test
  void fieldsAndRowsAreDivided() throws IOException {
    assertThat(csv("a,b\r\nc,\n")).containsExactly(List.of("a", "b"), List.of("c", ""));
    assertThat(csv("a,b")).containsExactly(List.of("a", "b"));
    assertThat(csv("")).isEmpty();
    assertThat(csv("\n")).containsExactly(List.of(""));
  }

  @Test
  void quotedFieldsHoldSeparatorsAndDoubledQuotes() throws IOException {
    assertThat(csv("\"a,\"\"b\"\"\",\"c\nd\"\r\n\"\",x\n"))
        .containsExactly(List.of("a,\"b\"", "c\nd"), List.of("", "x"));
    assertThat(csv("\"end\"")).containsExactly(List.of("end"));
    assertThat(messages).isEmpty();
  }

  @Test
  void wrongQuotesAreTold() throws IOException {
    assertThat(csv("\"a\"b,c\n")).containsExactly(List.of("a\"b,c\n"));
    assertThat(messages)
        .containsExactly("f:1: unescaped \" character", "f:1: unterminated \"-quoted field");
  }

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    assertThat(csv("\ufeffa,b\n")).containsExactly(List.of("a", "b"));
    assertThat(csv("\ufeff\"a\",b\n")).containsExactly(List.of("a", "b"));
  }

  @Test
  void asciiHasNoQuotes() throws IOException {
    assertThat(rows("\"a\037b\036c\037d\036", false, '\037', '\036'))
        .containsExactly(List.of("\"a", "b"), List.of("c", "d"));
  }

  @Test
  void repeatedColumnNamesGetTheirNumber() {
    var names = new ColumnNames(List.of("a", "b", "A", "", "a_3"));
    assertThat(names.definition()).isEqualTo("(\n\"a_01\", \"b\", \"A_03\", \"?\",\n \"a_3\")");
    assertThat(names.renames()).isEqualTo("\"a\" to \"a_01\",\n\"A\" to \"A_03\"");
    assertThat(new ColumnNames(List.of("x", "y")).renames()).isEmpty();
  }
}
