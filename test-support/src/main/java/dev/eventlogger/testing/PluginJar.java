package dev.eventlogger.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Makes a plugin JAR, correct or with the faults that a test needs. */
public final class PluginJar {

  private static final String SINK = "dev.eventlogger.spi.BaseEventLogger";
  private static final String STORE = "dev.eventlogger.query.EventStore";

  private final Path folder;
  private final String name;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, Integer> classVersions = new LinkedHashMap<>();
  private final List<String> services = new ArrayList<>();
  private final List<String> stores = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private String version = "";

  /** A JAR to be created in a folder. */
  public PluginJar(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /** Sets the version in the manifest. */
  public PluginJar version(String version) {
    this.version = version;
    return this;
  }

  /** Adds a line to the services file. */
  public PluginJar service(String line) {
    services.add(line);
    return this;
  }

  /** Adds a class that is not a sink. */
  public PluginJar type(String className, String body) {
    return source(className, "", "", body);
  }

  /** Adds a sink, and registers it. */
  public PluginJar sink(String className, String loggerName, String... members) {
    String body =
        String.join("\n", members)
            + "public String loggerName() { return \""
            + loggerName
            + "\"; }"
            + "public dev.eventlogger.spi.DeliveryResult log("
            + "java.util.List<dev.eventlogger.event.Event> batch) { return null; }";
    return source(className, "", "extends " + SINK, body).service(className);
  }

  /** Adds a line to the services file of stores. */
  public PluginJar storeService(String line) {
    stores.add(line);
    return this;
  }

  /** Adds a store, and registers it. */
  public PluginJar store(String className, String storeName, String opening, String... members) {
    String body =
        String.join("\n", members)
            + "public String storeName() { return \""
            + storeName
            + "\"; }"
            + "public void open(dev.eventlogger.spi.SinkConfig config) {"
            + opening
            + "}"
            + "public EventPage find(EventQuery query, Cancellation cancellation) { return null; }"
            + "public java.util.List<UsageRow> usage(UsageQuery query, Cancellation cancellation) {"
            + " return null; }"
            + "public long purge(java.time.Instant before, Removal removal) { return 0; }"
            + "public long erase(String uid, Removal removal) { return 0; }";
    return source(className, "import dev.eventlogger.query.*; ", "extends " + STORE, body)
        .storeService(className);
  }

  /** Leaves a class out of the JAR, after compiling against it. */
  public PluginJar without(String className) {
    removed.add(className);
    return this;
  }

  /** Makes a class look as if it was compiled for another version of Java. */
  public PluginJar withClassVersion(String className, int major) {
    classVersions.put(className, major);
    return this;
  }

  /** Creates the JAR, and a class loader that sees it. */
  public ClassLoader loader() throws IOException {
    Path jar = folder.resolve(name);
    Path classes = compile();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!version.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    }
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      entry(
          out,
          "META-INF/services/" + SINK,
          String.join("\n", services).getBytes(StandardCharsets.UTF_8));
      if (!stores.isEmpty()) {
        entry(
            out,
            "META-INF/services/" + STORE,
            String.join("\n", stores).getBytes(StandardCharsets.UTF_8));
      }
      for (String className : sources.keySet()) {
        if (!removed.contains(className)) {
          String path = className.replace('.', '/') + ".class";
          entry(out, path, versioned(className, Files.readAllBytes(classes.resolve(path))));
        }
      }
    }
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, withoutSinks());
  }

  /**
   * A class loader that sees the framework, but none of the sinks that may be on the test's class
   * path.
   */
  private static ClassLoader withoutSinks() {
    return new ClassLoader(PluginJar.class.getClassLoader()) {
      @Override
      public java.util.Enumeration<URL> getResources(String name) {
        return java.util.Collections.emptyEnumeration();
      }
    };
  }

  private PluginJar source(String className, String imports, String extending, String body) {
    int dot = className.lastIndexOf('.');
    String simple = className.substring(dot + 1);
    String source =
        "package "
            + className.substring(0, dot)
            + "; "
            + imports
            + "public class "
            + simple
            + " "
            + extending
            + " { "
            + body
            + " }";
    sources.put(className, source);
    return this;
  }

  private Path compile() throws IOException {
    Path work = Files.createTempDirectory(folder, "classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", work.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (!sources.isEmpty()
        && compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("the test's own source does not compile");
    }
    return work;
  }

  private byte[] versioned(String className, byte[] bytes) {
    Integer major = classVersions.get(className);
    if (major != null) {
      // The JVM specification, 4.1: u4 magic, u2 minor_version, u2 major_version
      bytes[7] = major.byteValue();
    }
    return bytes;
  }

  private static void entry(JarOutputStream out, String path, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(path));
    out.write(content);
    out.closeEntry();
  }
}
