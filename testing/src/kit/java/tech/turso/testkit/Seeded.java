package tech.turso.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A random test: runs once for each fixed seed and once for a seed that follows from the commit, so
 * that each commit looks somewhere new and still gives the same answer twice. The method takes the
 * seed as its one parameter of type {@code long}.
 *
 * <pre>{@code
 * @Seeded
 * void agreesWithTreeMap(long seed) {
 *   var random = new SplittableRandom(seed);
 * }</pre>
 *
 * <p>A failure prints the command that runs it again. {@code -Dseed=N} runs seed N alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed={0}")
@ArgumentsSource(Seeds.class)
@ExtendWith(RerunLine.class)
public @interface Seeded {
  /** The fixed seeds. */
  long[] value() default {1};
}
