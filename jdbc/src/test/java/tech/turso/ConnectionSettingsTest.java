package tech.turso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class ConnectionSettingsTest {
  private static ConnectionSettings of(String url) throws SQLException {
    return ConnectionSettings.of(url, null);
  }

  @Test
  void theNameIsWhatFollowsThePrefix() throws SQLException {
    assertThat(of("jdbc:turso:a dir/b.db").name()).isEqualTo("a dir/b.db");
    assertThat(of("jdbc:turso::memory:").name()).isEqualTo(":memory:");
    assertThat(of("jdbc:turso:").name()).isEmpty();
    assertThat(of("JDBC:Turso:x").name()).isEqualTo("x");
    assertThat(of("jdbc:turso:x").url()).isEqualTo("jdbc:turso:x");
  }

  @Test
  void otherUrlsAreNotAccepted() throws SQLException {
    assertThat(ConnectionSettings.accepts("jdbc:sqlite:x")).isFalse();
    assertThat(ConnectionSettings.accepts(null)).isFalse();
    assertThat(new JDBC().connect("jdbc:sqlite:x", new Properties())).isNull();
  }

  @Test
  void settingsFollowAQuestionMark() throws SQLException {
    ConnectionSettings settings =
        of(
            "jdbc:turso:x.db?foreign_keys=true&page_size=512&busy_timeout=7&transaction_mode=immediate");
    assertThat(settings.name()).isEqualTo("x.db");
    assertThat(settings.pragmas())
        .as("what shapes a new file comes first")
        .containsExactly(entry("page_size", "512"), entry("foreign_keys", "true"));
    assertThat(settings.openOptions().busyTimeoutMs()).isEqualTo(7);
    assertThat(settings.transactionMode()).isEqualTo(ConnectionSettings.TransactionMode.IMMEDIATE);
    assertThat(of("jdbc:turso:x").openOptions().busyTimeoutMs()).isEqualTo(3000);
  }

  @Test
  void aUriKeepsItsOwnParameters() throws SQLException {
    ConnectionSettings settings =
        of("jdbc:turso:file:/a/b%20c.db?mode=ro&busy_timeout=1&immutable=1");
    assertThat(settings.name()).isEqualTo("file:/a/b%20c.db?mode=ro&immutable=1");
    assertThat(settings.openOptions().busyTimeoutMs()).isEqualTo(1);
  }

  @Test
  void unknownKeysAreErrorsInTheUrlOnly() throws SQLException {
    assertThatThrownBy(() -> of("jdbc:turso:x?jurnal_mode=wal"))
        .isInstanceOf(SQLException.class)
        .hasMessage("unknown setting \"jurnal_mode\" in jdbc:turso:x?jurnal_mode=wal");
    Properties properties = new Properties();
    properties.setProperty("user", "me");
    properties.setProperty("journal_mode", "MEMORY");
    properties.setProperty("synchronous", "OFF");
    ConnectionSettings settings =
        ConnectionSettings.of("jdbc:turso:x?synchronous=FULL", properties);
    assertThat(settings.pragmas())
        .containsExactly(entry("journal_mode", "MEMORY"), entry("synchronous", "FULL"));
  }

  @Test
  void wrongValuesAreTold() {
    assertThatThrownBy(() -> of("jdbc:turso:x?busy_timeout=soon"))
        .hasMessage("busy_timeout is a number, not \"soon\"");
    assertThatThrownBy(() -> of("jdbc:turso:x?transaction_mode=lazy"))
        .hasMessage("transaction_mode cannot be \"lazy\"");
    assertThatThrownBy(() -> of("jdbc:turso:x?date_precision=DAYS"))
        .hasMessageContaining("SECONDS or MILLISECONDS");
  }

  @Test
  void openModeAndReadOnlyOpenWithoutChanges() throws SQLException {
    assertThat(of("jdbc:turso:x?read_only=true").openOptions().readOnly()).isTrue();
    assertThat(of("jdbc:turso:x?open_mode=1").openOptions().readOnly()).isTrue();
    assertThat(of("jdbc:turso:x?open_mode=2").openOptions().create()).isFalse();
    assertThat(of("jdbc:turso:x?open_mode=6").openOptions().create()).isTrue();
  }

  @Test
  void theDriverDescribesItsSettings() {
    var infos = new JDBC().getPropertyInfo("jdbc:turso:", null);
    assertThat(infos).hasSize(Setting.values().length);
    assertThat(infos)
        .filteredOn(info -> info.name.equals("journal_mode"))
        .singleElement()
        .satisfies(info -> assertThat(info.choices).contains("WAL", "DELETE"));
  }

  @Test
  void urlsOfOtherDriversAreTakenOnDemand() throws SQLException {
    System.setProperty("turso.jdbc.sqlite", "true");
    try {
      assertThat(ConnectionSettings.accepts("jdbc:sqlite:x")).isTrue();
      try (Connection connection =
          new JDBC().connect("jdbc:sqlite::memory:?foreign_keys=on", null)) {
        assertThat(connection).isNotNull();
        assertThat(connection.getMetaData().getURL()).startsWith("jdbc:sqlite::memory:");
      }
    } finally {
      System.clearProperty("turso.jdbc.sqlite");
    }
  }
}
