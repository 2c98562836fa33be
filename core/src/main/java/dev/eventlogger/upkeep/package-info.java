/**
 * What an event logger does besides logging: it follows rules that change while it runs, and
 * reports its own state.
 */
@NullMarked
package dev.eventlogger.upkeep;

import org.jspecify.annotations.NullMarked;
