/**
 * What an event logger does besides logging: follows the rules that are changed while it runs, and
 * reports how it is.
 */
@NullMarked
package dev.eventlogger.upkeep;

import org.jspecify.annotations.NullMarked;
