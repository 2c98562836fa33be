/**
 * What plugins implement: a sink, and a module that checks events, seals them, or brings a section
 * of the configuration. Stands on {@code event} alone, but for what a seal needs of the journal;
 * everything above it may use it.
 */
@NullMarked
package dev.eventlogger.spi;

import org.jspecify.annotations.NullMarked;
