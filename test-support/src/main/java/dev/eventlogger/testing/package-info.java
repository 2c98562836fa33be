/** What the tests of all modules share; it is not published. */
@NullMarked
package dev.eventlogger.testing;

import org.jspecify.annotations.NullMarked;
