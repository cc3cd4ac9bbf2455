package tech.turso.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes to standard error, after what standard output still holds. */
public final class Messages {
  private final OutputStream err;
  private @Nullable Output output;

  Messages(OutputStream err) {
    this.err = err;
  }

  /** From now on {@code output} is flushed before each message. */
  void after(Output output) {
    this.output = output;
  }

  /** Writes a line. */
  public void line(String text) {
    print(text + "\n");
  }

  /** Writes text as it is. */
  public void print(String text) {
    if (output != null) {
      output.flush();
    }
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      // There is nobody to tell.
    }
  }
}
