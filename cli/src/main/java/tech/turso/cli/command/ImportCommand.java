package tech.turso.cli.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.cli.Commands;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Input;
import tech.turso.cli.Integers;
import tech.turso.cli.Shell;
import tech.turso.cli.ShellException;
import tech.turso.cli.render.Mode;

/**
 * {@code .import}: rows of a text file into a table, in one transaction.
 *
 * <p>SQLite: shell.c.in dotCmdImport.
 */
final class ImportCommand {
  private final Shell shell;
  private final DotLine line;
  private final Connection connection;
  private @Nullable String file;
  private @Nullable String table;
  private @Nullable String schema;
  private boolean quoting;
  private int columnSeparator;
  private int rowSeparator;
  private int escape;
  private int quotedEscape;
  private long skip;
  private int verbose;
  private String source = "";
  private int lineOffset;

  private ImportCommand(Shell shell, DotLine line) {
    this.shell = shell;
    this.line = line;
    this.connection = shell.connection();
    this.quoting = shell.format().mode != Mode.ASCII;
  }

  static Result importFile(Shell shell, DotLine line) {
    return new ImportCommand(shell, line).run();
  }

  private Result run() {
    if (!options() || !separators()) {
      return Result.ERROR;
    }
    String from = file;
    String into = table;
    if (from == null || into == null) {
      shell.error(line, -1, null, "Missing " + (from == null ? "FILE" : "TABLE") + " argument\n");
      return Result.ERROR;
    }
    try (InputStream in = open(from)) {
      if (in == null) {
        return Result.ERROR;
      }
      DelimitedReader reader =
          new DelimitedReader(
              in,
              source,
              lineOffset + 1,
              shell.messages()::line,
              quoting,
              columnSeparator,
              rowSeparator,
              escape,
              quotedEscape);
      return read(reader, into);
    } catch (IOException | InvalidPathException e) {
      shell.error(line, -1, null, "cannot open \"" + from + "\"");
      return Result.ERROR;
    }
  }

  private boolean options() {
    for (int i = 1; i < line.count(); i++) {
      if (!line.argument(i).startsWith("-")) {
        if (file == null) {
          file = line.argument(i);
        } else if (table == null) {
          table = line.argument(i);
        } else {
          shell.error(line, i, "unknown argument", null);
          return false;
        }
        continue;
      }
      switch (line.option(i)) {
        case "v" -> verbose++;
        case "ascii" -> separators('\037', '\036', false);
        case "csv" -> separators(',', '\n', true);
        case "schema", "skip", "esc", "qesc", "colsep", "rowsep" -> {
          if (i + 1 == line.count() || line.argument(i + 1).isEmpty()) {
            shell.error(line, i, "missing argument", null);
            return false;
          }
          option(line.option(i), line.argument(i + 1));
          i++;
        }
        default -> {
          shell.error(line, i, "unknown option", null);
          return false;
        }
      }
    }
    return true;
  }

  private void separators(char column, char row, boolean quotes) {
    columnSeparator = columnSeparator == 0 ? column : columnSeparator;
    rowSeparator = rowSeparator == 0 ? row : rowSeparator;
    quoting = quotes;
  }

  private void option(String name, String value) {
    switch (name) {
      case "schema" -> schema = value;
      case "skip" -> skip = Integers.parse(value);
      case "esc" -> escape = value.charAt(0);
      case "qesc" -> quotedEscape = value.charAt(0);
      case "colsep" -> columnSeparator = value.charAt(0);
      case "rowsep" -> rowSeparator = value.charAt(0);
      default -> throw new AssertionError(name);
    }
  }

  /** Takes what options left open from the output mode. */
  private boolean separators() {
    if (columnSeparator == 0) {
      columnSeparator = first(shell.format().columnSeparator, ',');
    }
    if (rowSeparator == 0) {
      rowSeparator = first(shell.format().rowSeparator, '\n');
    }
    if (rowSeparator == '\r' && quoting) {
      rowSeparator = '\n';
    }
    if (columnSeparator >= 0x80 || rowSeparator >= 0x80) {
      String which = columnSeparator >= 0x80 ? "column" : "row";
      shell.messages().line("Error: .import " + which + " separator must be ASCII");
      return false;
    }
    return true;
  }

  private static char first(@Nullable String text, char otherwise) {
    return text == null || text.isEmpty() ? otherwise : text.charAt(0);
  }

  /** Opens a file, the output of a command, or the lines that follow; null after a message. */
  private @Nullable InputStream open(String name) throws IOException {
    source = name;
    if (name.startsWith("|")) {
      source = "<pipe>";
      Process process =
          Commands.shell(name.substring(1)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      return process.getInputStream();
    }
    if (name.startsWith("<<") && name.length() > 2) {
      return following(name.substring(2));
    }
    if (Files.isDirectory(Path.of(name))) {
      throw new IOException("is a directory");
    }
    return Files.newInputStream(Path.of(name));
  }

  private @Nullable InputStream following(String endMark) throws IOException {
    Input input = shell.input();
    StringBuilder text = new StringBuilder();
    if (input != null) {
      source = input.name();
      lineOffset = (int) input.line();
      String next = input.read(endMark);
      while (next != null) {
        if (next.startsWith(endMark)) {
          return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        text.append(next).append('\n');
        next = input.read(endMark);
      }
    }
    shell.error(line, -1, null, "Content terminator \"" + endMark + "\" not found.");
    return null;
  }

  private Result read(DelimitedReader reader, String into) throws IOException {
    if (verbose > 0) {
      shell
          .out()
          .println(
              "Column separator "
                  + CText.quoted(Character.toString(columnSeparator))
                  + ", row separator "
                  + CText.quoted(Character.toString(rowSeparator)));
    }
    for (long i = 0; i < skip; i++) {
      while (reader.read() != null && reader.rowGoesOn()) {
        // the rest of a skipped row
      }
    }
    if (!exists(into) && !create(reader, into)) {
      return Result.ERROR;
    }
    int columns =
        (int)
            Query.number(connection, "SELECT count(*) FROM pragma_table_info(?1,?2)", into, schema);
    if (columns == 0) {
      return Result.OK;
    }
    String target = (schema == null ? "" : Query.name(schema) + ".") + Query.name(into);
    String sql = "INSERT INTO " + target + " VALUES(?" + ",?".repeat(columns - 1) + ")";
    if (verbose > 1) {
      shell.out().println("Insert using: " + sql);
    }
    boolean transaction = connection.isAutocommit();
    try (Statement insert = connection.prepare(sql)) {
      if (transaction) {
        connection.execute("BEGIN");
      }
      return insert(reader, insert, columns);
    } finally {
      if (transaction && !connection.isAutocommit()) {
        connection.execute("COMMIT");
      }
    }
  }

  private boolean exists(String into) {
    String database = schema == null ? "main" : schema;
    return Query.number(connection, "SELECT count(*) FROM pragma_table_info(?1,?2)", into, schema)
            > 0
        || Query.number(
                connection,
                "SELECT count(*) FROM "
                    + Query.name(database)
                    + ".sqlite_schema WHERE name=?1 AND type='view'",
                into)
            > 0;
  }

  private boolean create(DelimitedReader reader, String into) throws IOException {
    List<String> fields = new ArrayList<>();
    do {
      byte[] field = reader.read();
      if (field == null) {
        break;
      }
      fields.add(new String(field, StandardCharsets.UTF_8));
    } while (reader.rowGoesOn());
    if (fields.isEmpty()) {
      shell.messages().line(source + ": empty file");
      return false;
    }
    ColumnNames names = new ColumnNames(fields);
    if (!names.renames().isEmpty()) {
      String text =
          "Columns renamed during .import " + source + " due to duplicates:\n" + names.renames();
      if (shell.settings().interactive) {
        shell.out().println(text);
      } else {
        shell.messages().line(text);
      }
    }
    String sql =
        "CREATE TABLE "
            + Query.name(schema == null ? "main" : schema)
            + "."
            + Query.name(into)
            + names.definition()
            + "\n";
    if (verbose > 0) {
      shell.out().println(sql);
    }
    try {
      connection.execute(sql);
      return true;
    } catch (TursoException e) {
      shell.messages().line(sql + " failed:\n" + e.text());
      return false;
    }
  }

  private Result insert(DelimitedReader reader, Statement insert, int columns) throws IOException {
    long rows = 0;
    long errors = 0;
    shell.interrupts().running(connection);
    shell.progress().begin("rows imported");
    do {
      if (shell.interrupts().seen()) {
        throw new ShellException("interrupted");
      }
      int firstLine = reader.line();
      int fields = bindRow(reader, insert, columns);
      if (reader.rowGoesOn()) {
        fields = skipRest(reader, firstLine, columns, fields);
      }
      if (fields < columns) {
        continue;
      }
      try {
        insert.step();
        rows++;
        shell.progress().add();
      } catch (TursoException e) {
        errors++;
        shell.messages().line(source + ":" + firstLine + ": INSERT failed: " + e.text());
        if (shell.settings().bail) {
          break;
        }
      } finally {
        insert.reset();
      }
    } while (reader.terminator() != DelimitedReader.END);
    shell.progress().end();
    if (verbose > 0) {
      shell
          .out()
          .println(
              "Added "
                  + rows
                  + " rows with "
                  + errors
                  + " errors using "
                  + (reader.line() - 1 - lineOffset)
                  + " lines of input");
    }
    return errors > 0 ? Result.ERROR : Result.OK;
  }

  /**
   * Binds the fields of a row; those that are missing become NULL after a message.
   *
   * @return how many parameters are bound; less than {@code columns} if there was no row
   */
  private int bindRow(DelimitedReader reader, Statement insert, int columns) throws IOException {
    int firstLine = reader.line();
    for (int i = 0; i < columns; i++) {
      byte[] field = reader.read();
      if (i == 0 && (field == null || field.length == 0 && !quoting)) {
        return 0;
      }
      if (field == null && quoting && i == columns - 1) {
        field = new byte[0]; // the last field of a file without a line end
      }
      if (field == null) {
        insert.bindNull(i + 1);
      } else {
        insert.bindUtf8(i + 1, cutAtNul(field));
      }
      if (i < columns - 1 && !reader.rowGoesOn()) {
        if (i == 0 && field != null && isLineEnd(field)) {
          return 0; // what follows the last of other row separators
        }
        shell
            .messages()
            .line(
                source
                    + ":"
                    + firstLine
                    + ": expected "
                    + columns
                    + " columns but found "
                    + (i + 1)
                    + " - filling the rest with NULL");
        for (int rest = i + 2; rest <= columns; rest++) {
          insert.bindNull(rest);
        }
        return columns;
      }
    }
    return columns;
  }

  private static boolean isLineEnd(byte[] field) {
    return field.length == 1 && field[0] == '\n'
        || field.length == 2 && field[0] == '\r' && field[1] == '\n';
  }

  private static byte[] cutAtNul(byte[] field) {
    for (int i = 0; i < field.length; i++) {
      if (field[i] == 0) {
        return Arrays.copyOf(field, i);
      }
    }
    return field;
  }

  private int skipRest(DelimitedReader reader, int firstLine, int columns, int fields)
      throws IOException {
    int found = fields;
    do {
      reader.read();
      found++;
    } while (reader.rowGoesOn());
    shell
        .messages()
        .line(
            source
                + ":"
                + firstLine
                + ": expected "
                + columns
                + " columns but found "
                + found
                + " - extras ignored");
    return found;
  }
}
