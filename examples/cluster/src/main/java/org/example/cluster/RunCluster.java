package org.example.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Starts the cluster, prints where everything is, and stops it at Ctrl-C. */
public final class RunCluster {

  private static final int FIRST_PORT = 8787;

  private RunCluster() {}

  /**
   * Runs until it is stopped.
   *
   * @param arguments the folder with the configurations, and an empty one for the cluster's files
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[1])).toRealPath();
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        System.err.println(folder + " is not empty; give a folder for a new cluster");
        System.exit(2);
      }
    }
    System.out.println("starting a broker, a database, two nodes, two consumers and a viewer …");
    Cluster cluster = Cluster.start(Path.of(arguments[0]).toAbsolutePath(), folder, FIRST_PORT);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(cluster, main)));
    cluster.addresses().forEach(address -> System.out.println("node      " + address));
    System.out.println("viewer    http://127.0.0.1:" + (FIRST_PORT + 2));
    System.out.println("broker    " + cluster.broker().bootstrap() + ", topic events");
    System.out.println("database  " + cluster.database());
    System.out.println("logs      " + folder);
    System.out.println("Ctrl-C ends it.");
    keepAlive(cluster);
  }

  /** Restarts processes that have ended, as a supervisor would, until interrupted. */
  private static void keepAlive(Cluster cluster) throws IOException {
    try {
      while (true) {
        for (Member member : cluster.members()) {
          if (!member.isAlive()) {
            System.out.println(member.name() + " has ended, see " + member.log() + "; again …");
            member.start();
          }
        }
        Thread.sleep(1_000);
      }
    } catch (InterruptedException e) {
      // The cluster is to stop.
    }
  }

  private static void end(Cluster cluster, Thread main) {
    main.interrupt(); // so that nothing is started again
    try {
      main.join();
      cluster.stop();
      cluster.close();
    } catch (Exception e) {
      System.err.println("ended, but " + e);
    }
  }
}
