package dev.eventlogger.benchmarks.server;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The protocol between a server in a process of its own and its parent, in lines: the server prints
 * its port; it answers each line of input with {@link #FLUSHED} once everything that it took is
 * where it belongs; and at the end of its input it ends, after printing the result of {@link #end}.
 */
interface Child {

  /** The answer to a line of input. */
  String FLUSHED = "flushed";

  /** Waits until everything that was taken is where it belongs. */
  void flush();

  /** Closes the server, and returns what became of the events. */
  String end() throws Exception;

  /** Answers the parent until the input ends. */
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
