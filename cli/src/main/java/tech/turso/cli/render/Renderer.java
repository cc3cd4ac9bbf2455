package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;

/** Draws the rows of one statement; used once. */
public interface Renderer {
  /**
   * Reads all rows and writes them.
   *
   * @throws IOException if {@code out} cannot be written
   */
  void render(ResultRows rows, OutputStream out) throws IOException;
}
