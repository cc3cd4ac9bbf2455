import org.jspecify.annotations.NullMarked;

/** The shell {@code tursodb}. */
@NullMarked
module tech.turso.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires jdk.unsupported; // signals
  requires org.jline.reader;
  requires org.jline.terminal;
  requires tech.turso.engine;
}
