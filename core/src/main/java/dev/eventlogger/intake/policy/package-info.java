/** Which events are wanted at all: by API route, by user and group, and by sampling. */
@NullMarked
package dev.eventlogger.intake.policy;

import org.jspecify.annotations.NullMarked;
