@NullMarked
package dev.eventlogger.server.intake;

import org.jspecify.annotations.NullMarked;
