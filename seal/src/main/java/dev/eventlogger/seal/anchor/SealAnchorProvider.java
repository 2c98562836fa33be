package dev.eventlogger.seal.anchor;

import dev.eventlogger.spi.SinkConfig;

/**
 * Makes anchors of one kind. Found with {@link java.util.ServiceLoader}, and made with a
 * constructor without arguments.
 */
public interface SealAnchorProvider {

  /** What it is called under {@code anchors}: {@code folder}; small letters, digits and -. */
  String name();

  /**
   * Makes an anchor, without asking whether its place is there.
   *
   * @throws IllegalArgumentException for what is wrong with the settings, as {@link SinkConfig#as}
   *     says it
   */
  SealAnchor open(SinkConfig settings);
}
