/**
 * What plugins implement: a sink, and a module that checks events, seals them, or brings a section
 * of the configuration. Depends only on {@code event}, and on the journal for what a seal needs;
 * every package above may use it.
 */
@NullMarked
package dev.eventlogger.spi;

import org.jspecify.annotations.NullMarked;
