package tech.turso.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the shell reads lines from. */
public interface LineSource {
  /**
   * The next line without its end; null at the end of input.
   *
   * @param begun the SQL typed so far; "" for the first line of a statement
   * @throws IOException if it cannot be read
   */
  @Nullable String read(String begun) throws IOException;
}
