/**
 * What plugins implement: a sink, and a module that checks events or brings a section of the
 * configuration. Stands on {@code event} alone; everything above it may use it.
 */
@NullMarked
package dev.eventlogger.spi;

import org.jspecify.annotations.NullMarked;
