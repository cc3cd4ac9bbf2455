package tech.turso.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where results go: standard output, or for a while a file or the input of a command. Buffered;
 * {@link #flush()} before anybody else writes to the terminal.
 */
public final class Output extends OutputStream {
  /** Standard output cannot be written: whoever read it has gone. The shell ends silently. */
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Closed(IOException cause) {
      super(cause);
    }
  }

  private static final int BUFFER_BYTES = 1 << 15;

  private final OutputStream standard;
  private final Runnable beforeWrite;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int buffered;
  private @Nullable OutputStream redirected;
  private @Nullable Process process;
  private String target = "";

  /**
   * @param beforeWrite called before anything reaches standard output
   */
  Output(OutputStream standard, Runnable beforeWrite) {
    this.standard = standard;
    this.beforeWrite = beforeWrite;
  }

  /** The file or command that gets the output; "" if it is standard output. */
  public String target() {
    return target;
  }

  /** Writes text. */
  public void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  /** Writes text and a line end. */
  public void println(String text) {
    print(text);
    write('\n');
  }

  @Override
  public void write(int b) {
    if (buffered == buffer.length) {
      flush();
    }
    buffer[buffered++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    if (count > buffer.length - buffered) {
      flush();
      if (count > buffer.length) {
        pass(bytes, from, count);
        return;
      }
    }
    System.arraycopy(bytes, from, buffer, buffered, count);
    buffered += count;
  }

  @Override
  public void flush() {
    if (buffered > 0) {
      int count = buffered;
      buffered = 0;
      pass(buffer, 0, count);
    }
  }

  private void pass(byte[] bytes, int from, int count) {
    OutputStream to = redirected;
    try {
      if (to == null) {
        beforeWrite.run();
        standard.write(bytes, from, count);
        standard.flush();
      } else {
        to.write(bytes, from, count);
      }
    } catch (IOException e) {
      if (to == null) {
        throw new Closed(e);
      }
      if (process == null) { // a command may stop reading when it likes
        throw new ShellException("cannot write to \"" + target + "\": " + reason(e));
      }
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /**
   * Sends what follows to a file, to {@code |command}, to {@code stdout}, {@code stderr} or {@code
   * off}.
   *
   * @param error standard error
   * @throws IOException if the file cannot be written or the command not be started
   */
  public void redirect(String name, OutputStream error) throws IOException {
    reset();
    if (name.equals("stdout")) {
      return;
    }
    if (name.startsWith("|")) {
      Process started =
          Commands.shell(name.substring(1))
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process = started;
      redirected = started.getOutputStream();
    } else if (name.equals("off")) {
      redirected = OutputStream.nullOutputStream();
    } else if (name.equals("stderr")) {
      redirected = new Unclosed(error);
    } else {
      redirected = Files.newOutputStream(Path.of(name));
    }
    target = name;
  }

  /** Goes back to standard output; waits for a command to end. */
  public void reset() {
    OutputStream old = redirected;
    Process command = process;
    if (old == null) {
      return;
    }
    String name = target;
    try {
      flush();
      old.close();
      if (command != null) {
        command.waitFor();
      }
    } catch (IOException e) {
      if (command == null) {
        throw new ShellException("cannot write to \"" + name + "\": " + reason(e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      buffered = 0;
      redirected = null;
      process = null;
      target = "";
    }
  }

  /** Passes bytes on; is not closed with the output. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream to;

    Unclosed(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      to.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      to.write(bytes, from, count);
    }
  }
}
