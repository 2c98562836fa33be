package dev.eventlogger.benchmarks.server;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * What a server in a process of its own says and is told, a line for each: it says its port; {@code
 * flush} is answered when all that it took is where it belongs; and at the end of what it is told,
 * it ends, with its last words.
 */
interface Child {

  /** What is answered to {@code flush}. */
  String FLUSHED = "flushed";

  /** Waits until all that was taken is where it belongs. */
  void flush();

  /** Ends, and says what became of all. */
  String end() throws Exception;

  /** Talks to the parent until that ends it. */
  static void run(int port, Child child) throws Exception {
    say(Integer.toString(port));
    BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (told.readLine() != null) {
      child.flush();
      say(FLUSHED);
    }
    say(child.end());
    System.exit(0);
  }

  private static void say(String words) {
    System.out.println(words);
    System.out.flush();
  }
}
