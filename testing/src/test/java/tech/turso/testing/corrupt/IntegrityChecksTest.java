package tech.turso.testing.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.testkit.Seeded;

final class IntegrityChecksTest {
  @ParameterizedTest
  @CsvSource({
    "512, UTF-8, 0",
    "512, UTF-16le, 1",
    "1024, UTF-16be, 2",
    "4096, UTF-8, 1",
    "65536, UTF-8, 0",
  })
  void aBaseFileHasEachPartOfTheFormat(
      int pageSize, String encoding, int autoVacuum, @TempDir Path folder) throws IOException {
    FileMap map = new FileMap(BaseFile.make(folder, pageSize, encoding, autoVacuum, false));
    assertThat(map.trees.stream().map(FileMap.TreePage::type)).contains(2, 5, 10, 13);
    assertThat(map.overflows).isNotEmpty();
    // a full vacuum leaves no free page
    assertThat(map.trunks.isEmpty()).isEqualTo(autoVacuum == 1);
    assertThat(map.pointerMaps.isEmpty()).isEqualTo(autoVacuum == 0);
    Set<Integer> pages = new HashSet<>();
    map.trees.forEach(page -> pages.add(page.number()));
    pages.addAll(map.overflows);
    pages.addAll(map.trunks);
    pages.addAll(map.freeLeaves);
    pages.addAll(map.pointerMaps);
    assertThat(pages).as("every page is found, and none twice").hasSize(map.pageCount);
  }

  @Test
  void aSeedGivesOneFile(@TempDir Path folder) throws IOException {
    FileMap map = new FileMap(BaseFile.make(folder, 1024, "UTF-8", 0, true));
    assertThat(
            Arrays.equals(Corruption.corrupt(map, 5).bytes(), Corruption.corrupt(map, 5).bytes()))
        .isTrue();
    assertThat(Corruption.corrupt(map, 5).description())
        .isNotEqualTo(Corruption.corrupt(map, 6).description());
  }

  @Seeded
  void sqliteAgreesWithItselfAndFindsMostOfWhatIsDone(long seed) throws IOException {
    var agreement = IntegrityChecks.compare(seed, 150, OracleRunner::open, 5);
    assertThat(agreement.differences()).isEmpty();
    assertThat(agreement.messages()).isEqualTo(150);
    assertThat(agreement.intact()).isBetween(5, 50);
  }

  @Seeded
  void thisEngineSaysWhatSqliteSays(long seed) throws IOException {
    var agreement = IntegrityChecks.compare(seed, 120, TursoRunner::open, 5);
    assertThat(agreement.messages())
        .as(String.join("\n", agreement.differences()))
        .isGreaterThanOrEqualTo(117);
  }

  @Seeded
  void noStatementGivesAnythingButSqlitesCodes(long seed) throws IOException {
    var counts = CorruptStatements.compare(seed, 15, TursoRunner::open, 0);
    assertThat(counts.exceptions).isZero();
    assertThat(counts.equal).isGreaterThan(counts.statements * 9 / 10);
  }

  @Test
  void messagesOfManyKindsOccur() throws IOException {
    List<String> all =
        new ArrayList<>(
            IntegrityChecks.compare(
                    1,
                    400,
                    name -> {
                      throw new IllegalStateException("none");
                    },
                    400)
                .differences());
    String text = String.join("\n", all);
    assertThat(text)
        .contains(
            "Rowid",
            "out of order",
            "never used",
            "Freelist: ",
            "2nd reference to page",
            "invalid page number",
            "Offset",
            "out of range",
            "Child page depth differs",
            "Fragmentation of",
            "Multiple uses for byte",
            "btreeInitPage() returns error code",
            "Bad ptr map entry",
            "Failed to read ptrmap",
            "overflow list length",
            "wrong # of entries in index",
            "missing from index",
            "non-unique entry",
            "NULL value in",
            "malformed database schema",
            "file is not a database",
            "database disk image is malformed");
  }
}
