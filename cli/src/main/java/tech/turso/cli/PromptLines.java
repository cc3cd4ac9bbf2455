package tech.turso.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of somebody who types where no line editor is possible: only prompts. */
final class PromptLines implements LineSource {
  private final Shell shell;
  private final StreamLines lines;

  PromptLines(Shell shell) {
    this.shell = shell;
    this.lines = new StreamLines(shell.world().in());
  }

  @Override
  public @Nullable String read(String begun) throws IOException {
    // Not through the redirectable output: the prompt is for the terminal.
    byte[] prompt = shell.prompt().after(begun).getBytes(StandardCharsets.UTF_8);
    shell.world().out().write(prompt);
    shell.world().out().flush();
    return lines.read(begun);
  }
}
