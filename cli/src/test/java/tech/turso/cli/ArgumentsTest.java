package tech.turso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tech.turso.testkit.Seeded;

final class ArgumentsTest {
  private static final String[] FLAGS = {
    "-csv", "--json", "-header", "--bail", "-batch", "-readonly", "-echo", "-noinit", "-list"
  };
  private static final String[] VALUES = {"-cmd", "--separator", "-nullvalue", "-init", "-newline"};
  private static final String[] WORDS = {"x", "a b", "", ".mode box", "select 1", "'q'", "\"d\""};

  private static Invocation quick(String... args) {
    Invocation invocation = new Invocation();
    assertThat(QuickArguments.parse(args, invocation)).as(String.join(" ", args)).isTrue();
    return invocation;
  }

  private static Invocation slow(String... args) {
    return new CommandLineOptions().parse(args);
  }

  @Test
  void optionsMayStandAnywhereAndHaveOneHyphenOrTwo() {
    Invocation invocation = quick("a.db", "--csv", "select 1", "-separator", ";", "-bail");
    assertThat(invocation.operands).containsExactly("a.db", "select 1");
    assertThat(invocation.settings)
        .containsExactly(
            new Invocation.Setting("-csv", ""), new Invocation.Setting("-separator", ";"));
    assertThat(invocation.bail).isTrue();
  }

  @Test
  void afterTwoHyphensNothingIsAnOption() {
    assertThat(quick("--", "-csv", "x").operands).containsExactly("-csv", "x");
    assertThat(slow("--", "-csv", "x").operands).containsExactly("-csv", "x");
  }

  @Test
  void unknownOptionsAndMissingValuesAreToldByPicocli() {
    assertThat(QuickArguments.parse(new String[] {"-jsn"}, new Invocation())).isFalse();
    assertThat(slow("-jsn").error).isEqualTo("Error: unknown option: -jsn (did you mean -json?)");
    assertThat(QuickArguments.parse(new String[] {"-cmd"}, new Invocation())).isFalse();
    assertThat(slow("-cmd").error).isEqualTo("Error: missing argument to -cmd");
    assertThat(slow("-screenwidth", "1").error).isEqualTo("minimum --screenwidth is 2");
  }

  @Seeded({1, 2, 3})
  void bothParsersAgreeOnOrdinaryArguments(long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      List<String> args = new ArrayList<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        switch (random.nextInt(3)) {
          case 0 -> args.add(FLAGS[random.nextInt(FLAGS.length)]);
          case 1 -> {
            args.add(VALUES[random.nextInt(VALUES.length)]);
            args.add(WORDS[random.nextInt(WORDS.length)]);
          }
          default -> args.add(WORDS[random.nextInt(WORDS.length)]);
        }
      }
      String[] array = args.toArray(new String[0]);
      assertThat(slow(array)).as("%s", args).usingRecursiveComparison().isEqualTo(quick(array));
    }
  }

  @Test
  void theHelpNamesEachOptionOnce() {
    String help = new CommandLineOptions().help();
    for (String name : new String[] {"-json", "-cmd COMMAND", "-ifexists", "-version"}) {
      assertThat(help.split("\n   " + name + " ", -1)).as(name).hasSize(2);
    }
  }

  @Test
  void numbersHaveSuffixesAndSaturate() {
    assertThat(Integers.parse("0x1F")).isEqualTo(31);
    assertThat(Integers.parse("-2KiB")).isEqualTo(-2048);
    assertThat(Integers.parse("3mb")).isEqualTo(3_000_000);
    assertThat(Integers.parse("99999999999999999999")).isEqualTo(Long.MAX_VALUE);
    assertThat(Integers.parse("-99999999999999999999")).isEqualTo(Long.MIN_VALUE);
    assertThat(Integers.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Integers.parse("nonsense")).isZero();
    assertThat(Integers.isNumber("12")).isTrue();
    assertThat(Integers.isNumber("1e2")).isFalse();
  }
}
