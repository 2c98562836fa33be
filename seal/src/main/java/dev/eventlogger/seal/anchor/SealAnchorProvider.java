package dev.eventlogger.seal.anchor;

import dev.eventlogger.spi.SinkConfig;

/**
 * Makes anchors of one kind. Found with {@link java.util.ServiceLoader}, and instantiated with a
 * constructor without arguments.
 */
public interface SealAnchorProvider {

  /**
   * The anchor's name under {@code anchors}, as in {@code folder}; lower-case letters, digits and
   * -.
   */
  String name();

  /**
   * Makes an anchor, without checking that its place exists.
   *
   * @throws IllegalArgumentException for what is wrong with the settings, as {@link SinkConfig#as}
   *     says it
   */
  SealAnchor open(SinkConfig settings);
}
