/** Made-up events, for anyone who wants to see what can be done with events. */
@NullMarked
package dev.eventlogger.cli.demo;

import org.jspecify.annotations.NullMarked;
