package tech.turso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no database. Messages are those of SQLite's shell 3.54. */
final class DotCommandsTest {
  @TempDir Path folder;

  @Test
  void unknownCommandsAndArgumentsAreErrors() {
    ShellRun run = ShellRun.of(".foo\n.bail\n.print on\n");
    assertThat(run.err())
        .isEqualTo(
            "Error: unknown command or invalid arguments:  \"foo\". Enter \".help\" for help\n"
                + "Usage: .bail on|off\n");
    assertThat(run.out()).isEqualTo("on\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void theModeIsShownAsACommand() {
    assertThat(ShellRun.of(".mode\n").out()).isEqualTo(".mode list\n");
    assertThat(ShellRun.of(".mode csv\n.mode --colsep +\n.mode\n").out())
        .isEqualTo(".mode csv --colsep \"+\"\n");
    assertThat(ShellRun.of(".mode tty\n.mode\n").out())
        .isEqualTo(".mode qbox --limits on --quote relaxed --sw auto --textjsonb on\n");
    assertThat(ShellRun.of(".mode box --wrap 20 --ww --titles off\n.mode\n").out())
        .isEqualTo(".mode box --titles off --wrap 20 --ww\n");
    assertThat(ShellRun.of(".mode insert \"my table\"\n.mode\n").out())
        .isEqualTo(".mode insert --tablename \"my table\"\n");
  }

  @Test
  void aWrongModeOrOptionIsPointedAt() {
    ShellRun run = ShellRun.of(".mode nope\n.mode list --nope\n.mode list --align\n");
    assertThat(run.err())
        .isEqualTo(
            """
            line 1: .mode nope
            line 1:       ^--- unknown mode
            line 1: Use ".help .mode" for more info
            line 2: .mode list --nope
            line 2:            ^--- bad option
            line 2: Use ".help .mode" for more info
            line 3: .mode list --align
            line 3:            ^--- missing argument
            """);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void savedModesHaveNames() {
    assertThat(
            ShellRun.of(".mode csv --colsep + --tag mine\n.mode list\n.mode mine\n.mode\n").out())
        .isEqualTo(".mode csv --colsep \"+\"\n");
  }

  @Test
  void showTellsTheSettings() {
    assertThat(ShellRun.of(".echo on\n.mode tabs\n.width 3 -4\n.echo off\n.show\n").out())
        .isEqualTo(
            """
            .mode tabs
            .width 3 -4
            .echo off
                    echo: off
                     eqp: off
                 explain: auto
                 headers: off
                    mode: tabs
               nullvalue: ""
                  output: stdout
            colseparator: "\\t"
            rowseparator: "\\n"
                   stats: off
                   width: 3 -4\s
                filename: :memory:
            """);
  }

  @Test
  void exitCodesAreGivenAndQuitEndsOneInput() throws IOException {
    assertThat(ShellRun.of(".exit 7\n.print no\n").code()).isEqualTo(7);
    assertThat(ShellRun.of(".exit\n.print no\n")).isEqualTo(new ShellRun(0, "", ""));
    Path script = Files.writeString(folder.resolve("a.sql"), ".print in\n.quit\n.print no\n");
    assertThat(ShellRun.of(".read " + script + "\n.print after\n").out()).isEqualTo("in\nafter\n");
  }

  @Test
  void bailStopsAtTheFirstError() {
    assertThat(ShellRun.of(".foo\n.print on\n", "-bail").out()).isEmpty();
    assertThat(ShellRun.of(".bail on\n.foo\n.print on\n").out()).isEmpty();
  }

  @Test
  void outputGoesToFilesAndBack() throws IOException {
    Path file = folder.resolve("out.txt");
    ShellRun run = ShellRun.of(".once " + file + "\n.print one\n.print two\n");
    assertThat(run.out()).isEqualTo("two\n");
    assertThat(file).hasContent("one");
    run = ShellRun.of(".output " + file + "\n.print one\n.print two\n.output\n.print three\n");
    assertThat(run.out()).isEqualTo("three\n");
    assertThat(file).hasContent("one\ntwo");
    run = ShellRun.of(".output " + folder + "\n.print here\n");
    assertThat(run.out()).isEqualTo("here\n");
    assertThat(run.err()).isEqualTo("Error: cannot open \"" + folder + "\"\n");
  }

  @Test
  void outputMayBeACommand() {
    ShellRun run = ShellRun.of(".output |cat >" + folder + "/x\n.print a b\n.output\n.print c\n");
    assertThat(folder.resolve("x")).hasContent("a b");
    assertThat(run.out()).isEqualTo("c\n");
  }

  @Test
  void scriptsAreReadFromFilesAndCommands() throws IOException {
    assertThat(ShellRun.of(".read '|echo .print piped'\n").out()).isEqualTo("piped\n");
    assertThat(ShellRun.of(".read nofile\n").err()).isEqualTo("Error: cannot open \"nofile\"\n");
    Path script = Files.writeString(folder.resolve("bad.sql"), "\n.mode nope\n");
    assertThat(ShellRun.of(".read " + script + "\n").err()).startsWith(script + ":2: .mode nope\n");
    Path loop = folder.resolve("loop.sql");
    Files.writeString(loop, ".read " + loop + "\n");
    assertThat(ShellRun.of(".read " + loop + "\n").err()).contains("Input nesting limit (25)");
  }

  @Test
  void argumentsMayBeCommandsAndScripts() throws IOException {
    Path script = Files.writeString(folder.resolve("s.sql"), ".print script\n");
    ShellRun run =
        ShellRun.of("", ":memory:", ".print one", script.toString(), ".mode nope", ".print no");
    assertThat(run.out()).isEqualTo("one\nscript\n");
    assertThat(run.err()).startsWith("argv[4]: .mode nope\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void theStartupFileIsReadBeforeOptions() throws IOException {
    Path init = Files.writeString(folder.resolve("init"), ".mode csv\n.nullvalue N\n");
    assertThat(ShellRun.of(".mode\n", "-init", init.toString(), "-separator", "+").out())
        .isEqualTo(".mode csv --colsep \"+\" --null \"N\"\n");
    assertThat(ShellRun.of(".print on\n", "-init", "nofile").err())
        .isEqualTo("cannot open: \"nofile\"\n");
  }

  @Test
  void helpFindsCommandsByNameAndByText() {
    assertThat(ShellRun.of(".help timeo\n").out())
        .isEqualTo(".timeout MS              Try opening locked tables for MS milliseconds\n");
    assertThat(ShellRun.of(".help\n").out()).contains(".dump ?OBJECTS?").doesNotContain("--nosys");
    assertThat(ShellRun.of(".help --all\n").out()).contains("--nosys").doesNotContain(".width");
    assertThat(ShellRun.of(".help 0\n").out()).contains(".width").doesNotContain(".dump");
    assertThat(ShellRun.of(".help rowids\n").out()).startsWith(".dump");
    assertThat(ShellRun.of(".help zzz\n").out()).isEqualTo("Nothing matches 'zzz'\n");
  }

  @Test
  void commandsMayBeCutShort() {
    assertThat(ShellRun.of(".pri x\n.hea on\n.sho\n").out())
        .startsWith("x\n")
        .contains("headers: on");
  }
}
