package tech.turso.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.ext.FunctionContext;
import tech.turso.ext.FunctionException;
import tech.turso.ext.FunctionFlags;
import tech.turso.ext.SqlType;

/** What SQL can do in the shell and not in the engine: read and write files, and more. */
final class ShellFunctions {
  private static final int FILES = FunctionFlags.DIRECTONLY;
  private static final int PURE = FunctionFlags.DETERMINISTIC + FunctionFlags.INNOCUOUS;

  private ShellFunctions() {}

  /** Adds them to a connection. */
  static void addTo(Connection connection) {
    connection.addFunction("readfile", 1, FILES, ShellFunctions::readFile);
    connection.addFunction("writefile", 2, FILES, ShellFunctions::writeFile);
    connection.addFunction("sha3", 1, PURE, ShellFunctions::sha3);
    connection.addFunction("sha3", 2, PURE, ShellFunctions::sha3);
    connection.virtualTable("generate_series", new SeriesTable());
  }

  /** {@code readfile(NAME)}: the file's bytes; NULL if it cannot be read. */
  private static void readFile(FunctionContext context) {
    Path file = path(context);
    try {
      context.result(file == null ? null : Files.readAllBytes(file));
    } catch (IOException e) {
      context.resultNull();
    }
  }

  /** {@code writefile(NAME, DATA)}: how many bytes were written; NULL if the file cannot be. */
  private static void writeFile(FunctionContext context) {
    Path file = path(context);
    byte[] data = context.blob(1);
    if (file == null) {
      return;
    }
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, data == null ? new byte[0] : data);
      context.result(data == null ? 0L : data.length);
    } catch (IOException e) {
      context.resultNull();
    }
  }

  private static @Nullable Path path(FunctionContext context) {
    String name = context.text(0);
    try {
      return name == null ? null : Path.of(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** {@code sha3(X, SIZE)}: a hash of SIZE bits (224, 256, 384 or 512) of the bytes of X. */
  private static void sha3(FunctionContext context)
      throws FunctionException, NoSuchAlgorithmException {
    long bits = context.argumentCount() == 2 ? context.longValue(1) : 256;
    if (bits != 224 && bits != 256 && bits != 384 && bits != 512) {
      throw new FunctionException("SHA3 size should be one of: 224 256 384 512");
    }
    byte[] data = context.type(0) == SqlType.BLOB ? context.blob(0) : context.utf8(0);
    if (data != null) {
      context.result(MessageDigest.getInstance("SHA3-" + bits).digest(data));
    }
  }
}
