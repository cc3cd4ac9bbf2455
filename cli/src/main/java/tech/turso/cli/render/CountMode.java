package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;

/** The number of rows (count), or nothing (off). */
final class CountMode implements Renderer {
  private final boolean shown;

  CountMode(boolean shown) {
    this.shown = shown;
  }

  @Override
  public void render(ResultRows rows, OutputStream out) throws IOException {
    long count = 0;
    while (rows.next()) {
      count++;
    }
    if (shown) {
      new TextBuffer().append(count).append('\n').drainTo(out);
    }
  }
}
