/**
 * Files that are kept for long: who may read them, who may write them exclusively, and when their
 * names are durable. For all of our code that writes files; depends on the JDK alone.
 */
@NullMarked
package dev.eventlogger.journal.file;

import org.jspecify.annotations.NullMarked;
