/** The YAML configuration: read, checked in full, and bound to settings records. */
@NullMarked
package dev.eventlogger.config;

import org.jspecify.annotations.NullMarked;
