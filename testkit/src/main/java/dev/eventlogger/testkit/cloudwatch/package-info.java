/** For tests: a strict fake of the CloudWatch Logs service, which the real AWS SDK talks to. */
@NullMarked
package dev.eventlogger.testkit.cloudwatch;

import org.jspecify.annotations.NullMarked;
