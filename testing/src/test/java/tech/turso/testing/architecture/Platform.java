package tech.turso.testing.architecture;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the engine may use of the JDK and where. The engine is also compiled for the browser, whose
 * library lacks much of the JDK: what it lacks is used in the platform's places alone, which that
 * build replaces. Time, randomness, files and the console are reached through {@code vfs} alone.
 */
final class Platform {
  /** Packages (ending in a dot) and classes that a build for another platform replaces. */
  private static final List<String> PLACES =
      List.of(
          "tech.turso.vfs.nio.",
          "tech.turso.vfs.ffm.",
          "tech.turso.vdbe.jit.",
          "tech.turso.base.Bytes",
          "tech.turso.vfs.Lock",
          "tech.turso.vfs.Background",
          "tech.turso.vfs.DeepStack");

  private static final String VFS = "tech.turso.vfs.";

  /** Classes, by the beginning of their names, for the platform's places alone. */
  private static final List<String> PLATFORM_TYPES =
      List.of(
          "java.lang.Thread", // also its nested classes; not ThreadLocal
          "java.lang.ScopedValue",
          "java.lang.StackWalker",
          "java.lang.System$Logger",
          "java.lang.invoke.VarHandle",
          "java.lang.foreign.",
          "java.lang.classfile.",
          "java.lang.constant.",
          "java.nio.channels.",
          "java.nio.file.",
          "java.nio.MappedByteBuffer",
          "java.security.MessageDigest",
          "java.text.Normalizer",
          "java.util.HexFormat",
          "java.util.SplittableRandom",
          "java.util.concurrent.",
          "java.util.zip.CRC32C",
          "sun.");

  /** What the browser's library has of {@code java.util.concurrent}. */
  private static final Set<String> CONCURRENT =
      Set.of(
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.CopyOnWriteArrayList",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicReference");

  /** Members, as patterns of {@code owner.name descriptor}, for the platform's places alone. */
  private static final Pattern PLATFORM_MEMBERS =
      members(
          "java.lang.invoke.MethodHandles?\\..*",
          "java.lang.Math.(multiplyHigh|unsignedMultiplyHigh|fma) .*",
          "java.lang.Long.(parseUnsignedLong|compress|expand) .*",
          "java.lang.String.lines .*",
          "java.lang.System.getLogger .*",
          "java.lang.Object.(wait|notify|notifyAll) .*",
          "java.nio.ByteBuffer.slice \\(II\\).*",
          "java.util.Arrays.compareUnsigned .*",
          "java.util.concurrent.atomic.\\w+.\\w+(Plain|Opaque|Acquire|Release|Volatile) .*");

  /** Members for the packages {@code vfs} and below alone. */
  private static final Pattern VFS_MEMBERS =
      members(
          "java.lang.System.(nanoTime|currentTimeMillis|out|err|in|console|getenv|exit) .*",
          "java.lang.Throwable.printStackTrace .*",
          "java.lang.Runtime.(exit|halt|exec|addShutdownHook) .*",
          "java.lang.Math.random .*",
          "java.util.Random.<init> \\(\\)V",
          "java.util.(Date|GregorianCalendar).<init> \\(\\)V",
          "java.util.Calendar.getInstance .*",
          "java.util.UUID.randomUUID .*",
          "java.util.TimeZone.getDefault .*",
          "java.time.\\w+.(now|system\\w*|tick\\w*) .*");

  /** Classes for the packages {@code vfs} and below alone. */
  private static final List<String> VFS_TYPES =
      List.of("java.io.File", "java.io.RandomAccessFile", "java.security.SecureRandom");

  /** Members for nobody: their result depends on the machine's settings. */
  private static final Pattern SETTINGS_MEMBERS =
      members(
          "java.lang.String.(toLowerCase|toUpperCase) \\(\\).*",
          "java.lang.String.getBytes \\(\\).*",
          "java.lang.String.<init> \\(\\[B(II)?\\)V",
          "java.lang.String.(format \\(Ljava/lang/String;.*|formatted .*)",
          "java.nio.charset.Charset.defaultCharset .*",
          "java.util.Locale.getDefault .*");

  private Platform() {}

  private static Pattern members(String... patterns) {
    return Pattern.compile(String.join("|", patterns));
  }

  /** What is wrong with class {@code user} of the engine naming a class; null if nothing. */
  static String typeError(String user, String used) {
    if (isPlace(user)) {
      return null;
    }
    boolean platform =
        PLATFORM_TYPES.stream().anyMatch(type -> isOrIsIn(used, type))
            && !CONCURRENT.contains(used);
    boolean files = !user.startsWith(VFS) && VFS_TYPES.stream().anyMatch(t -> isOrIsIn(used, t));
    return platform || files ? user + " must not use " + used : null;
  }

  /** What is wrong with class {@code user} of the engine using a member; null if nothing. */
  static String memberError(String user, String owner, String name, String descriptor) {
    String member = owner + "." + name + " " + descriptor;
    boolean wrong =
        PLATFORM_MEMBERS.matcher(member).matches() && !isPlace(user)
            || VFS_MEMBERS.matcher(member).matches() && !user.startsWith(VFS)
            || SETTINGS_MEMBERS.matcher(member).matches();
    return wrong ? user + " must not use " + member : null;
  }

  private static boolean isPlace(String user) {
    return PLACES.stream().anyMatch(place -> isOrIsIn(user, place));
  }

  /** Whether {@code type} is the class {@code place}, nested in it, or in the package it names. */
  private static boolean isOrIsIn(String type, String place) {
    return place.endsWith(".")
        ? type.startsWith(place)
        : type.equals(place) || type.startsWith(place + "$");
  }
}
