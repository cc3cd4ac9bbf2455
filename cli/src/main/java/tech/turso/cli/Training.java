package tech.turso.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Does what most starts of the shell do, so that the JVM can record which classes they load and how
 * they run ({@code -XX:AOTCacheOutput}): the launcher's next starts take a third of the time.
 *
 * <p>Argument: a folder that may be written to and is thrown away.
 */
final class Training {
  private static final String SCRIPT =
      """
      create table city(id integer primary key, name text not null, size real, data, unique(name));
      create index city_size on city(size desc);
      create table person(name varchar(20) default 'x', city int references city(id), check(name<>''));
      create view big as select name, size from city where size > 1;
      begin;
      insert into city(name, size, data) values ('one', 1.5, null), ('two', 2.5, x'00ff');
      insert into city(name, size, data) select name || id, size * 2, data from city;
      insert into person values ('a', 1), ('b', 2);
      commit;
      select count(*), sum(size), max(name), avg(id) from city;
      select * from city where name = 'two' order by size desc limit 10;
      select name, size from city where size between 1 and 3 or id in (1, 2) order by 2, 1;
      select name, count(*) from city group by name having count(*) > 0 order by 2 desc;
      select distinct p.name from person p join city c on c.id = p.city where c.size < 9;
      select * from city c left join person p on p.city = c.id where p.name is null;
      select (select max(size) from city), exists(select 1 from person), upper(name) from big;
      with x as (select name from city) select * from x union select 'z' order by 1;
      select date('now'), printf('%d %s', 1, 'a'), substr('abc', 2), length('a'), round(1.25, 1),
        case when 1 then coalesce(null, 2) else 3 end, cast('1' as int), 'a' like 'A', typeof(1);
      update city set data = upper(name) where id = 2;
      delete from person where name like 'a%';
      explain query plan select * from city where name = ?1;
      pragma user_version;
      pragma table_info(city);
      select nosuch from city;
      .tables
      .schema
      .indexes
      .headers on
      .mode column
      select * from city;
      .mode box
      select * from city;
      .mode csv
      select * from city;
      .mode json
      select * from city;
      .mode list
      .dump
      .show
      """;

  private final String[] database;

  private Training(Path folder) {
    database = new String[] {folder.resolve("training.db").toString()};
  }

  /** Runs the training. */
  public static void main(String[] args) throws IOException, URISyntaxException {
    Training training = new Training(Path.of(args[0]));
    training.run(SCRIPT, training.database);
    training.run("", training.database[0], "select count(*) from city", ".tables", ".schema");
    training.run("", "-box", "-cmd", ".timer off", training.database[0], "select * from city");
    training.run("select 1;\n", ":memory:");
    loadAll();
  }

  private void run(String input, String... args) {
    World process = World.ofProcess();
    Main.run(
        args,
        new World(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false,
            false,
            process.environment()));
  }

  /**
   * Loads all classes of the shell and the engine: if a single one is missing in the recording, the
   * JVM opens the jar for it, which costs more than to have them all.
   */
  private static void loadAll() throws IOException, URISyntaxException {
    Path jar = Path.of(Training.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (ZipFile file = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith("tech/turso/") && name.endsWith(".class") && !needsLibrary(name)) {
          load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
  }

  /** Whether it uses a library that most starts do not load. */
  private static boolean needsLibrary(String name) {
    return name.startsWith("tech/turso/cli/console/")
        || name.startsWith("tech/turso/cli/CommandLineOptions");
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Training.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // It names a class that this JVM does not have: it is not for this platform.
    }
  }
}
